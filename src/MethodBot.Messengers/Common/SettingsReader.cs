using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace MethodBot.Messengers.Common;

/// <summary>
/// Reads a section of the settings value by value and notes every fault in a sentence that names the key, instead of stopping at
/// the first. Values of secrets never get into a sentence.
/// </summary>
internal sealed class SettingsReader(IConfigurationSection section, ICollection<string> faults)
{
    public string? Text(string key)
    {
        var value = section[key];
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    public string Url(string key, string fallback)
    {
        var value = Text(key);
        if (value is null)
            return fallback;
        if (IsAddress(value, "http", "https"))
            return value.TrimEnd('/');
        Fault(key, "is not an address. Write it like " + fallback + ".");
        return fallback;
    }

    public string? Proxy(string key)
    {
        var value = Text(key);
        if (value is null || IsAddress(value, "http", "socks5"))
            return value;
        Fault(key, "is not an address of a proxy. Write it like http://proxy.example:3128 or socks5://proxy.example:1080.");
        return null;
    }

    public double Rate(string key, double fallback)
    {
        var value = Text(key);
        if (value is null)
            return fallback;
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && double.IsFinite(rate))
            return rate;
        Fault(key, $"is \"{value}\", which is not a number of 0 or more. 0 means no limit; leave it out for {fallback}.");
        return fallback;
    }

    /// <summary>One of these words, the first when none is given.</summary>
    public string OneOf(string key, params ReadOnlySpan<string> words)
    {
        var value = Text(key);
        if (value is null)
            return words[0];
        foreach (var word in words)
        {
            if (string.Equals(value, word, StringComparison.OrdinalIgnoreCase))
                return word;
        }

        Fault(key, $"is \"{value}\", which is unknown. Use {string.Join(" or ", words)}.");
        return words[0];
    }

    public void Fault(string key, string sentence) => faults.Add($"{section.Path}:{key} {sentence}");

    private static bool IsAddress(string value, params ReadOnlySpan<string> schemes) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri.Host.Length > 0;
}

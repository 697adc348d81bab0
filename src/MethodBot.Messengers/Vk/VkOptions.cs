using System.Globalization;
using System.Text.RegularExpressions;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MethodBot.Messengers.Vk;

/// <summary>Settings of VK, section <c>Vk</c>.</summary>
public sealed partial class VkOptions
{
    public const string Section = "Vk";

    private const string DefaultApiUrl = "https://api.vk.com/method";

    /// <summary>Of a community (not of a person); null switches VK off. Secret.</summary>
    public string? Token { get; private set; }

    /// <summary>The community's number.</summary>
    public string? GroupId { get; private set; }

    public string ApiUrl { get; private set; } = DefaultApiUrl;

    /// <summary><c>http://</c> or <c>socks5://</c>. May contain a password.</summary>
    public string? Proxy { get; private set; }

    public string Receive { get; private set; } = "polling";

    public string? Confirmation { get; private set; }

    /// <summary>Secret.</summary>
    public string? Secret { get; private set; }

    /// <summary>Requests per second of each community; 0 = no limit.</summary>
    public double RequestsPerSecond { get; private set; } = 20;

    /// <summary>Every community with its token: the one above, then those under <c>Communities</c>.</summary>
    internal IReadOnlyList<VkCommunity> Communities { get; private set; } = [];

    internal void Read(IConfigurationSection section, ICollection<string> faults)
    {
        var settings = new SettingsReader(section, faults);
        var communities = new List<VkCommunity>();
        ReadCommunity(settings, communities, settings.Fault);
        Token = settings.Text(nameof(Token));
        GroupId = settings.Text(nameof(GroupId));
        ApiUrl = settings.Url(nameof(ApiUrl), DefaultApiUrl);
        Proxy = settings.Proxy(nameof(Proxy));
        Receive = settings.Receive(unavailable: "callback");
        Confirmation = settings.Text(nameof(Confirmation));
        Secret = settings.Text(nameof(Secret));
        RequestsPerSecond = settings.Rate(nameof(RequestsPerSecond), RequestsPerSecond);
        foreach (var further in section.GetSection(nameof(Communities)).GetChildren())
        {
            var entry = new SettingsReader(further, faults);
            if (entry.Text(nameof(Token)) is null)
                entry.Fault(nameof(Token), "is missing: each further community has a token of its own.");
            ReadCommunity(entry, communities, entry.Fault);
        }

        Communities = communities;
    }

    private static void ReadCommunity(SettingsReader settings, List<VkCommunity> communities, Action<string, string> fault)
    {
        var token = settings.Text(nameof(Token));
        if (token is null)
            return;
        var groupId = settings.Text(nameof(GroupId));
        var goodToken = TokenShape().IsMatch(token);
        if (!goodToken)
            fault(nameof(Token), "does not look like a token of a community (vk1.a.… from the community's settings, API). Copy it whole, without spaces.");
        if (groupId is null)
            fault(nameof(GroupId), "is missing: with a token, set it to the community's number.");
        else if (!long.TryParse(groupId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            fault(nameof(GroupId), $"is \"{groupId}\", which is not a community's number. Write digits only, without a minus or \"club\".");
        else if (communities.Exists(c => c.GroupId == groupId))
            fault(nameof(GroupId), $"is {groupId}, which is set twice.");
        else if (goodToken)
            communities.Add(new VkCommunity(groupId, token));
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{10,}$", RegexOptions.CultureInvariant)]
    private static partial Regex TokenShape();
}

/// <summary>Not a record: it would print the token.</summary>
internal sealed class VkCommunity(string groupId, string token)
{
    public string GroupId => groupId;

    public string Token => token;
}

/// <summary>Lists every fault of the section at start.</summary>
internal sealed class VkOptionsValidator(IConfiguration configuration) : IValidateOptions<VkOptions>
{
    public ValidateOptionsResult Validate(string? name, VkOptions options)
    {
        var faults = new List<string>();
        new VkOptions().Read(configuration.GetSection(VkOptions.Section), faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

using System.Text.RegularExpressions;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MethodBot.Messengers.Telegram;

/// <summary>Settings of Telegram, section <c>Telegram</c>.</summary>
public sealed partial class TelegramOptions
{
    public const string Section = "Telegram";

    private const string DefaultApiUrl = "https://api.telegram.org";

    /// <summary>As @BotFather shows it; null switches Telegram off. Secret.</summary>
    public string? Token { get; private set; }

    public string ApiUrl { get; private set; } = DefaultApiUrl;

    /// <summary><c>http://</c> or <c>socks5://</c>. May contain a password.</summary>
    public string? Proxy { get; private set; }

    public string Receive { get; private set; } = "polling";

    public string? WebhookUrl { get; private set; }

    /// <summary>Secret.</summary>
    public string? WebhookSecret { get; private set; }

    /// <summary>Sends per second of the whole bot; 0 = no limit.</summary>
    public double MessagesPerSecond { get; private set; } = 30;

    /// <summary>Sends per second into one chat; 0 = no limit.</summary>
    public double MessagesPerSecondPerChat { get; private set; } = 1;

    /// <summary>The bot's id, which is the number before the token's colon.</summary>
    internal string BotId => Token is null ? "" : Token[..Token.IndexOf(':', StringComparison.Ordinal)];

    internal void Read(IConfigurationSection section, ICollection<string> faults)
    {
        var settings = new SettingsReader(section, faults);
        Token = settings.Text(nameof(Token));
        if (Token is not null && !TokenShape().IsMatch(Token))
        {
            Token = null;
            settings.Fault(nameof(Token), "does not look like a token of a bot (123456789:AAH… from @BotFather). Copy it whole, without spaces.");
        }

        ApiUrl = settings.Url(nameof(ApiUrl), DefaultApiUrl);
        Proxy = settings.Proxy(nameof(Proxy));
        Receive = settings.Receive(unavailable: "webhook");
        WebhookUrl = settings.Text(nameof(WebhookUrl));
        WebhookSecret = settings.Text(nameof(WebhookSecret));
        MessagesPerSecond = settings.Rate(nameof(MessagesPerSecond), MessagesPerSecond);
        MessagesPerSecondPerChat = settings.Rate(nameof(MessagesPerSecondPerChat), MessagesPerSecondPerChat);
    }

    [GeneratedRegex("^[0-9]{3,20}:[A-Za-z0-9_-]{10,}$", RegexOptions.CultureInvariant)]
    private static partial Regex TokenShape();
}

/// <summary>Lists every fault of the section at start.</summary>
internal sealed class TelegramOptionsValidator(IConfiguration configuration) : IValidateOptions<TelegramOptions>
{
    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        var faults = new List<string>();
        new TelegramOptions().Read(configuration.GetSection(TelegramOptions.Section), faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

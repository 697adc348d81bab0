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

    /// <summary>As Telegram reaches the program; null: <c>Web:PublicUrl</c> with <see cref="TelegramWebhook.DefaultPath"/>.</summary>
    public string? WebhookUrl { get; private set; }

    /// <summary>1–256 of <c>[A-Za-z0-9_-]</c>. Null: follows from the token. Secret.</summary>
    public string? WebhookSecret { get; private set; }

    /// <summary>Sends per second of the whole bot; 0 = no limit.</summary>
    public double MessagesPerSecond { get; private set; } = 30;

    /// <summary>Sends per second into one chat; 0 = no limit.</summary>
    public double MessagesPerSecondPerChat { get; private set; } = 1;

    /// <summary>The bot's id, which is the number before the token's colon.</summary>
    internal string BotId => Token is null ? "" : Token[..Token.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>Where Telegram brings updates; null when they are polled.</summary>
    internal Uri? WebhookAddress { get; private set; }

    internal void Read(IConfiguration configuration, ICollection<string> faults)
    {
        var settings = new SettingsReader(configuration.GetSection(Section), faults);
        Token = settings.Text(nameof(Token));
        if (Token is not null && !TokenShape().IsMatch(Token))
        {
            Token = null;
            settings.Fault(nameof(Token), "does not look like a token of a bot (123456789:AAH… from @BotFather). Copy it whole, without spaces.");
        }

        ApiUrl = settings.Url(nameof(ApiUrl), DefaultApiUrl);
        Proxy = settings.Proxy(nameof(Proxy));
        Receive = settings.OneOf(nameof(Receive), "polling", "webhook");
        WebhookUrl = settings.Text(nameof(WebhookUrl));
        WebhookSecret = settings.Text(nameof(WebhookSecret));
        if (WebhookSecret is not null && !SecretShape().IsMatch(WebhookSecret))
            settings.Fault(nameof(WebhookSecret), "has letters that Telegram does not take. Use 1 to 256 of A-Z, a-z, 0-9, _ and -, or leave it out.");
        if (Receive == "webhook" && Token is not null)
            ReadWebhookAddress(configuration, settings, faults);
        MessagesPerSecond = settings.Rate(nameof(MessagesPerSecond), MessagesPerSecond);
        MessagesPerSecondPerChat = settings.Rate(nameof(MessagesPerSecondPerChat), MessagesPerSecondPerChat);
    }

    private void ReadWebhookAddress(IConfiguration configuration, SettingsReader settings, ICollection<string> faults)
    {
        if (WebhookUrl is null)
        {
            WebhookAddress = PublicAddress.Of(PublicAddress.Read(configuration, faults), TelegramWebhook.DefaultPath);
            if (WebhookAddress is null && string.IsNullOrWhiteSpace(configuration[PublicAddress.Key]))
                settings.Fault(nameof(WebhookUrl), $"is missing: with Receive=webhook, set it or {PublicAddress.Key} to the https address by which Telegram reaches this program.");
        }
        else if (PublicAddress.Parse(WebhookUrl) is { } address)
        {
            WebhookAddress = address;
        }
        else
        {
            settings.Fault(nameof(WebhookUrl), "is not an https address. Write it like https://bot.example.ru/webhooks/telegram.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,256}$", RegexOptions.CultureInvariant)]
    private static partial Regex SecretShape();

    [GeneratedRegex("^[0-9]{3,20}:[A-Za-z0-9_-]{10,}$", RegexOptions.CultureInvariant)]
    private static partial Regex TokenShape();
}

/// <summary>Lists every fault of the section at start.</summary>
internal sealed class TelegramOptionsValidator(IConfiguration configuration) : IValidateOptions<TelegramOptions>
{
    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        var faults = new List<string>();
        new TelegramOptions().Read(configuration, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

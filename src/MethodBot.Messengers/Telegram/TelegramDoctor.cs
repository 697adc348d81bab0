using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Options;

namespace MethodBot.Messengers.Telegram;

/// <summary>Asks Telegram whether the bot of the settings can receive and send.</summary>
internal sealed class TelegramDoctor(IOptions<TelegramOptions> options, TimeProvider time) : IMessengerDoctor
{
    private const int ManyWaiting = 100;

    public async Task<IReadOnlyList<Examination>> ExamineAsync(DoctorVisit visit, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (settings.Token is null)
            return [];
        var findings = ImmutableArray.CreateBuilder<Finding>();
        findings.AddRange(await new ConnectionCheck(TelegramOptions.Section, settings.ApiUrl, settings.Proxy, time).RunAsync(cancellationToken));
        if (findings[0].Level == FindingLevel.Good)
        {
            using var client = new TelegramClient(
                MessengerHttp.CreateClient(MessengerHttp.CreateHandler(settings.Proxy)), settings.ApiUrl, settings.Token);
            await AskAsync(client, settings, visit, findings, cancellationToken);
        }

        return [new Examination($"Telegram, bot {settings.BotId}", findings.ToImmutable())];
    }

    private static async Task AskAsync(
        TelegramClient client, TelegramOptions settings, DoctorVisit visit, ImmutableArray<Finding>.Builder findings, CancellationToken cancellationToken)
    {
        var (me, failure) = await client.GetMeAsync(cancellationToken);
        if (me is null)
        {
            findings.Add(ExplainRefusal(failure));
            return;
        }

        findings.Add(Finding.Good($"the token is accepted: @{me.Username} «{me.FirstName}»"));
        findings.Add(JudgeGroups(me));
        var (webhook, unknown) = await client.GetWebhookInfoAsync(cancellationToken);
        if (webhook is null)
        {
            findings.Add(Finding.Attention($"how updates are delivered could not be asked ({unknown?.Description})", "Try again in a minute."));
            return;
        }

        var hasWebhook = !string.IsNullOrEmpty(webhook.Url);
        findings.AddRange(settings.WebhookAddress is { } address ? JudgeWebhook(webhook, address, visit) : [JudgeLeftover(webhook, visit)]);
        if (webhook.PendingUpdateCount > 0)
            findings.Add(JudgeWaiting(webhook.PendingUpdateCount, visit));
        if (!hasWebhook && !visit.BotIsRunning && visit.Listening > TimeSpan.Zero)
            findings.Add(await ListenAsync(client, visit, cancellationToken));
    }

    private static Finding ExplainRefusal(TelegramFailure? failure) => failure is not null && TelegramErrors.RefusesToken(failure)
        ? Finding.Broken(
            "Telegram refuses the token",
            "Open @BotFather, /mybots → the bot → API Token, and copy the token into Telegram:Token whole.")
        : Finding.Broken(
            $"the token could not be asked about: {failure?.Description ?? "an empty answer"}",
            "Check Telegram:ApiUrl: it is https://api.telegram.org, or the address of a Bot API server of your own.");

    private static Finding JudgeGroups(TelegramUser me) => me switch
    {
        { CanReadAllGroupMessages: true } => Finding.Attention(
            "in groups the bot is sent everything that is written there, which it does not need",
            "Open @BotFather, /setprivacy → the bot → Enable."),
        { CanJoinGroups: true } => Finding.Good("in groups the bot is sent only what is addressed to it"),
        _ => Finding.Good("the bot cannot be added to groups; should it be in one of the staff: @BotFather, /setjoingroups → Enable"),
    };

    private static Finding JudgeLeftover(TelegramWebhookInfo webhook, DoctorVisit visit) => webhook switch
    {
        { Url: null or "" } => Finding.Good("no webhook is set: updates wait to be fetched, as Telegram:Receive says"),
        _ when visit.BotIsRunning => Finding.Broken(
            $"a webhook is set to {Host(webhook)}, so the bot is sent nothing",
            "The running bot removes it by itself. If it comes back, another program uses this token: stop that, or give it another bot's token."),
        _ => Finding.Attention(
            $"a webhook is set to {Host(webhook)}: until it is removed, updates go there",
            "Start the bot: it removes the webhook and loses no update. If the webhook comes back, another program uses this token."),
    };

    private static IEnumerable<Finding> JudgeWebhook(TelegramWebhookInfo webhook, Uri address, DoctorVisit visit)
    {
        if (webhook.Url != address.OriginalString)
        {
            var found = string.IsNullOrEmpty(webhook.Url)
                ? "no webhook is set, though Telegram:Receive is webhook"
                : $"the webhook goes to {Host(webhook)}, not to the address of the settings";
            yield return visit.BotIsRunning
                ? Finding.Broken(found, "The running bot sets it within some minutes; its log tells why if it cannot. If it is changed again and again, another program uses this token.")
                : Finding.Attention(found, "Start the bot: it sets the webhook.");
            yield break;
        }

        yield return Finding.Good($"updates are posted to {address.Host}");
        if (webhook.LastErrorMessage is { Length: > 0 } error)
        {
            yield return Finding.Attention(
                $"Telegram could not deliver{At(webhook.LastErrorDate)}: {error}",
                "Check that the address is open to the Internet by https with a valid certificate, at port 443, 80, 88 or 8443.");
        }

        var missing = webhook.AllowedUpdates is { IsDefaultOrEmpty: false } allowed ? TelegramUpdates.Wanted.Except(allowed).ToList() : [];
        if (missing.Count > 0)
            yield return Finding.Broken($"the webhook leaves out {string.Join(", ", missing)}", "Start the bot anew: it sets the webhook with what it needs.");
    }

    private static Finding JudgeWaiting(long waiting, DoctorVisit visit)
    {
        var found = string.Create(CultureInfo.InvariantCulture, $"{waiting} updates wait at Telegram");
        return visit.BotIsRunning && waiting >= ManyWaiting
            ? Finding.Attention(found, "The bot is behind. If the number grows, look into its log.")
            : Finding.Good(found + (visit.BotIsRunning ? "" : "; the bot takes them when it starts (Telegram keeps them a day)"));
    }

    private static async Task<Finding> ListenAsync(TelegramClient client, DoctorVisit visit, CancellationToken cancellationToken)
    {
        var (_, failure) = await client.ListenAsync(visit.Listening, cancellationToken);
        return failure switch
        {
            null => Finding.Good("no other program receives this bot's updates"),
            { Code: 409 } when visit.BotIsRunning => Finding.Good("the bot has just begun to receive its updates"),
            { Code: 409 } => Finding.Broken(
                "another program receives this bot's updates: of two, each loses some",
                "Stop the other one (a second copy of the bot? on another machine?), or take its access: @BotFather, /revoke, and the new token into Telegram:Token."),
            _ => Finding.Attention($"whether another program receives could not be heard ({failure.Description})", "Try again in a minute."),
        };
    }

    /// <summary>An address may bear a secret in its path.</summary>
    private static string Host(TelegramWebhookInfo webhook) => Uri.TryCreate(webhook.Url, UriKind.Absolute, out var url) ? url.Host : "an address that cannot be read";

    private static string At(long? unixSeconds) => unixSeconds is { } seconds
        ? string.Create(CultureInfo.InvariantCulture, $" at {DateTimeOffset.FromUnixTimeSeconds(seconds):yyyy-MM-dd HH:mm} UTC")
        : "";
}

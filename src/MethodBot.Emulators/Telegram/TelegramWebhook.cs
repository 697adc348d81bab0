using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MethodBot.Emulators.Core;
using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Telegram;

/// <summary>
/// setWebhook and delivery to the bot's own address. As a server that runs with <c>--local</c> it calls plain HTTP on any port; it
/// calls nothing but this machine.
/// </summary>
internal sealed partial class TelegramWebhook : ICourierOffice, IAsyncDisposable
{
    private const int DefaultConnections = 40;
    private const int MaxSecret = 256;
    private const int LongestRetryAfter = 3600;
    private static readonly TimeSpan GoneBeforeRemoval = TimeSpan.FromHours(23);

    private readonly EmulatorCore core;
    private readonly TelegramWorld world;
    private readonly TelegramUpdateQueue updates;
    private readonly Func<string, CancellationToken, Task> execute;
    private readonly Courier courier;
    private DateTimeOffset nextSet;

    /// <param name="execute">Serves the method that an answer of the bot asks for.</param>
    public TelegramWebhook(EmulatorCore core, TelegramWorld world, TelegramUpdateQueue updates, Func<string, CancellationToken, Task> execute)
    {
        this.core = core;
        this.world = world;
        this.updates = updates;
        this.execute = execute;
        courier = new Courier(core, this);
        updates.Pushed += WakeIfSet;
        using (core.Enter())
            WakeIfSet();
    }

    public IEnumerable<Parcel> Waiting => world.Webhook.Url.Length == 0 ? [] : updates.Waiting.Select(update => new Parcel(update.Id, TelegramUpdateQueue.Lane(update.Kind, update.ChatId, update.UserId)));

    public int MaxAtOnce => world.Webhook.MaxConnections;

    public ApiReply Set(TelegramArguments arguments)
    {
        var address = arguments.Text("url") ?? "";
        if (address.Length == 0)
            return Delete(arguments);
        CheckAddress(address);
        if (arguments.File("certificate") is not null)
            throw TelegramRefusal.Bad("bad webhook: this loopback server calls plain HTTP and takes no certificate");
        var secret = arguments.Text("secret_token") ?? "";
        if (secret.Length > MaxSecret)
            throw TelegramRefusal.Bad("secret token is too long");
        if (secret.Length > 0 && !Secret().IsMatch(secret))
            throw TelegramRefusal.Bad("secret token contains unallowed characters");
        var connections = (int)Math.Clamp(arguments.Integer("max_connections", DefaultConnections), 1, 100);
        var before = world.Webhook;
        var isSame = before.Url == address && before.Secret == secret && before.MaxConnections == connections;
        var now = core.Time.GetUtcNow();
        if (!isSame && now < nextSet)
            throw TelegramRefusal.TooManyRequests(1);
        nextSet = now.AddSeconds(1);
        updates.Allow(arguments);
        if (arguments.Flag("drop_pending_updates"))
            updates.Drop();
        if (isSame)
            return TelegramJson.Ok(true, "Webhook is already set");
        world.Change(new TelegramWebhookState(address, secret, connections, null, null, null));
        updates.EndPoll("Conflict: terminated by setWebhook request");
        courier.Wake();
        return TelegramJson.Ok(true, "Webhook was set");
    }

    public ApiReply Delete(TelegramArguments arguments)
    {
        if (arguments.Flag("drop_pending_updates"))
            updates.Drop();
        if (world.Webhook.Url.Length == 0)
            return TelegramJson.Ok(true, "Webhook is already deleted");
        world.Change(TelegramWebhookState.None);
        return TelegramJson.Ok(true, "Webhook was deleted");
    }

    public ApiReply GetInfo()
    {
        var webhook = world.Webhook;
        var info = new JsonObject { ["url"] = webhook.Url, ["has_custom_certificate"] = false, ["pending_update_count"] = updates.Count };
        if (webhook.Url.Length > 0)
        {
            info["max_connections"] = webhook.MaxConnections;
            info["ip_address"] = "127.0.0.1";
        }
        if (webhook.LastErrorAt is { } at)
        {
            info["last_error_date"] = at;
            info["last_error_message"] = webhook.LastError;
        }
        if (!updates.AllowedUpdates.IsEmpty)
            info["allowed_updates"] = new JsonArray([.. updates.AllowedUpdates.Select(name => JsonValue.Create(name))]);
        return TelegramJson.Ok(info);
    }

    public HttpRequestMessage Pack(Parcel parcel, int failures)
    {
        var webhook = world.Webhook;
        var update = updates.Waiting.First(update => update.Id == parcel.Id);
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(update.Json, Encoding.UTF8, "application/json") };
        if (webhook.Secret.Length > 0)
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", webhook.Secret);
        return request;
    }

    public Task ReceiveAsync(ParcelAnswer answer, CancellationToken cancellationToken) =>
        answer.IsSuccess && answer.Body.Length > 0 ? execute(answer.Body, cancellationToken) : Task.CompletedTask;

    public TimeSpan? Settle(Parcel parcel, ParcelAnswer answer, int failures)
    {
        if (answer.IsSuccess)
        {
            if (core.Faults.Strikes(FaultKind.DuplicatedUpdate))
                return TimeSpan.Zero;
            updates.Confirm(parcel.Id);
            if (world.Webhook.GoneSince is not null)
                world.Change(world.Webhook with { GoneSince = null });
            return null;
        }
        // Set anew or taken away while this was on its way: what the old address said is nothing to the new one.
        if (world.Webhook.Url.Length == 0)
            return TimeSpan.Zero;
        var now = core.UnixNow;
        var gone = answer.Status == 410 ? world.Webhook.GoneSince ?? now : (long?)null;
        if (gone is { } since && now - since >= GoneBeforeRemoval.TotalSeconds)
        {
            world.Change(TelegramWebhookState.None);
            return TimeSpan.Zero;
        }
        world.Change(world.Webhook with
        {
            LastErrorAt = now,
            LastError = answer.Fault ?? $"Wrong response from the webhook: {answer.Status} {answer.Reason}",
            GoneSince = gone,
        });
        return Delay(answer, failures);
    }

    public ValueTask DisposeAsync() => courier.DisposeAsync();

    /// <summary>The first repeat is immediate, then 2, 4, 8 seconds and so on, up to a minute or two.</summary>
    private TimeSpan Delay(ParcelAnswer answer, int failures)
    {
        if (answer.RetryAfter is { } asked)
            return TimeSpan.FromSeconds(Math.Clamp(asked.TotalSeconds, 0, LongestRetryAfter)) * core.Options.DeliveryDelayScale;
        if (failures == 0)
            return TimeSpan.Zero;
        var longest = RandomNumberGenerator.GetInt32(60, 121);
        return TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(failures, 10)), longest)) * core.Options.DeliveryDelayScale;
    }

    private void WakeIfSet()
    {
        if (world.Webhook.Url.Length > 0)
            courier.Wake();
    }

    private static void CheckAddress(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw TelegramRefusal.Bad("bad webhook: invalid webhook URL specified");
        if (uri.IsLoopback && uri.Scheme == Uri.UriSchemeHttp)
            return;
        if (uri.Scheme != Uri.UriSchemeHttps)
            throw TelegramRefusal.Bad("bad webhook: An HTTPS URL must be provided for webhook");
        if (uri.Port is not (80 or 88 or 443 or 8443))
            throw TelegramRefusal.Bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
        // Not a pretence of success: nothing here would call the address.
        throw TelegramRefusal.Bad("bad webhook: this loopback server calls http://127.0.0.1 only");
    }

    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}

using System.Collections.Immutable;

namespace MethodBot.Conversations.Messengers;

/// <summary>
/// A receiver to which the messenger itself brings updates, over HTTP. <see cref="IMessengerReceiver.RunAsync"/> then only registers
/// the address and looks after it; the host's web server hands over what comes to <see cref="Paths"/>.
/// </summary>
public interface IWebhookReceiver : IMessengerReceiver
{
    /// <summary>Where requests arrive on the bot's own web server, each with its leading slash; a reverse proxy may have taken a part off.</summary>
    ImmutableArray<string> Paths { get; }

    /// <summary>
    /// Takes one request. The reply that acknowledges it is given after the sink has committed; a request that is not the messenger's
    /// (a wrong secret) reaches no sink. Throws only when cancelled.
    /// </summary>
    Task<WebhookReply> TakeAsync(WebhookRequest request, IUpdateSink sink, CancellationToken cancellationToken);
}

/// <param name="Body">As it came.</param>
/// <param name="Header">The only value of a header, or null.</param>
public sealed record WebhookRequest(ReadOnlyMemory<byte> Body, Func<string, string?> Header);

/// <param name="Status">HTTP status.</param>
/// <param name="Body">Plain text.</param>
/// <param name="RetryAfter">When the messenger should come again, where the status asks it to.</param>
public sealed record WebhookReply(int Status, string Body = "", TimeSpan? RetryAfter = null);

using System.Net;
using System.Net.Sockets;

namespace MethodBot.Messengers.Common;

/// <summary>
/// What came of one HTTP request. Texts in it are made of codes and our own words, never of exception messages or addresses:
/// Telegram's addresses contain the token.
/// </summary>
internal sealed record ExchangeResult
{
    /// <summary>0 when no response came.</summary>
    public int Status { get; init; }

    public string Body { get; init; } = "";

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Why no response came, or null.</summary>
    public string? Fault { get; init; }

    /// <summary>With a fault: an answer came, but a longer one than is read.</summary>
    public bool TooLarge { get; init; }

    /// <summary>With a fault: the messenger may have got the request all the same.</summary>
    public bool RequestLeft { get; init; }
}

/// <summary>Sends requests and turns everything that a network can do into an <see cref="ExchangeResult"/>.</summary>
internal sealed class HttpExchange(HttpClient http)
{
    private const string ProxyRefuses = "the proxy does not let the bot through (a wrong name or password?); \"methodbot doctor\" tells more";

    /// <summary>Sends and reads the whole response. Throws only when <paramref name="cancellationToken"/> asks for it.</summary>
    public async Task<ExchangeResult> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var content = request.Content is null ? null : new ObservedContent(request.Content);
        request.Content = content;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, deadline.Token);

            var body = WireText.Decode(await response.Content.ReadAsByteArrayAsync(deadline.Token));
            if (response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
                return new ExchangeResult { Fault = ProxyRefuses };
            return new ExchangeResult { Status = (int)response.StatusCode, Body = body, RetryAfter = response.Headers.RetryAfter?.Delta };
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new ExchangeResult
            {
                Fault = Describe(exception),
                RequestLeft = content?.Started ?? false,
                TooLarge = exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded },
            };
        }
    }

    /// <summary>Opens a response for streaming; the caller disposes of it. Null response: the fault says why.</summary>
    public async Task<(HttpResponseMessage? Response, string? Fault)> OpenAsync(
        Uri address, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            return (await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token), null);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (null, Describe(exception));
        }
    }

    /// <summary>Our own words for a fault of the network: those of exceptions bear addresses.</summary>
    public static string Describe(Exception exception)
    {
        // A socket that is closed because time is up has an error of its own, which would tell less.
        if (exception is OperationCanceledException)
            return "network: no answer in time";
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
                return $"network: {socket.SocketErrorCode}";
        }

        return exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => ProxyRefuses,
            HttpRequestException http => $"network: {http.HttpRequestError}",
            _ => $"network: {exception.GetType().Name}",
        };
    }

    /// <summary>
    /// Tells whether the body began to leave. A body is written only after the connection stands, so «no» means that the
    /// messenger cannot have acted, even where the error itself (a time-out) does not tell.
    /// </summary>
    private sealed class ObservedContent : HttpContent
    {
        private readonly HttpContent _inner;
        private volatile bool _started;

        public ObservedContent(HttpContent inner)
        {
            _inner = inner;
            foreach (var header in inner.Headers)
                Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        public bool Started => _started;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _started = true;
            return _inner.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? 0;
            return _inner.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

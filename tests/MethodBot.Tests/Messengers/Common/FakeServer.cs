using System.Net;
using System.Text;
using MethodBot.Messengers.Common;

namespace MethodBot.Tests.Messengers.Common;

internal sealed record SeenRequest(string Method, Uri Address, string Body, string? ContentType, string? Authorization)
{
    /// <summary>Last part of the path: the API's method.</summary>
    public string Call => Address.Segments[^1];

    /// <summary>Fields of an urlencoded body or of the query.</summary>
    public Dictionary<string, string> Form => Fields(Body);

    public Dictionary<string, string> Query => Fields(Address.Query.TrimStart('?'));

    private static Dictionary<string, string> Fields(string text) => text
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('=', 2))
        .ToDictionary(p => WebUtility.UrlDecode(p[0]), p => WebUtility.UrlDecode(p[1]), StringComparer.Ordinal);
}

/// <summary>Answers requests from a script and remembers them. When the script is over, it waits for cancellation like a long poll.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private readonly Queue<Func<SeenRequest, HttpResponseMessage>> _script = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();

    public List<SeenRequest> Requests { get; } = [];

    /// <summary>Completes when a request finds the script empty.</summary>
    public Task Drained => _drained.Task;

    public HttpClient Client => MessengerHttp.CreateClient(this);

    public FakeServer Answer(string body, int status = 200) =>
        Answer(_ => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

    public FakeServer Answer(Func<SeenRequest, HttpResponseMessage> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    /// <summary>Fails before anything of the body is read, as when no connection comes about.</summary>
    public FakeServer RefuseConnection()
    {
        _script.Enqueue(null!);
        return this;
    }

    public FakeServer Break(Exception exception) => Answer(_ => throw exception);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Func<SeenRequest, HttpResponseMessage>? answer = null;
        var scripted = false;
        lock (_gate)
            scripted = _script.TryDequeue(out answer);
        if (scripted && answer is null)
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"refused ({request.RequestUri})");
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var seen = new SeenRequest(
            request.Method.Method, request.RequestUri!, body, request.Content?.Headers.ContentType?.ToString(),
            request.Headers.Authorization?.ToString());
        lock (_gate)
            Requests.Add(seen);
        if (!scripted)
        {
            _drained.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return answer!(seen);
    }
}

using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Core;

/// <summary>
/// The one way by which a request of either API comes to its answer: methods, polls, uploads and downloads alike. Whatever is to
/// befall all requests (counting, recording, faults) stands here.
/// </summary>
/// <param name="refuse">How this API tells of what it refuses itself: <see cref="FaultKind.TooManyRequests"/>, <see cref="FaultKind.Status500"/> and their like.</param>
internal sealed class RequestPipeline(EmulatorCore core, Func<FaultKind, ApiCall, ApiReply> refuse)
{
    /// <summary>Name under which downloads are counted.</summary>
    public const string Download = "download";

    private const string Gateway = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>";

    public async Task<ApiReply> PassAsync(ApiCall call, Func<Task<ApiReply>> serve, CancellationToken cancellationToken)
    {
        core.Count(call.Method);
        var fault = core.Faults.StrikeRequest(call.Method, call.IsMethod, call.Chat);
        if (fault is FaultKind.TimeoutBeforeEffect)
            await HoldAsync(cancellationToken);
        if (fault is not (null or FaultKind.TimeoutAfterEffect or FaultKind.DropAfterEffect))
            return Instead(fault.Value, call);
        var reply = await serve();
        if (reply.File is null)
            core.Recorder?.Record(call, reply);
        if (fault is FaultKind.TimeoutAfterEffect)
            await HoldAsync(cancellationToken);
        return fault is null ? reply : ApiReply.Lost;
    }

    private ApiReply Instead(FaultKind fault, ApiCall call) => fault switch
    {
        FaultKind.TimeoutBeforeEffect or FaultKind.DropBeforeEffect => ApiReply.Lost,
        FaultKind.Status502 => ApiReply.OfText(502, Gateway, "text/html"),
        FaultKind.Status503 => ApiReply.OfText(503, "", "text/plain"),
        FaultKind.NotJson => ApiReply.OfText(200, "<!DOCTYPE html><title>Service</title>", "text/html"),
        _ => refuse(fault, call),
    };

    private Task HoldAsync(CancellationToken cancellationToken) => Task.Delay(core.Faults.HoldFor, core.Time, cancellationToken);
}

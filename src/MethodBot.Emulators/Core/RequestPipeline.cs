using MethodBot.Emulators.Http;

namespace MethodBot.Emulators.Core;

/// <summary>
/// The one way by which a request of either API comes to its answer: methods, polls, uploads and downloads alike. Whatever is to
/// befall all requests (counting, recording) stands here.
/// </summary>
internal sealed class RequestPipeline(EmulatorCore core)
{
    /// <summary>Name under which downloads are counted.</summary>
    public const string Download = "download";

    public async Task<ApiReply> PassAsync(ApiCall call, Func<Task<ApiReply>> serve)
    {
        core.Count(call.Method);
        var reply = await serve();
        if (reply.File is null)
            core.Recorder?.Record(call, reply);
        return reply;
    }
}

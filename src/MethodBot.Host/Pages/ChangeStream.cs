using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MethodBot.Host.Pages;

/// <summary>The feed of changes as server-sent events: <c>ready</c> first, then <c>change</c> after <c>change</c>, <c>ping</c> in silence.</summary>
internal static class ChangeStream
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    public static IResult Open(SandboxPhones phones, HttpContext context, IHostApplicationLifetime life) =>
        TypedResults.ServerSentEvents(ReadAsync(phones, context.Request.Headers["Last-Event-ID"], life.ApplicationStopping, context.RequestAborted));

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        SandboxPhones phones, string? position, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        // An open page must not hold up the program's end.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        using var listening = phones.Feed.Listen(position);
        yield return new SseItem<string>(
            JsonSerializer.Serialize(new WireReady(listening.After, listening.Continues), WireJson.Readable.WireReady), "ready")
        {
            EventId = phones.Feed.PositionOf(listening.After),
            ReconnectionInterval = Reconnect,
        };

        Task<bool>? waiting = null;
        while (true)
        {
            waiting ??= listening.Changes.WaitToReadAsync(either.Token).AsTask();
            switch (await OutcomeAsync(waiting, phones.Options.Time))
            {
                case Outcome.Over:
                    yield break;
                case Outcome.Silence:
                    yield return new SseItem<string>("{}", "ping");
                    continue;
            }

            waiting = null;
            while (listening.Changes.TryRead(out var numbered))
            {
                yield return new SseItem<string>(JsonSerializer.Serialize(Wire(phones, numbered), WireJson.Readable.WireChange), "change")
                {
                    EventId = phones.Feed.PositionOf(numbered.Number),
                };
            }
        }
    }

    private static async Task<Outcome> OutcomeAsync(Task<bool> waiting, TimeProvider time)
    {
        try
        {
            return await waiting.WaitAsync(Silence, time) ? Outcome.Changes : Outcome.Over;
        }
        catch (TimeoutException)
        {
            return Outcome.Silence;
        }
        catch (OperationCanceledException)
        {
            return Outcome.Over;
        }
    }

    private static WireChange Wire(SandboxPhones phones, NumberedChange numbered)
    {
        var change = numbered.Change;
        phones.TryFind(change.Messenger, out var emulator);
        return new WireChange(numbered.Number, change.Messenger, change.PersonId)
        {
            Message = change.Message is { } message ? WireMessage.Of(message) : null,
            Deleted = change.DeletedMessageId,
            Press = change.Press is { } press ? new WirePress(press.Token, press.Notice) : null,
            Typing = change.Typing ? true : null,

            // Asked for now and not when it changed: the emulator forbids to be called back there, and a newer answer is as good.
            Keyboard = change.StandingKeyboardChanged ? emulator?.StandingKeyboard(change.PersonId) : null,
            Blocked = emulator?.IsBlocked(change.PersonId),
        };
    }

    private enum Outcome
    {
        Changes,
        Silence,
        Over,
    }
}

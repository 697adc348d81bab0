using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Dialogs.Execution;

/// <summary>
/// Where one person stands in one chat: a stack of dialogs, each calling the next. Saved after every turn and loaded before the next.
/// Generated readers set every property, so a list that an older program did not write arrives unset: setters take that as empty.
/// </summary>
public sealed record ConversationState
{
    // Russian letters as they are: half the size of their escapes, and readable in the store.
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // The generated writer itself: a serializer with an encoder of its own goes round it, three times slower.
    private static readonly Action<Utf8JsonWriter, ConversationState> Write = ConversationJson.Default.ConversationState.SerializeHandler!;

    public static ConversationState Empty { get; } = new();

    /// <summary>Called dialogs on top; empty when nothing runs.</summary>
    public ImmutableArray<Frame> Stack { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The question that waits, or null.</summary>
    public Visit? Visit { get; init; }

    /// <summary>Number of the latest visit: they grow by one for the life of the conversation.</summary>
    public int LastVisit { get; init; }

    /// <summary>Dialogs put aside by /menu, newest last.</summary>
    public ImmutableArray<Suspended> Suspended { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Data of the latest accepted presses: a repeat of one only stops the spinner.</summary>
    public ImmutableArray<string> Accepted { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Payload of a link whose dialog has not been opened yet: what the start dialog asks first comes before it.</summary>
    public string? Link { get; init; }

    /// <summary>The album whose first part a question took last, or null.</summary>
    public AlbumTaken? Album { get; init; }

    /// <summary>Where this conversation stands in a draft, running or put aside, with what it called; null where it does not.</summary>
    public Suspended? FindDraft(string draft)
    {
        for (var i = 1; i < Stack.Length; i++)
        {
            if (Stack[i].Draft == draft)
                return new Suspended(Stack[i..], Visit);
        }

        foreach (var item in Suspended)
        {
            for (var i = 0; i < item.Frames.Length; i++)
            {
                if (item.Frames[i].Draft == draft)
                    return new Suspended(item.Frames[i..], item.Visit);
            }
        }

        return null;
    }

    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Written);
        Write(writer, this);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <exception cref="JsonException">The text is no saved conversation.</exception>
    public static ConversationState FromJson(string json) =>
        JsonSerializer.Deserialize(json, ConversationJson.Default.ConversationState) ?? Empty;
}

/// <summary>One running dialog.</summary>
public sealed record Frame
{
    public required string Dialog { get; init; }

    /// <summary>Content hash of the steps it runs on.</summary>
    public required string Revision { get; init; }

    /// <summary>
    /// Name of the draft, where it was opened as a questionnaire: the answers belong to the person, and another chat may take them over.
    /// The same questionnaire about another thing is another draft.
    /// </summary>
    public string? Draft { get; init; }

    [JsonIgnore]
    public bool IsDraft => Draft is not null;

    /// <summary>The step where it stands: a waiting question or review, or the call of the frame above.</summary>
    public string? Step { get; init; }

    /// <summary>Everything answered, also off the present path, by step.</summary>
    public ImmutableDictionary<string, Answer> Answers { get; init => field = value ?? ImmutableDictionary<string, Answer>.Empty; } = ImmutableDictionary<string, Answer>.Empty;

    /// <summary>Parameters of the call and results of actions (<c>step.result</c>).</summary>
    public ImmutableDictionary<string, Answer> Values { get; init => field = value ?? ImmutableDictionary<string, Answer>.Empty; } = ImmutableDictionary<string, Answer>.Empty;

    /// <summary>Questions and calls passed on the way here, and actions that changed data, in order.</summary>
    public ImmutableArray<PathEntry> Path { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Called dialogs that «Назад» led out of, by the step that calls them: their answers hold when it is reached again.</summary>
    public ImmutableDictionary<string, Frame> Kept { get; init => field = value ?? ImmutableDictionary<string, Frame>.Empty; } = ImmutableDictionary<string, Frame>.Empty;

    /// <summary>Questions that «Назад» led out of with files, ticks or rows not yet finished, by step; null where there are none.</summary>
    public ImmutableDictionary<string, Visit>? Begun { get; init; }

    /// <summary>Its answers are those that the service kept of an earlier response, and none was changed since: left alone, nothing of it is missed.</summary>
    public bool IsRestored { get; init; }

    /// <summary>«Назад» leads only to entries of <see cref="Path"/> from this index on: before it something was written.</summary>
    public int Barrier { get; init; }
}

/// <param name="Visit">The visit that took its first part.</param>
/// <param name="Step">The question that did.</param>
public sealed record AlbumTaken(string Id, int Visit, string Step);

/// <param name="Called">For a call: the finished dialog, so that «Назад» can enter it again.</param>
public sealed record PathEntry(string Step, Frame? Called = null);

/// <summary>One entry into a waiting state. Toggling, paging and redrawing stay within it, so its buttons stay valid.</summary>
public sealed record Visit
{
    public required int Number { get; init; }

    public int Page { get; init; }

    /// <summary>What the person typed to search a list.</summary>
    public string? Query { get; init; }

    /// <summary>Options ticked so far.</summary>
    public ImmutableArray<string> Ticked { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Words of the person's own under «Другое».</summary>
    public string? OwnWords { get; init; }

    /// <summary>The row of a matrix that is being asked; null for its first.</summary>
    public string? Row { get; init; }

    /// <summary>Rows of a matrix answered so far: column by row.</summary>
    public ImmutableDictionary<string, string> Cells { get; init => field = value ?? ImmutableDictionary<string, string>.Empty; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Files received so far.</summary>
    public ImmutableArray<AnswerFile> Files { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Options between which an ambiguous answer is to be decided.</summary>
    public ImmutableArray<string> Candidates { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The list was left for typing freely: what is in no list, or «Другое».</summary>
    public bool FreeText { get; init; }

    /// <summary>The review shows what can be changed.</summary>
    public bool Editing { get; init; }
}

/// <summary>A dialog left in the middle: frames above the menu, bottom first.</summary>
public sealed record Suspended(ImmutableArray<Frame> Frames, Visit? Visit)
{
    [JsonIgnore]
    public string Dialog => Frames[0].Dialog;
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ConversationState))]
[JsonSerializable(typeof(Answer))]
internal sealed partial class ConversationJson : JsonSerializerContext;

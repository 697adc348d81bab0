using System.Collections.Immutable;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Conversations.Turns;

/// <summary>Sentences that the turn loop itself takes from texts.yaml.</summary>
public static class TurnTexts
{
    /// <summary>Something failed while answering: the message is kept and people will look at it.</summary>
    public const string SetAside = "loop.set_aside";

    /// <summary>So many messages came at once that some of them are ignored.</summary>
    public const string TooMany = "loop.too_many";

    /// <summary>Stands in a message for a file that could not be fetched.</summary>
    public const string FileMissing = "loop.file_missing";

    /// <summary>Words kept under the input field, with commas.</summary>
    public const string StandingWords = "loop.standing_words";

    /// <summary>Brings these words back after a keyboard that asked for something.</summary>
    public const string KeyboardBack = "loop.keyboard_back";

    /// <summary>Descriptions in the messenger's own menu of commands.</summary>
    public const string MenuCommand = "commands.menu";
    public const string HelpCommand = "commands.help";
    public const string CancelCommand = "commands.cancel";

    /// <summary>Stands over everything that a preview says.</summary>
    public const string PreviewMark = "preview.mark";
    public const string PreviewBegins = "preview.begins";
    public const string PreviewOver = "preview.over";
    public const string PreviewOutdated = "preview.outdated";
    public const string PreviewEndless = "preview.endless";

    /// <summary>The button that ends a preview.</summary>
    public const string PreviewEnd = "preview.end";

    public static ImmutableArray<TextKey> All { get; } =
    [
        SetAside, TooMany, FileMissing, StandingWords, KeyboardBack, MenuCommand, HelpCommand, CancelCommand, PreviewBegins, PreviewOver, PreviewOutdated, PreviewEndless,
        PreviewEnd,
        new(PreviewMark, "title"),
    ];
}

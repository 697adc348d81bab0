using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary><c>photo</c>, <c>video</c>, <c>voice</c> and <c>file</c>: one file answers at once; several are gathered until «Готово».</summary>
/// <param name="kind">photo, video, voice, or file for any kind of file.</param>
public sealed class FilesQuestion(string kind, int max) : Question
{
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Extensions = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal)
    {
        ["photo"] = [".jpg", ".jpeg", ".png", ".heic", ".webp"],
        ["video"] = [".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".3gp"],
        ["voice"] = [".ogg", ".oga", ".opus", ".mp3", ".m4a", ".wav", ".aac"],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override AnswerType Type => AnswerType.Files;

    public override bool TakesFiles => true;

    public override bool Holds(Answer answer, Asking asking) =>
        !answer.Files.IsDefaultOrEmpty && answer.Files.Length <= max && answer.Files.All(Fits);

    public override Visit Open(Asking asking) =>
        asking.Held is { Files.IsDefault: false } held && max > 1 ? asking.Visit with { Files = held.Files, OwnWords = held.Text } : asking.Visit;

    public override Reading Press(string code, Asking asking) => code == Controls.Done ? Finish(asking) : new Reading.Unknown();

    public override Reading Read(PersonInput input, Asking asking)
    {
        if (input.Files.IsEmpty && asking.Texts.Words(TextKeys.WordsDone).Contains(RussianText.Normalize(input.Text)))
            return Finish(asking);
        var fitting = input.Files.Where(Fits).ToImmutableArray();
        if (fitting.IsEmpty)
            return new Reading.Invalid(asking.Texts.Plain(Needed));
        if (max == 1)
            return new Reading.Accepted(new Answer { Files = [fitting[0]], Text = Caption(input.Text) });
        var all = asking.Visit.Files.AddRange(fitting);
        return all.Length > max
            ? new Reading.Invalid(asking.Texts.Plain(TextKeys.TooManyFiles, ("max", Answer.OfNumber(max))))
            : new Reading.Redraw(asking.Visit with { Files = all, OwnWords = Join(asking.Visit.OwnWords, Caption(input.Text)) });
    }

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
        if (asking.Visit.Files.IsEmpty)
            return;
        screen.Paragraph(asking.Texts.Rich(TextKeys.FilesReceived, ("count", Answer.OfNumber(asking.Visit.Files.Length))));
        screen.Primary(Controls.Done, asking.Texts.Plain(TextKeys.Done));
    }

    private static string? Caption(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Join(string? said, string? caption) => said is null ? caption : caption is null ? said : $"{said}\n{caption}";

    private Reading Finish(Asking asking) => asking.Visit.Files.IsEmpty
        ? new Reading.Invalid(asking.Texts.Plain(Needed))
        : new Reading.Accepted(new Answer { Files = asking.Visit.Files, Text = asking.Visit.OwnWords });

    private string Needed => kind switch
    {
        "photo" => TextKeys.NeedsPhoto,
        "video" => TextKeys.NeedsVideo,
        "voice" => TextKeys.NeedsVoice,
        _ => TextKeys.NeedsFile,
    };

    // A photo or a recording sent «as a file» is still one.
    private bool Fits(AnswerFile file) => kind == "file" || file.Kind == kind
        || (file is { Kind: "document", Name: { } name } && Extensions[kind].Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)));
}

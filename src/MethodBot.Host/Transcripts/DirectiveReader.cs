using System.Globalization;
using System.Text.RegularExpressions;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Compilation;

namespace MethodBot.Host.Transcripts;

/// <summary>Reads lines of a transcript. Pure: whether a button or a dialog exists is found out when the line is played.</summary>
internal static partial class DirectiveReader
{
    private const string SpeakerWord = "кто:";
    private const string ClockWord = "дата:";
    private const string OpenWord = "диалог:";
    private const string EditWord = "правка ";
    private const string WaysWord = "выход:";
    private const string RestartWord = "перезапуск";
    private const string ClockFormat = "yyyy-MM-dd HH:mm";

    /// <summary>The line begins as a directive does; <see cref="Read"/> tells whether it is a whole one.</summary>
    public static bool IsDirective(string line) => line.StartsWith('>') || line == RestartWord
        || line.StartsWith(SpeakerWord, StringComparison.Ordinal) || line.StartsWith(ClockWord, StringComparison.Ordinal)
        || line.StartsWith(OpenWord, StringComparison.Ordinal) || line.StartsWith(EditWord, StringComparison.Ordinal)
        || line.StartsWith(WaysWord, StringComparison.Ordinal);

    public static string LineToSpeak(string messenger, string account) => $"{SpeakerWord} {messenger} {account}";

    /// <param name="value">For the parameter of the dialog, or null.</param>
    public static string LineToOpen(string dialog, string? value) =>
        dialog == DialogSet.StartDialog && value is null ? "> /start" : $"{OpenWord} {dialog} {value?.ReplaceLineEndings(" ")}".TrimEnd();

    /// <param name="line">One of which <see cref="IsDirective"/> is true.</param>
    /// <exception cref="TranscriptException">It is no whole directive; the message shows how it is written.</exception>
    public static Directive Read(string line)
    {
        if (line.StartsWith('>'))
            return ReadDone(line[1..].Trim());
        if (line.StartsWith(SpeakerWord, StringComparison.Ordinal))
            return ReadSpeaker(line);
        if (line.StartsWith(ClockWord, StringComparison.Ordinal))
            return ReadClock(line);
        if (line.StartsWith(OpenWord, StringComparison.Ordinal))
            return ReadOpen(line);
        if (line.StartsWith(WaysWord, StringComparison.Ordinal))
            return ReadWays(line);
        return line.StartsWith(EditWord, StringComparison.Ordinal) ? ReadEdit(line) : new Directive.Restart();
    }

    private static Directive.Speaker ReadSpeaker(string line) => Words(line, SpeakerWord, 3) switch
    {
        [var messenger, var account] => new Directive.Speaker(messenger, account, null),
        [var messenger, var account, var name] => new Directive.Speaker(messenger, account, name),
        _ => throw Malformed(line, "кто: telegram 2001» или «кто: vk 7001 Мария"),
    };

    private static Directive.Clock ReadClock(string line) =>
        DateTimeOffset.TryParseExact(line[ClockWord.Length..].Trim(), ClockFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new Directive.Clock(time)
            : throw Malformed(line, "дата: 2026-11-17 09:00");

    private static Directive.Open ReadOpen(string line) => Words(line, OpenWord, 2) switch
    {
        [var dialog] => new Directive.Open(dialog, null),
        [var dialog, var value] => new Directive.Open(dialog, value),
        _ => throw Malformed(line, "диалог: needs-2026» или, если диалог принимает значение, «диалог: event-card 3"),
    };

    private static Directive.Ways ReadWays(string line)
    {
        string[] names = line[WaysWord.Length..].Split(',', StringSplitOptions.TrimEntries);
        return names.All(name => Directive.Ways.All.Contains(name))
            ? new Directive.Ways([.. names])
            : throw new TranscriptException($"«{line}»: после «{WaysWord}» через запятую может стоять {string.Join(", ", Directive.Ways.All)}.");
    }

    private static Directive.Edit ReadEdit(string line) => EditPattern().Match(line) is { Success: true } match
        ? new Directive.Edit(match.Groups["file"].Value, Unescape(match.Groups["before"].Value), Unescape(match.Groups["after"].Value))
        : throw Malformed(line, "правка needs-2026.yaml: «было» → «стало»");

    private static Directive ReadDone(string input)
    {
        if (PressPattern().Match(input) is { Success: true } press)
            return new Directive.Press(press.Groups["label"].Value, press.Groups["old"].Success, press.Groups["under"] is { Success: true } under ? under.Value : null);
        if (input == "/start" || input.StartsWith("/start ", StringComparison.Ordinal))
            return new Directive.Start(input["/start".Length..].Trim() is { Length: > 0 } payload ? payload : null);
        if (input == "(стикер)")
            return new Directive.Sticker();
        if (input.StartsWith("(контакт ", StringComparison.Ordinal))
        {
            return ContactPattern().Match(input) is { Success: true } contact
                ? new Directive.Contact(contact.Groups["phone"].Value)
                : throw Malformed(input, "(контакт +79123456789)");
        }

        if (DialogFilePattern().Match(input) is { Success: true } file)
            return new Directive.DialogFile(file.Groups["name"].Value, file.Groups["before"] is { Success: true } before ? Unescape(before.Value) : null, Unescape(file.Groups["after"].Value));
        if (input.StartsWith("(место ", StringComparison.Ordinal))
            return ReadLocation(input);
        if (CorrectionPattern().Match(input) is { Success: true } correction)
            return new Directive.Correction(correction.Groups["before"].Value, Unescape(correction.Groups["text"].Value));
        if (ReplyPattern().Match(input) is { Success: true } reply)
            return new Directive.Reply(reply.Groups["to"].Value, Unescape(reply.Groups["text"].Value));
        return ReadMessage(input);
    }

    private static Directive.Location ReadLocation(string input)
    {
        var match = LocationPattern().Match(input);
        return match.Success && Degrees("latitude", 90) is { } latitude && Degrees("longitude", 180) is { } longitude
            ? new Directive.Location(new SharedLocation(latitude, longitude, match.Groups["title"] is { Success: true } title ? title.Value : null))
            : throw Malformed(input, "(место 51.23, 58.47)» или «(место 51.23, 58.47 Школа № 5)");

        double? Degrees(string name, double most) =>
            double.Parse(match.Groups[name].Value, NumberStyles.Float, CultureInfo.InvariantCulture) is var degrees && Math.Abs(degrees) <= most ? degrees : null;
    }

    private static Directive.Message ReadMessage(string input)
    {
        var files = FilesPattern().Match(input);
        return new Directive.Message(
            Unescape(input[files.Length..]),
            [.. files.Groups["kind"].Captures.Zip(files.Groups["name"].Captures, (kind, name) => new InboundAttachment(TranscriptWords.KindOf(kind.Value), name.Value, name.Value))]);
    }

    private static string[] Words(string line, string keyword, int most) =>
        line[keyword.Length..].Split(' ', most, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static TranscriptException Malformed(string line, string example) => new($"«{line}»: пишите «{example}».");

    // A message is one line here, whatever it is in the chat.
    private static string Unescape(string text) => EscapePattern().Replace(text, escape => escape.Value == @"\n" ? "\n" : @"\");

    [GeneratedRegex(@"^\[(?<label>.+?)\](?:\s*\((?:(?<old>старая кнопка)|под «(?<under>.+)»)\))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex PressPattern();

    [GeneratedRegex(@"^\(контакт (?<phone>\+?\d[\d ()-]{4,})\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex ContactPattern();

    [GeneratedRegex(@"^\(место (?<latitude>-?\d{1,3}(\.\d+)?), ?(?<longitude>-?\d{1,3}(\.\d+)?)( (?<title>.+))?\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex LocationPattern();

    [GeneratedRegex(@"^\(правит «(?<before>.+?)»\)\s*(?<text>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex CorrectionPattern();

    [GeneratedRegex(@"^\(ответ на «(?<to>.+?)»\)\s*(?<text>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex ReplyPattern();

    [GeneratedRegex(@"^(\((?<kind>фото|файл|видео|голос) (?<name>[^)]+)\)\s*)*", RegexOptions.ExplicitCapture)]
    private static partial Regex FilesPattern();

    [GeneratedRegex(@"^\(файл (?<name>[^:)]+): («(?<before>.+?)» → )?«(?<after>.*)»\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex DialogFilePattern();

    [GeneratedRegex(@"^правка (?<file>[^:]+): «(?<before>.+?)» → «(?<after>.*)»$", RegexOptions.ExplicitCapture)]
    private static partial Regex EditPattern();

    [GeneratedRegex(@"\\[n\\]")]
    private static partial Regex EscapePattern();
}

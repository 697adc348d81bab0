using System.Globalization;
using System.Text.RegularExpressions;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Presentation;

namespace MethodBot.Host.Transcripts;

/// <summary>How the terminal looks and behaves.</summary>
/// <param name="IsInteractive">Somebody sits there: is prompted, and may correct a line that was not understood.</param>
/// <param name="HasStyles">The terminal draws bold text (ANSI).</param>
internal sealed record PlayTerminal(TextReader Input, TextWriter Output, bool IsInteractive, bool HasStyles);

/// <summary>The terminal as a phone: what is typed is what the person does, the directives of transcripts work too.</summary>
internal sealed partial class PlaySession(TranscriptPlayer player, PlayTerminal terminal, TranscriptRecording? recording)
{
    private const string HelpWord = "?";
    private const string EndWord = "выход";

    private const string Help = """
        Пишите, как в телефоне: строка уходит боту сообщением.
          #2 или [2]             нажать кнопку с этим номером
          [До трёх лет]          нажать кнопку с этой надписью
          (фото a.jpg) подпись   прислать фото; так же (файл a.docx), (видео a.mp4), (голос a.ogg); несколько подряд — альбом
          (место 51.23, 58.47)   прислать место; с названием: (место 51.23, 58.47 Школа № 5)
          (контакт +79123456789) поделиться своим номером; (стикер) — прислать стикер
          (ответ на «…») текст   ответить на сообщение бота, в котором есть эти слова
          (правит «…») текст     исправить своё сообщение, которое так начинается
          /start event-12        прийти по ссылке
          \n                     новая строка внутри сообщения
        Как в сценариях:
          кто: vk 7002           дальше пишет другой человек
          дата: 2026-11-17 09:00
          диалог: ИМЯ            открыть диалог; если он принимает значение: «диалог: event-card 3»
          правка ФАЙЛ: «было» → «стало»
          перезапуск             остановить программу и запустить снова
          > строка               прочитать строку, как в сценарии: так уйдёт боту и «> ?», и «> выход»
        ?                        эта подсказка
        выход                    закончить
        """;

    private readonly Dictionary<AccountId, List<ShownButton>> _buttons = [];

    /// <summary>Plays the opening lines, then what is typed, until the end of input or «выход».</summary>
    /// <param name="opening">Directives.</param>
    /// <exception cref="TranscriptException">
    /// The opening, or a line of an input that nobody can correct, cannot be carried out; or the bot failed.
    /// </exception>
    public async Task RunAsync(IEnumerable<string> opening, CancellationToken cancellationToken)
    {
        if (terminal.IsInteractive)
            await terminal.Output.WriteLineAsync($"«{HelpWord}» — подсказка, «{EndWord}» — закончить.");
        // An opening that does not come about must leave nothing in the file.
        var opened = new List<string>();
        foreach (var directive in opening)
            opened.Add(await PlayAsync(directive, typed: null, cancellationToken));
        await RecordAsync(string.Join('\n', opened), cancellationToken);
        while (await ReadAsync(cancellationToken) is { } line and not EndWord)
        {
            try
            {
                if (line == HelpWord)
                    await terminal.Output.WriteLineAsync(Help);
                else if (line.Length > 0)
                    await RecordAsync(await PlayAsync(Translate(line), line, cancellationToken), cancellationToken);
            }
            catch (TranscriptException e) when (terminal.IsInteractive && !e.Afterwards)
            {
                await terminal.Output.WriteLineAsync($"! {e.Message}");
            }
        }
    }

    private async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        if (terminal.IsInteractive)
        {
            await terminal.Output.WriteAsync($"\n{player.Speaker.Messenger} {player.Speaker.Id}> ");
            await terminal.Output.FlushAsync(cancellationToken);
        }

        // A console's reader blocks whatever its token says, and Ctrl+C must still end the session.
        var line = await Task.Run(terminal.Input.ReadLine, cancellationToken).WaitAsync(cancellationToken);
        return line?.ReplaceLineEndings(" ").Trim();
    }

    /// <summary>Carries a directive out and shows what comes of it. Returns both as a transcript has them.</summary>
    private async Task<string> PlayAsync(string directive, string? typed, CancellationToken cancellationToken)
    {
        var turn = await player.ActAsync(directive, cancellationToken);
        Number(turn);
        // Who typed it sees it already, unless it was a number.
        var isSeen = terminal.IsInteractive && (directive == typed || directive == "> " + typed);
        await terminal.Output.WriteAsync($"{(isSeen ? "" : $"\n{directive}\n")}{TranscriptText.Draw(turn, DrawSpan, DrawButtons)}");
        return $"{directive}\n{TranscriptText.Write(turn)}";
    }

    private Task RecordAsync(string written, CancellationToken cancellationToken) => recording?.AppendAsync(written, cancellationToken) ?? Task.CompletedTask;

    /// <summary>What was typed, as a line of a transcript.</summary>
    private string Translate(string line)
    {
        if (DirectiveReader.IsDirective(line))
            return line;
        if (NumberPattern().Match(line) is not { Success: true } match)
            return "> " + line;
        var label = match.Groups["number"].Value;
        var number = int.Parse(label, CultureInfo.InvariantCulture);
        var buttons = _buttons.GetValueOrDefault(player.Speaker, []);
        var labelled = match.Groups["bracket"].Success ? buttons.FindIndex(button => button.Label == label) + 1 : 0;
        if (labelled > 0 && labelled != number && number <= buttons.Count)
            throw new TranscriptException($"«{label}» — и номер кнопки, и надпись кнопки № {labelled}. Напишите «#{number}» или «#{labelled}».");
        var chosen = labelled > 0 ? labelled : number;
        return buttons.ElementAtOrDefault(chosen - 1) is { } shown ? "> " + LineOf(shown, chosen) : throw new TranscriptException($"нет кнопки № {number}.");
    }

    /// <summary>A transcript names buttons by their labels; the same label may stand under several messages.</summary>
    private string LineOf(ShownButton shown, int number)
    {
        var plain = new Directive.Press(shown.Label);
        if (player.FindButton(plain) == shown.Pressed)
            return $"[{shown.Label}]";
        return player.FindButton(plain with { Under = shown.FirstLine }) == shown.Pressed
            ? $"[{shown.Label}] (под «{shown.FirstLine}»)"
            : throw new TranscriptException($"кнопки № {number} больше нет.");
    }

    /// <summary>The numbers of a chat are those of the last buttons shown there.</summary>
    private void Number(BotTurn turn)
    {
        foreach (var chat in turn.Answers.Where(answer => !answer.Recorded.Message.Buttons.IsEmpty).GroupBy(ChatOf))
        {
            _buttons[chat.Key] =
            [
                .. chat.SelectMany(answer => answer.Recorded.Message.Buttons.Select(button => new ShownButton(
                    new PressedButton(answer.Recorded.MessageId, button.Data),
                    button.Label,
                    string.Concat(answer.Recorded.Message.Text.Select(span => span.Text)).Split('\n')[0]))),
            ];
        }
    }

    private string DrawButtons(BotAnswer answer)
    {
        var shown = _buttons[ChatOf(answer)];
        return string.Join("  ", answer.Recorded.Message.Buttons.Select(button =>
            $"[{shown.FindIndex(item => item.Pressed == new PressedButton(answer.Recorded.MessageId, button.Data)) + 1}] {RecordingMessenger.LabelOf(button)}"));
    }

    private string DrawSpan(TextSpan span) => span.Style.HasFlag(TextStyle.Bold) && terminal.HasStyles ? $"\e[1m{span.Text}\e[22m" : span.Text;

    // People are talked to one by one: a chat is called as its person.
    private static AccountId ChatOf(BotAnswer answer) => new(answer.Messenger, answer.Recorded.Chat);

    [GeneratedRegex(@"^(#|(?<bracket>\[))(?<number>\d{1,4})(?(bracket)\])$", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberPattern();

    private sealed record ShownButton(PressedButton Pressed, string Label, string FirstLine);
}

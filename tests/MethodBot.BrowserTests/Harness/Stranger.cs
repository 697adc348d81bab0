using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MethodBot.BrowserTests.Harness;

/// <summary>
/// Somebody who has never heard of this bot and has only a phone: reads the last message, presses the first button that looks like an
/// answer, writes where the message says to write. Knows nothing of dialogs; what no such person could get through fails.
/// </summary>
public sealed partial class Stranger(Phone phone, string fullName)
{
    private const string Done = "Готово";
    private const string Tick = "✓ ";

    /// <summary>More steps than this, and a stranger would have given up.</summary>
    private const int Patience = 60;

    /// <summary>Longer than a slow machine takes for an answer; Playwright waits for the condition, not for the time.</summary>
    private const float AnswerWithin = 30_000;

    // What the chat shows now, as the person sees it: the messages with their buttons, and whether the bot has had the last word.
    private const string Look = """
        root => {
          const messages = [...root.querySelectorAll('.message')].slice(-4).map(message => {
            const buttons = [...message.querySelectorAll('.buttons button')].map(button => button.innerText.trim());
            return { own: message.classList.contains('own'), text: message.querySelector('.bubble')?.innerText ?? '', buttons };
          });
          return JSON.stringify(messages);
        }
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Buttons that lead elsewhere, and no answers.</summary>
    private static readonly string[] Ways = ["←", "☰", "‹", "▶", "Дальше", "Пропустить", "Показать все", "Оставить как есть"];

    /// <summary>Goes on from what the chat shows until the bot has said the text, and a screen that waits follows it.</summary>
    public async Task GoOnUntilAsync(string said)
    {
        var path = new List<string>();
        var screen = await ReadAsync(null);
        while (!await HasSaidAsync(said))
        {
            path.Add(screen.Text);
            if (path.Count > Patience)
                throw new InvalidOperationException($"«{said}» was never said. The last screens:{Environment.NewLine}{string.Join($"{Environment.NewLine}---{Environment.NewLine}", path.TakeLast(4))}");
            screen = await AnswerAsync(screen);
        }
    }

    /// <summary>Presses the button of the last message that promises this: by its label, or by the number that stands for it in the text.</summary>
    public async Task PressAsync(string promise)
    {
        var screen = await ReadAsync(null);
        var label = screen.Buttons.FirstOrDefault(button => button.Contains(promise, StringComparison.OrdinalIgnoreCase)) ?? NumberOf(screen, promise)
            ?? throw new InvalidOperationException($"Nothing promises «{promise}» here:{Environment.NewLine}{screen}");
        await ActAsync(screen, () => phone.PressAsync(label));
    }

    /// <summary>Writes, whatever waits.</summary>
    public async Task SayAsync(string text)
    {
        var screen = await ReadAsync(null);
        await ActAsync(screen, () => phone.SayAsync(text));
    }

    private Task<Screen> AnswerAsync(Screen screen)
    {
        var answers = screen.Buttons.Where(button => button != Done && !Ways.Any(way => button.StartsWith(way, StringComparison.Ordinal))).ToList();
        var ticked = answers.Count(button => button.StartsWith(Tick, StringComparison.Ordinal));
        if (screen.Buttons.Contains(Done) && ticked >= Wanted(screen))
            return ActAsync(screen, () => phone.PressAsync(Done));
        if (answers.Find(button => !button.StartsWith(Tick, StringComparison.Ordinal)) is { } first)
            return ActAsync(screen, () => phone.PressAsync(first));
        return ActAsync(screen, () => phone.SayAsync(Words(screen.Text)));
    }

    /// <summary>What somebody would write who reads only this.</summary>
    private string Words(string text) =>
        text.Contains("фамилию", StringComparison.Ordinal) ? fullName
        : ExampleText().Match(text) is { Success: true } example ? example.Groups["words"].Value
        : text.Contains("числом", StringComparison.Ordinal) ? "6"
        : "Как оценивать проектную работу в третьем классе?";

    private static int Wanted(Screen screen) =>
        WantedText().Match(screen.Text) is { Success: true } match ? int.Parse(match.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture) : 1;

    private static string? NumberOf(Screen screen, string promise) =>
        LegendLine().Matches(screen.Text).FirstOrDefault(line => line.Groups["label"].Value.Contains(promise, StringComparison.OrdinalIgnoreCase)) is { } line
        && screen.Buttons.Contains(line.Groups["number"].Value)
            ? line.Groups["number"].Value
            : null;

    // A press that changes nothing on the screen is a dead button, and fails here.
    private async Task<Screen> ActAsync(Screen screen, Func<Task> act)
    {
        await act();
        return await ReadAsync(screen);
    }

    /// <summary>Waits until the bot has spoken last and waits itself: for a press, or for words that it asks for.</summary>
    /// <param name="before">What was acted upon: the chat has to differ from it.</param>
    private async Task<Screen> ReadAsync(Screen? before)
    {
        while (true)
        {
            var chat = await phone.Root.EvaluateAsync<string>(Look);
            var last = JsonSerializer.Deserialize<List<Shown>>(chat, Json)!.LastOrDefault();
            if (chat != before?.Chat && last is { Own: false } && (last.Buttons.Count > 0 || AskText().IsMatch(last.Text)))
                return new Screen(chat, last.Text, last.Buttons);
            try
            {
                await phone.Root.Page.WaitForFunctionAsync(
                    "([root, was]) => (" + Look + ")(root) !== was",
                    new object?[] { await phone.Root.ElementHandleAsync(), chat },
                    new PageWaitForFunctionOptions { Timeout = AnswerWithin });
            }
            catch (TimeoutException e)
            {
                throw new TimeoutException($"A stranger is left without a next step:{Environment.NewLine}{chat}", e);
            }
        }
    }

    private async Task<bool> HasSaidAsync(string text) => await phone.Messages.Filter(new LocatorFilterOptions { HasText = text }).CountAsync() > 0;

    [GeneratedRegex("[Пп]ример(:|,|но)? «(?<words>[^»]+)»", RegexOptions.ExplicitCapture)]
    private static partial Regex ExampleText();

    [GeneratedRegex(@"Выберите (?<count>\d+) по порядку", RegexOptions.ExplicitCapture)]
    private static partial Regex WantedText();

    [GeneratedRegex(@"^(✓ )?(?<number>\d+)\. (?<label>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex LegendLine();

    [GeneratedRegex(@"\bНапишите\b")]
    private static partial Regex AskText();

    private sealed record Shown(bool Own, string Text, IReadOnlyList<string> Buttons);

    private sealed record Screen(string Chat, string Text, IReadOnlyList<string> Buttons);
}

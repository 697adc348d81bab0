using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using MethodBot.Emulators;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>
/// A person with a phone: looks at the chat, presses what is there to press, types, sends. Never hurries ahead of what the bot shows,
/// except where a test says so.
/// </summary>
internal sealed partial class Person
{
    private const string Tick = "✓ ";
    private readonly IMessengerEmulator _emulator;
    private readonly ConcurrentDictionary<string, string?> _answeredPresses = new(StringComparer.Ordinal);

    public Person(IMessengerEmulator emulator, EmulatedPerson account)
    {
        _emulator = emulator;
        Id = account.Id;
        emulator.Changed += change =>
        {
            if (change.PersonId == Id && change.Press is { } press)
                _answeredPresses[press.Token] = press.Notice;
        };
    }

    public long Id { get; }

    public IMessengerEmulator Emulator => _emulator;

    /// <summary>Presses so far.</summary>
    public int Taps { get; private set; }

    /// <summary>Messages typed so far.</summary>
    public int Lines { get; private set; }

    public IReadOnlyList<EmulatedMessage> Chat => _emulator.Messages(Id);

    public IEnumerable<EmulatedMessage> FromBot => Chat.Where(message => message.FromBot);

    /// <summary>The chat as it would be told to somebody, for failures.</summary>
    public string Transcript => string.Join(Environment.NewLine, Chat.Select(message =>
        $"[{message.Id}] {(message.FromBot ? "bot" : "person")}: {message.Text.ReplaceLineEndings(" / ")} {string.Join(" ", message.Buttons.SelectMany(row => row).Select(button => $"<{button.Label}>"))}"));

    public EmulatedMessage Start(string? payload = null) => _emulator.Start(Id, payload);

    public EmulatedMessage Type(string text, EmulatedMessage? replyTo = null)
    {
        Lines++;
        return _emulator.SendText(Id, text, replyTo?.Id);
    }

    public EmulatedMessage Edit(EmulatedMessage message, string text) => _emulator.EditText(Id, message.Id, text);

    public EmulatedMessage Send(EmulatedUpload file, bool asPhoto, string? caption = null, EmulatedMessage? replyTo = null) =>
        _emulator.SendFile(Id, file.FileName, file.MimeType, file.Content, asPhoto, caption, replyTo?.Id);

    public void SendSticker() => _emulator.SendSticker(Id);

    public void Block(bool blocked) => _emulator.SetBlocked(Id, blocked);

    public byte[] Open(EmulatedFile file) => _emulator.ReadFile(file.FileId)!.Value.Content;

    /// <summary>Waits until the bot's message stands last in the chat and contains the text.</summary>
    public Task<EmulatedMessage> SeesAsync(string text) => UntilAsync(
        () => Chat is [.., { FromBot: true } last] && last.Text.Contains(text, StringComparison.Ordinal) ? last : null, $"«{text}» as the last message");

    /// <summary>Waits until the bot has said the text, wherever that stands by now.</summary>
    public Task<EmulatedMessage> HearsAsync(string text) => UntilAsync(
        () => FromBot.LastOrDefault(message => message.Text.Contains(text, StringComparison.Ordinal)), $"«{text}»");

    /// <summary>Waits for something else about the chat.</summary>
    public Task<EmulatedMessage> UntilAsync(Func<EmulatedMessage?> look, string wanted) => Waiting.UntilAsync(look, wanted, () => Transcript);

    /// <summary>Waits for a question, then presses the answer whose label begins so, or has it in the middle where none does.</summary>
    public async Task<string> ChooseAsync(string question, string label)
    {
        var (screen, button) = await WithButtonAsync(question, label);
        return Press(screen, button);
    }

    /// <summary>Waits for a question, then types.</summary>
    public async Task WriteAsync(string question, string text)
    {
        await SeesAsync(question);
        Type(text);
    }

    /// <summary>Waits for a question of many answers, ticks one after the other as each tick shows, and finishes.</summary>
    public async Task TickAsync(string question, params string[] labels)
    {
        foreach (var label in labels)
        {
            var wasTicked = Ticked(await SeesAsync(question)).Any(one => one.StartsWith(label, StringComparison.Ordinal));
            await ChooseAsync(question, label);
            await UntilAsync(
                () => Chat is [.., { FromBot: true } last] && Ticked(last).Any(one => one.StartsWith(label, StringComparison.Ordinal)) != wasTicked ? last : null,
                $"«{label}» ticked or not any more");
        }

        await ChooseAsync(question, "Готово");
    }

    /// <summary>Presses a button of a drawing kept in mind, whatever the chat shows now.</summary>
    public string PressOld(EmulatedMessage drawing, string label) =>
        Press(drawing, Find(drawing, label) ?? throw new InvalidOperationException($"The drawing never had «{label}»."));

    /// <summary>Waits until the bot has answered a press; the toast or snackbar, null when it only stopped the spinner.</summary>
    public async Task<string?> NoticeOfAsync(string press)
    {
        await Waiting.UntilAsync(() => _answeredPresses.ContainsKey(press), "the answer to a press", () => Transcript);
        return _answeredPresses[press];
    }

    /// <summary>Whether a message has a button whose label begins so.</summary>
    public static bool Offers(EmulatedMessage message, string label) => Find(message, label) is not null;

    /// <summary>Labels that are ticked.</summary>
    public static IReadOnlyList<string> Ticked(EmulatedMessage message) =>
    [
        .. message.Buttons.SelectMany(row => row).Where(button => button.Label.StartsWith(Tick, StringComparison.Ordinal))
            .Select(button => button.Label[Tick.Length..])
            .Select(label => Legend(message).FirstOrDefault(line => line.Number == label).Label ?? label),
    ];

    private Task<Offer> WithButtonAsync(string question, string label) => Waiting.UntilAsync(
        () => Chat is [.., { FromBot: true } last] && last.Text.Contains(question, StringComparison.Ordinal) && Find(last, label) is { } button
            ? new Offer(last, button)
            : null,
        $"«{label}» under «{question}»",
        () => Transcript);

    private string Press(EmulatedMessage message, EmulatedButton button)
    {
        Taps++;
        return _emulator.Press(Id, message.Id, button, evenIfGone: true);
    }

    // Where labels do not fit the buttons, they stand in the text with numbers, and the buttons bear the numbers.
    private static EmulatedButton? Find(EmulatedMessage message, string label)
    {
        var buttons = message.Buttons.SelectMany(row => row).ToList();
        return buttons.Find(button => Bare(button.Label).StartsWith(label, StringComparison.Ordinal))
            ?? buttons.Find(button => button.Label.Contains(label, StringComparison.Ordinal))
            ?? (Legend(message).FirstOrDefault(line => line.Label.Contains(label, StringComparison.Ordinal)) is { Number: { } number }
                ? buttons.Find(button => Bare(button.Label) == number)
                : null);
    }

    private static string Bare(string label) => label.StartsWith(Tick, StringComparison.Ordinal) ? label[Tick.Length..] : label;

    private static IEnumerable<(string Number, string Label)> Legend(EmulatedMessage message) =>
        LegendLine().Matches(message.Text).Select(match => (match.Groups["number"].Value, match.Groups["label"].Value));

    [GeneratedRegex(@"^(✓ )?(?<number>\d+)\. (?<label>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LegendLine();

    private sealed record Offer(EmulatedMessage Screen, EmulatedButton Button);
}

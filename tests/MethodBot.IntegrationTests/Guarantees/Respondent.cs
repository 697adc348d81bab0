using System.Globalization;
using System.Text.RegularExpressions;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>
/// Somebody who answers a questionnaire through a bad line, as people do: looks at the newest question of the chat, presses its answer,
/// and presses again when nothing has happened for a while.
/// </summary>
/// <param name="number">Makes the answers differ from those of everybody else.</param>
internal sealed partial class Respondent(Person person, int number, int questions)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan PressesAgainAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    public Person Person => person;

    /// <summary>What this person answers, question by question.</summary>
    public IReadOnlyList<string> Answers { get; } = [.. Enumerable.Range(0, questions).Select(question => PlainDialogs.Options[Digit(number, question)])];

    /// <summary>How often a press had to be repeated.</summary>
    public int PressedAgain { get; private set; }

    /// <summary>Messages of the bot beside the one in which all questions follow one another and the thanks end them.</summary>
    public int Superfluous => person.FromBot.Count() - 1;

    /// <summary>From «Start» to the thanks.</summary>
    public async Task AnswerAsync(TimeProvider time)
    {
        person.Start();
        var begun = time.GetTimestamp();
        var pressed = (Message: "", Question: 0, At: 0L);
        while (!person.FromBot.Any(message => message.Text.Contains("Спасибо!", StringComparison.Ordinal)))
        {
            if (time.GetElapsedTime(begun) > Patience)
                throw new TimeoutException($"{person.Emulator.Messenger} {person.Id} is stranded.{Environment.NewLine}{person.Transcript}");
            if (person.FromBot.LastOrDefault(message => !message.Buttons.IsEmpty) is { } screen && ReadQuestion(screen) is { } question)
            {
                var isAgain = (screen.Id, question) == (pressed.Message, pressed.Question);
                if (!isAgain || time.GetElapsedTime(pressed.At) > PressesAgainAfter)
                {
                    PressedAgain += isAgain ? 1 : 0;
                    person.PressOld(screen, Answers[question - 1]);
                    pressed = (screen.Id, question, time.GetTimestamp());
                }
            }

            await Task.Delay(Pause, time);
        }
    }

    private static int? ReadQuestion(EmulatedMessage screen) =>
        QuestionNumber().Match(screen.Text) is { Success: true } match ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : null;

    // The first questions tell people apart (the number in base five); the others differ from question to question.
    private static int Digit(int number, int question) => question switch
    {
        0 => number % 5,
        1 => number / 5 % 5,
        2 => number / 25 % 5,
        _ => ((number * 7) + (question * question)) % 5,
    };

    [GeneratedRegex(@"№ (?<number>\d+)\?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuestionNumber();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Crashes;

/// <summary>
/// Somebody who answers the plain questions one by one: looks at the newest question, presses or types, and presses again when nothing
/// comes for some seconds. Knows nothing of what happens to the bot.
/// </summary>
internal sealed partial class Teacher(Person person, ImmutableArray<int> answers, ImmutableArray<bool> typed, TimeSpan pace)
{
    private const string End = "Спасибо!";
    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Despair = TimeSpan.FromSeconds(90);

    public Person Person => person;

    /// <summary>Index of the option for each question.</summary>
    public ImmutableArray<int> Answers => answers;

    /// <summary>How often a press was repeated because nothing came.</summary>
    public int Repeated { get; private set; }

    /// <summary>What the person saw that must not happen; null when nothing.</summary>
    public string? Complaint { get; private set; }

    /// <summary>Messages that came beyond those that the way of answering calls for: one, and one more after each typed answer.</summary>
    public int Doubled => person.FromBot.Count() - 1 - typed.Count(isTyped => isTyped);

    /// <summary>Until the end is seen, or until the person gives up.</summary>
    /// <param name="time">What the person looks at.</param>
    /// <param name="isCalm">
    /// Nobody ends the bot any more. Before that somebody may wait for as long as it takes: a bot that is ended as soon as it has started
    /// gets on slowly, and only what is still missing when it is left alone never comes.
    /// </param>
    public async Task AnswerAsync(TimeProvider time, Func<bool> isCalm)
    {
        person.Start();
        var answered = 0;
        var since = time.GetTimestamp();
        var pressed = since;
        while (true)
        {
            await Task.Delay(pace, time, CancellationToken.None);
            var screen = person.FromBot.LastOrDefault();
            if (screen is not null && screen.Text.Contains(End, StringComparison.Ordinal))
            {
                if (answered < answers.Length)
                    Complaint = $"thanked after {answered} answers";
                return;
            }

            var asked = screen is null ? 0 : NumberOf(screen);
            if (asked == answered + 1)
            {
                answered = asked;
                since = pressed = time.GetTimestamp();
                Answer(screen!, asked);
            }
            else if (asked > answered + 1 || (asked < answered && asked > 0))
            {
                Complaint = $"asked question {asked} after {answered} answers";
                return;
            }
            else if (!isCalm())
            {
                since = time.GetTimestamp();
                if (asked > 0 && !typed[asked - 1] && time.GetElapsedTime(pressed) > Impatience)
                    PressAgain();
            }
            else if (time.GetElapsedTime(since) > Despair)
            {
                Complaint = $"nothing came after {answered} answers";
                return;
            }
            else if (asked > 0 && !typed[asked - 1] && time.GetElapsedTime(pressed) > Impatience)
            {
                PressAgain();
            }

            void PressAgain()
            {
                pressed = time.GetTimestamp();
                Repeated++;
                Answer(screen!, asked);
            }
        }
    }

    private void Answer(EmulatedMessage screen, int number)
    {
        var label = PlainDialogs.Options[answers[number - 1]];
        if (typed[number - 1])
            person.Type(label);
        else
            person.PressOld(screen, label);
    }

    private static int NumberOf(EmulatedMessage message) =>
        Question().Match(message.Text) is { Success: true } match ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"утверждение № (?<number>\d+)\?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Question();
}

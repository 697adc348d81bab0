using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Dialogs.Questions;

/// <summary>
/// What a typed answer means among choices: the whole label, else a unique start of one, else its number. Where the start of one
/// and the number of another are both possible, nothing is guessed: both become candidates.
/// </summary>
public static class ChoiceMatcher
{
    /// <summary>One candidate: that is it. Several: ask. None: not an answer.</summary>
    public static ImmutableArray<Choice> Match(string typed, IReadOnlyList<Choice> choices)
    {
        var wanted = RussianText.Normalize(typed);
        if (wanted.Length == 0)
            return [];
        foreach (var choice in choices)
        {
            if (RussianText.Normalize(choice.Label) == wanted)
                return [choice];
        }

        var candidates = choices.Where(choice => RussianText.Normalize(choice.Label).StartsWith(wanted, StringComparison.Ordinal)).ToList();
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= choices.Count && !candidates.Contains(choices[number - 1]))
        {
            candidates.Add(choices[number - 1]);
        }

        return [.. candidates];
    }
}

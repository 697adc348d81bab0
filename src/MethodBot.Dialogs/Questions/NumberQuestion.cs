using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

public sealed class NumberQuestion(int? min, int? max, bool whole) : Question
{
    public override AnswerType Type => AnswerType.Number;

    public override bool Holds(Answer answer, Asking asking) => answer.Number is { } number && Hint(number, asking) is null;

    public override Reading Read(string text, ImmutableArray<AnswerFile> files, Asking asking)
    {
        if (Parse(text) is not { } number)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NotANumber));
        return Hint(number, asking) is { } hint ? new Reading.Invalid(hint) : new Reading.Accepted(Answer.OfNumber(number));
    }

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
    }

    /// <summary>«3,5», «1 200», «15 лет» (a number with at most one word after it); null when it is none.</summary>
    public static decimal? Parse(string text)
    {
        var normalized = RussianText.Normalize(text).Replace(',', '.');
        var digits = new string([.. normalized.TakeWhile(c => char.IsAsciiDigit(c) || c is '.' or ' ' or '-' or '+')]);
        var rest = normalized[digits.Length..].Trim();
        if (rest.Length > 0 && (rest.Contains(' ') || !rest.All(char.IsLetter)))
            return null;
        // «1 200» is one number, «5 10» is two.
        if (digits.TrimEnd().Split(' ') is [_, .. var groups] && !groups.All(group => group.Split('.')[0].Length == 3))
            return null;
        return decimal.TryParse(
            digits.Replace(" ", "", StringComparison.Ordinal),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number) && Math.Abs(number) < 1_000_000_000_000m
            ? number
            : null;
    }

    private string? Hint(decimal number, Asking asking)
    {
        if (whole && number != decimal.Truncate(number))
            return asking.Texts.Plain(TextKeys.NotWhole);
        if (!(number < min) && !(number > max))
            return null;
        return (min, max) switch
        {
            ({ } low, { } high) => asking.Texts.Plain(
                TextKeys.NumberRange, ("min", Answer.OfNumber(low)), ("max", Answer.OfNumber(high))),
            ({ } low, null) => asking.Texts.Plain(TextKeys.NumberFrom, ("min", Answer.OfNumber(low))),
            _ => asking.Texts.Plain(TextKeys.NumberUpTo, ("max", Answer.OfNumber(max!.Value))),
        };
    }
}

using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

public sealed class DateQuestion(DateOnly? min, DateOnly? max) : Question
{
    public override AnswerType Type => AnswerType.Date;

    public override bool Holds(Answer answer, Asking asking) => answer.Date is { } date && InRange(date);

    public override Reading Read(string text, ImmutableArray<AnswerFile> files, Asking asking)
    {
        if (Parse(text, asking.Host.Today) is not { } date)
            return new Reading.Invalid(asking.Texts.Plain(TextKeys.NotADate));
        return InRange(date)
            ? new Reading.Accepted(Answer.OfDate(date))
            : new Reading.Invalid(asking.Texts.Plain(
                TextKeys.DateRange,
                ("from", min is { } low ? Answer.OfDate(low) : Answer.OfText("…")),
                ("to", max is { } high ? Answer.OfDate(high) : Answer.OfText("…"))));
    }

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
    }

    /// <summary>«15.10», «15.10.26», «15 октября 2026», «2026-10-15», «сегодня», «завтра»; a date without a year is the nearest to come.</summary>
    public static DateOnly? Parse(string text, DateOnly today)
    {
        var normalized = RussianText.Normalize(text);
        switch (normalized)
        {
            case "сегодня":
                return today;
            case "завтра":
                return today.AddDays(1);
            case "послезавтра":
                return today.AddDays(2);
        }

        if (DateOnly.TryParseExact(normalized, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso))
            return iso;
        var parts = normalized.Split([' ', '.', '/', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 2 && parts[^1].StartsWith('г'))
            parts = parts[..^1];
        if (parts.Length is not (2 or 3) || !TryNumber(parts[0], 31, out var day))
            return null;
        if (!TryNumber(parts[1], 12, out var month))
            month = RussianText.ReadMonth(parts[1]);
        if (month == 0)
            return null;
        if (parts.Length == 3)
        {
            if (!TryNumber(parts[2], 9999, out var year))
                return null;
            return Make(parts[2].Length <= 2 ? 2000 + year : year, month, day);
        }

        // 29 February may have to wait for a leap year.
        for (var year = today.Year; year <= today.Year + 4; year++)
        {
            if (Make(year, month, day) is { } date && date >= today)
                return date;
        }

        return null;
    }

    private static bool TryNumber(string text, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= max;

    private static DateOnly? Make(int year, int month, int day) =>
        year is >= 1900 and <= 2200 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private bool InRange(DateOnly date) => !(date < min) && !(date > max);
}

using System.Collections.Frozen;
using System.Globalization;

namespace MethodBot.Dialogs.Answers;

/// <summary>A date as people type it.</summary>
public static class DateText
{
    private const int FirstYear = 1900;
    private const int LastYear = 2200;

    /// <summary>Two leap years may be eight years apart: 2096 and 2104.</summary>
    private const int YearsAhead = 8;

    private static readonly FrozenSet<string> Prepositions = ["в", "во", "с", "со", "на"];

    /// <summary>
    /// The one day from 1900 to 2200 that the text names, or null; never throws.
    /// </summary>
    /// <param name="today">The day of the person who types.</param>
    /// <remarks>
    /// <list type="bullet">
    /// <item>«15.10», «15.10.26», «15/10/2026», «2026-10-15», «15 октября 2026 г.», «15-го окт», «пятнадцатое октября», «15 числа». Without a
    /// year (or month) it is the nearest to come, today included; «этого», «следующего», «прошлого года» are understood.</item>
    /// <item>«сегодня», «позавчера», «через 3 дня», «через две недели», «через месяц», «неделю назад». The month after 31 January ends on
    /// its last day. «Через день» means two things, so it is none.</item>
    /// <item>«понедельник», «в пятницу», «в ближайшую среду»: the nearest such day after today. «В этот вторник»: of this week, from Monday
    /// to Sunday, unless it is over. «В следующий вторник»: of the next week.</item>
    /// <item>A weekday beside a date («в пятницу 15 октября», «15.10, пт») must agree with it: one of the two is a slip, and only the
    /// person knows which.</item>
    /// </list>
    /// </remarks>
    public static DateOnly? Parse(string text, DateOnly today)
    {
        if (AnswerReader.Open(text, idleMarks: ".,/-()") is not { } reader)
            return null;
        if (TakeRelative(reader, today) is { } relative && reader.AtEnd)
            return relative;

        reader.Position = 0;
        reader.TakeWord(Prepositions);
        var qualified = reader.TakeWord(RussianDays.WeekdaysOf, out var which);
        DayOfWeek? weekday = reader.TakeWord(RussianDays.Weekdays, out var before) ? before : null;
        if (reader.AtEnd)
            return weekday is { } named ? ResolveWeekday(named, which, today) : null;
        if (qualified || TakeCalendarDay(reader, today) is not { } date)
            return null;
        if (weekday is null && !reader.AtEnd)
        {
            reader.TakeWord("в");
            if (!reader.TakeWord(RussianDays.Weekdays, out var after))
                return null;
            weekday = after;
        }

        return reader.AtEnd && (weekday is null || weekday == date.DayOfWeek) ? date : null;
    }

    private static DateOnly? TakeRelative(AnswerReader reader, DateOnly today)
    {
        if (reader.TakeWord(RussianDays.Near, out var days))
            return ShiftDays(today, days);
        var ahead = reader.TakeWord("через");
        if (TakeSpan(reader) is not var (span, count) || (!ahead && !reader.TakeWord("назад")))
            return null;
        var signed = ahead ? count : -count;
        return span.Months == 0 ? ShiftDays(today, signed * span.Days) : ShiftMonths(today, signed * span.Months);
    }

    private static (CalendarSpan Span, int Count)? TakeSpan(AnswerReader reader)
    {
        if (reader.TakeWord(RussianDays.Single, out var single))
            return (single, 1);
        var count = reader.TakeDigits(1, 4) is { } digits ? Number(digits) : RussianNumerals.TakeCardinal(reader);
        return count is { } known and > 0 && reader.TakeWord(RussianDays.Units, out var unit) ? (unit, known) : null;
    }

    private static DateOnly? ResolveWeekday(DayOfWeek weekday, WeekdayOf which, DateOnly today)
    {
        var days = FromMonday(weekday) - FromMonday(today.DayOfWeek);
        return which switch
        {
            WeekdayOf.ThisWeek => days < 0 ? null : ShiftDays(today, days),
            WeekdayOf.NextWeek => ShiftDays(today, days + 7),
            _ => ShiftDays(today, days <= 0 ? days + 7 : days),
        };
    }

    private static int FromMonday(DayOfWeek day) => ((int)day + 6) % 7;

    private static DateOnly? TakeCalendarDay(AnswerReader reader, DateOnly today)
    {
        if (reader.TakeDigits(4, 4) is { } first)
        {
            return reader.TakeDigits(1, 2) is { } second && reader.TakeDigits(1, 2) is { } third
                ? Make(Number(first), Number(second), Number(third))
                : null;
        }

        var digits = reader.TakeDigits(1, 2);
        if ((digits is null ? RussianNumerals.TakeOrdinal(reader) : Number(digits)) is not { } day)
            return null;
        var ordinal = digits is null || reader.TakeWord(RussianDays.DayEndings);
        if (reader.TakeWord("числа"))
            return NextOfMonths(day, today);
        if (TakeMonth(reader, byNumber: !ordinal) is not { } month)
            return null;
        return TakeYear(reader, today, out var year) ? Make(year, month, day) : NextOfYears(month, day, today);
    }

    private static int? TakeMonth(AnswerReader reader, bool byNumber)
    {
        if (reader.TakeAnyWord() is { } word)
            return RussianText.ReadMonth(word);
        return byNumber && reader.TakeDigits(1, 2) is { } digits ? Number(digits) : null;
    }

    private static bool TakeYear(AnswerReader reader, DateOnly today, out int year)
    {
        var start = reader.Position;
        if (reader.TakeWord(RussianDays.Years, out var ahead) && reader.TakeWord("года"))
        {
            year = today.Year + ahead;
            return true;
        }

        year = 0;
        reader.Position = start;
        if (reader.TakeDigits(4, 4) is { } full)
            year = Number(full);
        else if (reader.TakeDigits(2, 2) is { } ending)
            year = 2000 + Number(ending);
        else
            return false;
        reader.TakeWord(RussianDays.YearMarks);
        return true;
    }

    private static DateOnly? NextOfYears(int month, int day, DateOnly today)
    {
        for (var year = today.Year; year <= today.Year + YearsAhead; year++)
        {
            if (Make(year, month, day) is { } date && date >= today)
                return date;
        }

        return null;
    }

    private static DateOnly? NextOfMonths(int day, DateOnly today)
    {
        // This month may be past it, and no two months in a row lack it.
        for (var ahead = 0; ahead <= 2; ahead++)
        {
            var month = (today.Year * 12) + today.Month - 1 + ahead;
            if (Make(month / 12, (month % 12) + 1, day) is { } date && date >= today)
                return date;
        }

        return null;
    }

    private static DateOnly? ShiftDays(DateOnly day, int days)
    {
        var number = day.DayNumber + days;
        return number >= DateOnly.MinValue.DayNumber && number <= DateOnly.MaxValue.DayNumber
            ? Bounded(DateOnly.FromDayNumber(number))
            : null;
    }

    private static DateOnly? ShiftMonths(DateOnly day, int months)
    {
        var month = (day.Year * 12) + day.Month - 1 + months;
        return month is >= FirstYear * 12 and < (LastYear + 1) * 12
            ? new DateOnly(month / 12, (month % 12) + 1, Math.Min(day.Day, DateTime.DaysInMonth(month / 12, (month % 12) + 1)))
            : null;
    }

    private static DateOnly? Make(int year, int month, int day) =>
        year is >= FirstYear and <= LastYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    private static DateOnly? Bounded(DateOnly date) => date.Year is >= FirstYear and <= LastYear ? date : null;

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}

using System.Collections.Frozen;

namespace MethodBot.Dialogs.Answers;

/// <summary>A length of time on the calendar.</summary>
internal readonly record struct CalendarSpan(int Days, int Months);

/// <summary>Which of the days of one name.</summary>
internal enum WeekdayOf
{
    /// <summary>The nearest after today.</summary>
    Coming,
    ThisWeek,
    NextWeek,
}

/// <summary>Words of the calendar as people write them, in the form of <see cref="RussianText.Normalize"/>.</summary>
internal static class RussianDays
{
    private static readonly CalendarSpan Day = new(1, 0);
    private static readonly CalendarSpan Week = new(7, 0);
    private static readonly CalendarSpan Month = new(0, 1);
    private static readonly CalendarSpan Year = new(0, 12);

    /// <summary>Days from today.</summary>
    public static FrozenDictionary<string, int> Near { get; } = WordTable.Of<int>(
    [
        (-2, ["позавчера"]), (-1, ["вчера"]), (0, ["сегодня"]), (1, ["завтра"]), (2, ["послезавтра"]),
    ]);

    public static FrozenDictionary<string, DayOfWeek> Weekdays { get; } = WordTable.Of<DayOfWeek>(
    [
        (DayOfWeek.Monday, ["понедельник", "понедельника", "пн"]),
        (DayOfWeek.Tuesday, ["вторник", "вторника", "вт"]),
        (DayOfWeek.Wednesday, ["среда", "среду", "среды", "ср"]),
        (DayOfWeek.Thursday, ["четверг", "четверга", "чт"]),
        (DayOfWeek.Friday, ["пятница", "пятницу", "пятницы", "пт"]),
        (DayOfWeek.Saturday, ["суббота", "субботу", "субботы", "сб"]),
        (DayOfWeek.Sunday, ["воскресенье", "воскресенья", "воскресение", "вс"]),
    ]);

    public static FrozenDictionary<string, WeekdayOf> WeekdaysOf { get; } = WordTable.Of<WeekdayOf>(
    [
        (WeekdayOf.Coming, ["ближайший", "ближайшую", "ближайшее"]),
        (WeekdayOf.ThisWeek, ["этот", "эту", "это"]),
        (WeekdayOf.NextWeek, ["следующий", "следующую", "следующее"]),
    ]);

    /// <summary>Lengths that are counted: «3 дня».</summary>
    public static FrozenDictionary<string, CalendarSpan> Units { get; } = WordTable.Of<CalendarSpan>(
    [
        (Day, ["день", "дня", "дней"]),
        (Week, ["неделю", "недели", "недель"]),
        (Month, ["месяц", "месяца", "месяцев", "мес"]),
        (Year, ["год", "года", "лет"]),
    ]);

    /// <summary>Lengths that stand for one without saying so. «Через день» is not here: it is the day after tomorrow, or every other day.</summary>
    public static FrozenDictionary<string, CalendarSpan> Single { get; } = WordTable.Of<CalendarSpan>(
        [(Week, ["неделю"]), (Month, ["месяц"]), (new CalendarSpan(0, 6), ["полгода"]), (Year, ["год"])]);

    public static FrozenSet<string> YearMarks { get; } = ["г", "год", "года", "году"];

    /// <summary>Years from this one: «15 мая следующего года».</summary>
    public static FrozenDictionary<string, int> Years { get; } = WordTable.Of<int>(
    [
        (-1, ["прошлого"]), (0, ["этого", "текущего", "нынешнего"]), (1, ["следующего", "будущего"]),
    ]);

    /// <summary>«15-го», «1-ое».</summary>
    public static FrozenSet<string> DayEndings { get; } = ["го", "ого", "его", "е", "ое"];
}

using System.Collections.Frozen;
using System.Globalization;

namespace MethodBot.Dialogs.Answers;

/// <summary>A time of day as people type it.</summary>
public static class TimeText
{
    /// <summary>A time said on the twelve-hour dial is in the working day, which begins with this hour.</summary>
    private const int FirstWorkingHour = 7;

    private static readonly FrozenSet<string> Noise = [.. RussianNumerals.Approximately, "в", "во", "к", "часа", "часов"];

    private static readonly FrozenSet<string> HourWords = ["ч", "час", "часа", "часов"];

    private static readonly FrozenSet<string> MinuteWords = ["м", "мин", "минута", "минуту", "минуты", "минут"];

    private static readonly FrozenSet<string> HalfWords = ["половина", "половине", "половину", "пол"];

    private static readonly FrozenDictionary<string, TimeOnly> Middles = WordTable.Of<TimeOnly>(
    [
        (new TimeOnly(12, 0), ["полдень", "полудню"]), (TimeOnly.MinValue, ["полночь", "полуночи"]),
    ]);

    private static readonly FrozenDictionary<string, DayPart> Parts = WordTable.Of<DayPart>(
    [
        (DayPart.Morning, ["утра", "утром"]), (DayPart.Day, ["дня", "днем"]), (DayPart.Evening, ["вечера", "вечером"]),
        (DayPart.Night, ["ночи", "ночью"]),
    ]);

    private enum DayPart
    {
        Morning,
        Day,
        Evening,
        Night,
    }

    /// <summary>The one time that the text names, or null; never throws.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item>Hours and minutes in digits are the twenty-four-hour clock as written: «14:30», «14.30», «14-30», «14 30», «1430», «9:05»,
    /// «2:30» (at night); so is an hour with a zero before it, «09». 24:00 is midnight.</item>
    /// <item>«9-10», «14-16» may be from one hour to the other, so it is none; «14-30», «14-05» are times.</item>
    /// <item>A part of the day settles the rest: «2 часа дня», «9 утра», «в 7 вечера», «час ночи», «утром в 9», «2:30 дня». What nobody says
    /// («9 дня», «15 утра», «12 вечера») is none.</item>
    /// <item>A time that is said («в 2», «2 часа», «два тридцать», «половина третьего», «полтретьего», «без пятнадцати три», «двадцать минут
    /// третьего») without a part of the day is in the working day, from 7:00 to 18:59: «в 2» is 14:00, «в 9» is 9:00, «половина третьего»
    /// is 14:30.</item>
    /// <item>Bounds and spans of time are none: «до 14», «после обеда», «с 9 до 12».</item>
    /// </list>
    /// </remarks>
    public static TimeOnly? Parse(string text)
    {
        if (AnswerReader.Open(text) is not { } reader || !TakeDayPart(reader, out var part))
            return null;
        if (part is null && reader.TakeWord(Middles, out var middle))
            return reader.AtEnd ? middle : null;
        return (TakeHalf(reader) ?? TakeLacking(reader) ?? TakePast(reader) ?? TakeClock(reader)) is { } dial && reader.AtEnd
            ? Settle(dial, part)
            : null;
    }

    /// <summary>«14:30», «09:05».</summary>
    public static string Format(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Takes what stands around the time; false when two parts of the day are named.</summary>
    private static bool TakeDayPart(AnswerReader reader, out DayPart? part)
    {
        part = null;
        while (true)
        {
            if (reader.TakeWord(Noise) || reader.TakeLastWord(RussianNumerals.Approximately))
                continue;
            if (!reader.TakeWord(Parts, out var named) && !reader.TakeLastWord(Parts, out named))
                return true;
            if (part is not null)
                return false;
            part = named;
        }
    }

    /// <summary>«половина третьего», «полтретьего».</summary>
    private static Dial? TakeHalf(AnswerReader reader)
    {
        var start = reader.Position;
        var hour = reader.TakeWord(HalfWords) ? RussianNumerals.TakeOrdinal(reader)
            : reader.TakeAnyWord() is ['п', 'о', 'л', .. var rest] ? RussianNumerals.ReadOrdinal(rest.TrimStart('-'))
            : null;
        if (hour is >= 1 and <= 12)
            return new Dial(HourBefore(hour.Value), 30, IsSaid: true);
        reader.Position = start;
        return null;
    }

    /// <summary>«без пятнадцати три».</summary>
    private static Dial? TakeLacking(AnswerReader reader)
    {
        var start = reader.Position;
        if (reader.TakeWord("без"))
        {
            var from = reader.Position;
            if (Lacking(reader, reader.TakeWord("четверти") ? 15 : TakeMinutes(reader)) is { } dial)
                return dial;
            reader.Position = from;
            if (Lacking(reader, RussianNumerals.TakeCardinalWord(reader)) is { } again)
                return again;
        }

        reader.Position = start;
        return null;
    }

    private static Dial? Lacking(AnswerReader reader, int? minutes)
    {
        if (minutes is not (>= 1 and <= 30))
            return null;
        reader.TakeWord(MinuteWords);
        if (TakeHour(reader) is not ( >= 1 and <= 24 and var hour, _))
            return null;
        reader.TakeWord(HourWords);
        return new Dial(HourBefore(hour), 60 - minutes.Value, IsSaid: true);
    }

    /// <summary>«двадцать минут третьего», «четверть третьего».</summary>
    private static Dial? TakePast(AnswerReader reader)
    {
        var start = reader.Position;
        var quarter = reader.TakeWord("четверть");
        var minutes = quarter ? 15 : TakeMinutes(reader);
        // Without the word «двадцать третьего» is a day of a month.
        if (minutes is >= 1 and <= 59 && (quarter || reader.TakeWord(MinuteWords))
            && RussianNumerals.TakeOrdinal(reader) is >= 1 and <= 12 and var hour)
        {
            return new Dial(HourBefore(hour), minutes.Value, IsSaid: true);
        }

        reader.Position = start;
        return null;
    }

    private static Dial? TakeClock(AnswerReader reader)
    {
        if (reader.TakeDigits(3, 4) is { } together)
            return new Dial(Number(together[..^2]), Number(together[^2..]), IsSaid: false);
        if (TakeHour(reader) is not var (hour, digits))
            return null;
        var mark = digits is null ? null : reader.TakeMark(":.,-");
        if (digits is not null && reader.TakeDigits(2, 2) is { } written)
        {
            reader.TakeWord(HourWords);
            return mark == '-' && IsSpan(hour, written) ? null : new Dial(hour, Number(written), IsSaid: false);
        }

        if (mark is not null)
            return null;
        if (reader.TakeWord(HourWords))
            reader.TakeMark(".");
        return (reader.AtEnd ? 0 : TakeSaidMinutes(reader)) is { } minutes
            ? new Dial(hour, minutes, IsSaid: digits is null || !digits.StartsWith('0'))
            : null;
    }

    private static bool IsSpan(int hour, string minutes) => !minutes.StartsWith('0') && Number(minutes) > hour && Number(minutes) <= 24;

    /// <summary>The hour and the digits that it is written with, null where it is said.</summary>
    private static (int Hour, string? Digits)? TakeHour(AnswerReader reader)
    {
        if (reader.TakeDigits(1, 2) is { } digits)
            return (Number(digits), digits);
        return reader.TakeWord("час") ? (1, null) : RussianNumerals.TakeCardinal(reader) is { } said ? (said, null) : null;
    }

    private static int? TakeMinutes(AnswerReader reader) =>
        reader.TakeDigits(1, 2) is { } digits ? Number(digits) : RussianNumerals.TakeCardinal(reader);

    /// <summary>«девять пятнадцать», «девять ноль пять», «девять часов пять минут»; «девять пять» may be anything.</summary>
    private static int? TakeSaidMinutes(AnswerReader reader)
    {
        if (reader.TakeWord("ноль"))
        {
            var unit = RussianNumerals.TakeCardinal(reader);
            reader.TakeWord(MinuteWords);
            return unit is < 10 ? unit : null;
        }

        var minutes = TakeMinutes(reader);
        return reader.TakeWord(MinuteWords) || minutes >= 10 ? minutes : null;
    }

    private static int HourBefore(int hour) => hour == 1 ? 12 : hour - 1;

    private static TimeOnly? Settle(Dial dial, DayPart? part)
    {
        int? hour = (part, dial.Hour) switch
        {
            (null, > 0 and < FirstWorkingHour) when dial.IsSaid => dial.Hour + 12,
            (null, 24) when dial.Minute == 0 => 0,
            (null, <= 23) => dial.Hour,
            (DayPart.Morning, >= 1 and <= 11) => dial.Hour,
            (DayPart.Day, >= 10 and <= 18) => dial.Hour,
            (DayPart.Day, >= 1 and <= 6) => dial.Hour + 12,
            (DayPart.Evening, >= 15 and <= 23) => dial.Hour,
            (DayPart.Evening, >= 3 and <= 11) => dial.Hour + 12,
            (DayPart.Night, 12) => 0,
            (DayPart.Night, (>= 0 and <= 6) or (>= 21 and <= 23)) => dial.Hour,
            (DayPart.Night, >= 9 and <= 11) => dial.Hour + 12,
            _ => null,
        };
        return hour is { } known && dial.Minute <= 59 ? new TimeOnly(known, dial.Minute) : null;
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <param name="IsSaid">As on a twelve-hour dial: the half of the day is not known.</param>
    private readonly record struct Dial(int Hour, int Minute, bool IsSaid);
}

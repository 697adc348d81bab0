using MethodBot.Dialogs.Answers;

namespace MethodBot.Tests.Dialogs.Answers;

public sealed class DateTextTests
{
    /// <summary>A Sunday.</summary>
    private static readonly DateOnly Today = new(2026, 9, 20);

    [Theory]
    [InlineData("15.10.26", "2026-10-15")]
    [InlineData("15.10.2026", "2026-10-15")]
    [InlineData("15,10,2026", "2026-10-15")]
    [InlineData("15/10/2026", "2026-10-15")]
    [InlineData("01/09/2026", "2026-09-01")]
    [InlineData("15-10-2026", "2026-10-15")]
    [InlineData("15 10 2026", "2026-10-15")]
    [InlineData("15.10.2026г.", "2026-10-15")]
    [InlineData("2026-10-15", "2026-10-15")]
    [InlineData("2026.09.01", "2026-09-01")]
    [InlineData("2026/9/1", "2026-09-01")]
    [InlineData("01.01.1900", "1900-01-01")]
    [InlineData("31.12.2200", "2200-12-31")]
    public void Digits_are_read(string typed, string expected) => Check(typed, expected);

    [Theory]
    [InlineData("15 октября", "2026-10-15")]
    [InlineData("15 Октября 2027", "2027-10-15")]
    [InlineData("15 октября 27", "2027-10-15")]
    [InlineData("15 октября 2026 года", "2026-10-15")]
    [InlineData("1 сентября 2026 г.", "2026-09-01")]
    [InlineData("15 окт", "2026-10-15")]
    [InlineData("15 окт. 2026 г.", "2026-10-15")]
    [InlineData("15октября", "2026-10-15")]
    [InlineData("15-октября-2026", "2026-10-15")]
    [InlineData("1 мая", "2027-05-01")]
    [InlineData("1 май", "2027-05-01")]
    [InlineData("1 июня", "2027-06-01")]
    [InlineData("1 июл", "2027-07-01")]
    [InlineData("с 15 октября", "2026-10-15")]
    [InlineData("15-го октября", "2026-10-15")]
    [InlineData("15ого октября", "2026-10-15")]
    [InlineData("1-е сентября", "2027-09-01")]
    [InlineData("пятнадцатое октября", "2026-10-15")]
    [InlineData("Пятнадцатого октября 2027 года", "2027-10-15")]
    [InlineData("первого сентября", "2027-09-01")]
    [InlineData("третье октября", "2026-10-03")]
    [InlineData("двадцать первого октября", "2026-10-21")]
    [InlineData("тридцать первое октября", "2026-10-31")]
    [InlineData("тридцатое октября", "2026-10-30")]
    [InlineData("15 мая этого года", "2026-05-15")]
    [InlineData("15 мая следующего года", "2027-05-15")]
    [InlineData("15 мая прошлого года", "2025-05-15")]
    public void Months_are_read(string typed, string expected) => Check(typed, expected);

    [Theory]
    [InlineData("15.10", "2026-10-15")]
    [InlineData("5.1", "2027-01-05")]
    [InlineData("19 сентября", "2027-09-19")]
    [InlineData("20 сентября", "2026-09-20")]
    [InlineData("29 февраля", "2028-02-29")]
    [InlineData("25 числа", "2026-09-25")]
    [InlineData("15-го числа", "2026-10-15")]
    [InlineData("31 числа", "2026-10-31")]
    public void Without_a_year_it_is_the_nearest_to_come(string typed, string expected) => Check(typed, expected);

    [Fact]
    public void The_29th_of_February_may_be_eight_years_ahead() =>
        DateText.Parse("29 февраля", new DateOnly(2096, 3, 1)).ShouldBe(new DateOnly(2104, 2, 29));

    [Fact]
    public void The_31st_skips_a_month_that_lacks_it() =>
        DateText.Parse("30 числа", new DateOnly(2027, 1, 31)).ShouldBe(new DateOnly(2027, 3, 30));

    [Theory]
    [InlineData("позавчера", "2026-09-18")]
    [InlineData("вчера", "2026-09-19")]
    [InlineData("сегодня", "2026-09-20")]
    [InlineData("Завтра!", "2026-09-21")]
    [InlineData("послезавтра", "2026-09-22")]
    [InlineData("через 3 дня", "2026-09-23")]
    [InlineData("через три дня", "2026-09-23")]
    [InlineData("через двадцать один день", "2026-10-11")]
    [InlineData("через неделю", "2026-09-27")]
    [InlineData("через две недели", "2026-10-04")]
    [InlineData("через месяц", "2026-10-20")]
    [InlineData("через 2 месяца", "2026-11-20")]
    [InlineData("через полгода", "2027-03-20")]
    [InlineData("через год", "2027-09-20")]
    [InlineData("неделю назад", "2026-09-13")]
    [InlineData("3 дня назад", "2026-09-17")]
    [InlineData("два года назад", "2024-09-20")]
    public void Days_from_today_are_counted(string typed, string expected) => Check(typed, expected);

    [Fact]
    public void A_month_after_its_last_day_is_the_last_day() =>
        DateText.Parse("через месяц", new DateOnly(2027, 1, 31)).ShouldBe(new DateOnly(2027, 2, 28));

    [Theory]
    [InlineData("2026-09-20", "понедельник", "2026-09-21")]
    [InlineData("2026-09-20", "в воскресенье", "2026-09-27")]
    [InlineData("2026-09-21", "понедельник", "2026-09-28")]
    [InlineData("2026-09-21", "во вторник", "2026-09-22")]
    [InlineData("2026-09-23", "в понедельник", "2026-09-28")]
    [InlineData("2026-09-23", "с понедельника", "2026-09-28")]
    [InlineData("2026-09-23", "в пт", "2026-09-25")]
    [InlineData("2026-09-23", "в ближайшую среду", "2026-09-30")]
    [InlineData("2026-09-23", "в эту пятницу", "2026-09-25")]
    [InlineData("2026-09-23", "в эту среду", "2026-09-23")]
    [InlineData("2026-09-23", "в это воскресенье", "2026-09-27")]
    [InlineData("2026-09-23", "в следующий вторник", "2026-09-29")]
    [InlineData("2026-09-23", "в следующую пятницу", "2026-10-02")]
    [InlineData("2026-09-20", "в следующий вторник", "2026-09-22")]
    [InlineData("2026-09-20", "в следующее воскресенье", "2026-09-27")]
    public void Weekdays_are_read(string today, string typed, string expected) =>
        DateText.Parse(typed, Iso(today)).ShouldBe(Iso(expected));

    [Theory]
    [InlineData("в четверг 15 октября")]
    [InlineData("четверг, 15.10")]
    [InlineData("чт 15 октября 2026")]
    [InlineData("15 октября, четверг")]
    [InlineData("15.10 (чт)")]
    [InlineData("15 октября в четверг")]
    public void A_weekday_may_stand_beside_its_date(string typed) => Check(typed, "2026-10-15");

    [Theory]
    [InlineData("в пятницу 15 октября")]
    [InlineData("15.10.2026, пятница")]
    [InlineData("в следующий четверг 15 октября")]
    [InlineData("в четверг 15 октября четверг")]
    public void A_weekday_that_contradicts_its_date_is_asked_again(string typed) => DateText.Parse(typed, Today).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("в")]
    [InlineData("скоро")]
    [InlineData("сегодня же")]
    [InlineData("завтра или послезавтра")]
    [InlineData("31 ноября")]
    [InlineData("29 февраля 2027")]
    [InlineData("32.10")]
    [InlineData("0.10")]
    [InlineData("15.13")]
    [InlineData("15")]
    [InlineData("15-го")]
    [InlineData("октябрь")]
    [InlineData("5 марок")]
    [InlineData("5 мартышек")]
    [InlineData("5 машин")]
    [InlineData("15 10 20 26")]
    [InlineData("15.10.1026")]
    [InlineData("15.10.6")]
    [InlineData("31.12.1899")]
    [InlineData("01.01.2201")]
    [InlineData("99999999999.1")]
    [InlineData("2026-13-40")]
    [InlineData("2026-10")]
    [InlineData("14:30")]
    [InlineData("15 октября 14:30")]
    [InlineData("15-16 октября")]
    [InlineData("с 15 по 20 октября")]
    [InlineData("15 октября - 20 октября")]
    [InlineData("до 15 октября")]
    [InlineData("15 мая этого")]
    [InlineData("15 октября в")]
    [InlineData("первое 10")]
    [InlineData("сорок первое октября")]
    [InlineData("тридцать второе октября")]
    [InlineData("через день")]
    [InlineData("через час")]
    [InlineData("через 0 дней")]
    [InlineData("через полтора месяца")]
    [InlineData("через неделю назад")]
    [InlineData("через 9999 лет")]
    [InlineData("9999 лет назад")]
    [InlineData("через 99999 дней")]
    [InlineData("неделю")]
    [InlineData("2 недели")]
    [InlineData("следующий")]
    [InlineData("понедельник или вторник")]
    public void What_is_no_date_is_not_guessed(string typed) => DateText.Parse(typed, Today).ShouldBeNull();

    [Fact]
    public void A_day_of_this_week_that_is_over_is_asked_again() => DateText.Parse("в этот вторник", new DateOnly(2026, 9, 23)).ShouldBeNull();

    [Fact]
    public void Every_day_is_read_back_as_the_bot_writes_it()
    {
        for (var day = Today; day < Today.AddDays(800); day = day.AddDays(1))
        {
            DateText.Parse(RussianText.FormatDate(day), Today).ShouldBe(day);
            DateText.Parse(RussianText.FormatDate(day, day), day).ShouldBe(day);
        }
    }

    [Theory]
    [InlineData("сегодня")]
    [InlineData("завтра")]
    [InlineData("позавчера")]
    [InlineData("через 9999 недель")]
    [InlineData("9999 месяцев назад")]
    [InlineData("в следующий вторник")]
    [InlineData("15 октября")]
    [InlineData("31 числа")]
    [InlineData("15 мая прошлого года")]
    public void The_ends_of_the_calendar_do_not_throw(string typed)
    {
        DateText.Parse(typed, DateOnly.MinValue).ShouldBeNull();
        DateText.Parse(typed, DateOnly.MaxValue).ShouldBeNull();
    }

    private static void Check(string typed, string expected) => DateText.Parse(typed, Today).ShouldBe(Iso(expected));

    private static DateOnly Iso(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd");
}

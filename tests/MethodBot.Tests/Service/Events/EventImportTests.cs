using MethodBot.Service;
using MethodBot.Service.Events;
using MethodBot.Service.Notices;
using MethodBot.Tests.Dialogs.Kit;
using MethodBot.Tests.Service.Imports;

namespace MethodBot.Tests.Service.Events;

public sealed class EventImportTests : IDisposable
{
    private const string Events =
        """
        SELECT e.code, e.kind, e.title, e.place, e.hours, e.places, e.quota, e.direction_id, e.organization_kinds,
            (SELECT group_concat(x, ' ') FROM (SELECT strftime('%d.%m %H:%M', starts_at / 1000 + 18000, 'unixepoch')
                || coalesce('-' || strftime('%H:%M', ends_at / 1000 + 18000, 'unixepoch'), '') AS x FROM event_session WHERE event_id = e.id ORDER BY number))
        FROM event e ORDER BY e.id
        """;

    private readonly ImportStore _store = new();
    private readonly EventImport _import;

    public EventImportTests()
    {
        var options = new ServiceOptions();
        _import = new EventImport(new EventEditing(options, new NoticeDesk(options)), RealDialogs.Set);
        _store.Execute("INSERT INTO direction (id, name, sort) VALUES ('primary', 'Начальные классы', 1)");
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_plan_of_a_month_is_understood()
    {
        var report = _store.Import(_import, """
            План работы на декабрь;;;;;;;;
            Дата;Время;Форма проведения;Тема;Место проведения;Часы;Количество мест;Направление;Для кого;Ответственный
            05.12.2026;14:30–16:00;Семинар;Оценивание в начальной школе;Школа № 3, кабинет 24;2;25;Начальные классы;школы;Белова О. И.
            10 декабря;15.00;Мастер-класс;Речевые игры;Детский сад № 5;;;;ДОУ, дополнительное образование;
            """);
        report.Lines().Last().ShouldBe("Готово. Строк 2: новых 2, изменено 0, без изменений 0.");
        report.Columns.Unknown.ShouldBe(["Ответственный"]);
        _store.Rows(Events).ShouldBe(
        [
            "|seminar|Оценивание в начальной школе|Школа № 3, кабинет 24|2|25||primary|school|05.12 14:30-16:00",
            "|master_class|Речевые игры|Детский сад № 5|||||kindergarten extra|10.12 15:00",
        ]);
    }

    [Fact]
    public void Days_and_times_of_a_workbook_are_read_as_they_are()
    {
        _store.ImportFile(_import, _store.Files.Xlsx(
        [
            ["Название", "Дата", "Начало", "Окончание", "Место", "Мест"],
            ["Оценивание", new DateTime(2026, 12, 5), new TimeSpan(14, 30, 0), new TimeSpan(16, 0, 0), "Школа № 3", 25d],
            ["Вебинар", new DateTime(2026, 12, 6, 10, 0, 0), null, null, "Онлайн", null],
        ])).IsWritten.ShouldBeTrue();
        _store.Rows(Events).ShouldBe(["|seminar|Оценивание|Школа № 3||25||||05.12 14:30-16:00", "|seminar|Вебинар|Онлайн||||||06.12 10:00"]);
    }

    [Fact]
    public void Rows_of_one_code_are_sessions_of_one_event()
    {
        const string Table = """
            Код;Вид;Название;Место;Дата;Начало;Тема занятия;Мест
            ПДС-1;ПДС;Школа молодого учителя;Школа № 3;20.01.2027;15:00;Журнал;30
            ПДС-1;;Школа молодого учителя;Лицей;10.12.2026;15:00;Первый урок;
            """;
        _store.Import(_import, Table).Lines().Last().ShouldBe("Готово. Строк 2: новых 2, изменено 0, без изменений 0.");
        _store.Rows("SELECT number, strftime('%d.%m', starts_at / 1000, 'unixepoch'), topic, place FROM event_session").ShouldBe(["1|10.12|Первый урок|Лицей", "2|20.01|Журнал|"]);
        _store.Import(_import, Table).Lines().ShouldBe(["Записывать нечего. Строк 2: новых 0, изменено 0, без изменений 2."]);
        _store.Import(_import, "Код;Название;Дата;Начало\nПДС-1;Школа молодого учителя;10.12.2026;15:00").Lines().First()
            .ShouldContain("в базе у мероприятия 2 занятия, в таблице 1.");
    }

    [Fact]
    public void An_event_that_moves_keeps_its_length_and_what_the_table_does_not_say()
    {
        _store.Import(_import, "Код;Название;Место;Дата;Время;Мест\nС-1;Оценивание;Школа № 3;05.12.2026;14:30-16:00;25");
        const string Changed = "Код;Название;Место;Дата;Время\nС-1;Оценивание;;07.12.2026;15:00";
        _store.Import(_import, Changed, dryRun: true).Lines().First()
            .ShouldBe("строка 2: изменить: Оценивание; Дата: «05.12.2026 14:30–16:00» → «07.12.2026 15:00–16:30»");
        _store.Import(_import, Changed).IsWritten.ShouldBeTrue();
        _store.Rows(Events).ShouldBe(["С-1|seminar|Оценивание|Школа № 3||25||||07.12 15:00-16:30"]);
    }

    [Fact]
    public void Without_a_code_title_and_day_tell_which_event_it_is()
    {
        _store.Import(_import, "Название;Дата;Время;Место\nОценивание;05.12.2026;14:30;Школа № 3\nОценивание;06.12.2026;14:30;Школа № 4");
        _store.Import(_import, "Название;Дата;Время;Место\nоценивание;05.12.2026;15:30;Школа № 3\nОценивание;07.12.2026;14:30;Школа № 5")
            .Lines().Last().ShouldBe("Готово. Строк 2: новых 1, изменено 1, без изменений 0.");
        _store.Query<long>("SELECT count(*) FROM event").ShouldBe([3]);
    }

    [Fact]
    public void Every_bad_row_is_told_with_its_number_and_reason()
    {
        _store.Import(_import, """
            Код;Вид;Название;Место;Дата;Время;Мест;Мест от организации;Направление;Ссылка;Запись до
            ;кружок;Оценивание;Школа;05.12.2026;14:30;;;;;
            ;;;Школа;05.12.2026;14:30;;;;;
            ;;Оценивание;;05.12.2026;14:30;;;;;
            ;;Оценивание;Школа;32.12.2026;14:30;;;;;
            ;;Оценивание;Школа;05.12.2026;16:00–14:30;;;;;
            ;;Оценивание;Школа;05.12.2026;;;;;;
            ;;Оценивание;Школа;05.12.2025;14:30;;;;;
            ;;Оценивание;Школа;05.12.2026;14:30;много;;;;
            ;;Оценивание два;Школа;05.12.2026;14:30;5;6;;;
            ;;Оценивание три;Школа;05.12.2026;14:30;;;Химия;;
            ;;Оценивание четыре;Школа;05.12.2026;14:30;;;;вк.ком;
            ;;Оценивание пять;Школа;05.12.2026;14:30;;;;;07.12.2026
            Т;;Тьюторы;Школа;05.12.2026;14:30;20;;;;
            Т;;Тьюторы;Школа;06.12.2026;14:30;30;;;;
            """).Lines().ShouldBe(
        [
            "строка 2: Оценивание; Вид: не понял «кружок». Бывает: семинар, постоянно действующий семинар, мастер-класс, круглый стол, вебинар, день открытых дверей, фестиваль",
            "строка 3: Название: не указано",
            "строка 4: Оценивание; Нужно место или ссылка, хотя бы одно",
            "строка 5: Оценивание; Дата: не понял дату «32.12.2026». Пример: 25.11.2026",
            "строка 6: Оценивание; заканчивается раньше, чем начинается",
            "строка 7: Оценивание; Начало: не указано",
            "строка 8: Оценивание; уже прошло. Проверьте год",
            "строка 9: Оценивание; Мест: «много» не целое число от 1 до 10000",
            "строка 10: Оценивание два; Мест для одной организации может быть от 1 и не больше, чем мест всего",
            "строка 11: Оценивание три; Направление: нет такого: «Химия». Есть: «Начальные классы»",
            "строка 12: Оценивание четыре; Ссылка не похожа на адрес. Пример: https://vk.com/video123",
            "строка 13: Оценивание пять; Запись должна открыться раньше, чем закрыться, и закрыться не позже последнего занятия",
            "строка 14: Тьюторы; с ошибкой другая строка этого же мероприятия",
            "строка 15: Тьюторы; Мест: не такое, как в строке 14 о том же мероприятии",
            "Ничего не записано: с ошибками 14 из 14. Исправьте их в таблице и повторите. Остальные строки запишутся и так, если добавить --skip-bad.",
        ]);
        _store.Query<long>("SELECT count(*) FROM event").ShouldBe([0]);
    }
}

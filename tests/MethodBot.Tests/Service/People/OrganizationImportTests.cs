using MethodBot.Service;
using MethodBot.Service.Imports;
using MethodBot.Service.People;
using MethodBot.Tests.Service.Imports;

namespace MethodBot.Tests.Service.People;

public sealed class OrganizationImportTests : IDisposable
{
    private const string Everything = "SELECT kind, name, aliases, code, municipality, closed_at FROM organization ORDER BY id";

    private readonly ImportStore _store = new();
    private readonly OrganizationImport _import = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_list_as_an_education_department_keeps_it_is_understood()
    {
        var report = _store.Import(_import, """
            Перечень организаций на 1 сентября;;;;
            № п/п;Тип учреждения;Наименование организации;Сокращённое название;ИНН
            1;СОШ;МБОУ "Школа № 5";СОШ 5, пятая школа;4214000001
            2;ДОУ;Детский сад № 11 «Ёлочка»;ДОУ 11;4214000002
            ;;;;
            3;;Станция юных техников;;
            """);

        report.Lines().ShouldBe(
        [
            "Столбцы, которых не знаю, пропущены: «№ п/п». Знаю: «Номер в боте», «Вид», «Название», «Другие названия», «Код», «Муниципалитет», «Закрыта».",
            "Готово. Строк 3: новых 3, изменено 0, без изменений 0.",
        ]);
        _store.Rows(Everything).ShouldBe(
        [
            "school|МБОУ \"Школа № 5\"|СОШ 5; пятая школа|4214000001||",
            "kindergarten|Детский сад № 11 «Ёлочка»|ДОУ 11|4214000002||",
            "extra|Станция юных техников||||",
        ]);
    }

    [Theory]
    [InlineData("5 школа")]
    [InlineData("сош 5")]
    [InlineData("4214000001")]
    public void What_was_imported_is_found_by_part_of_its_name_another_name_or_its_code(string typed)
    {
        _store.Import(_import, "Название;Другие названия;Код\nШкола № 5 имени Гагарина;СОШ 5;4214000001\nШкола № 6;;4214000002");
        _store.Query<string>("SELECT search FROM organization").Count(search => SearchText.Matches(search, typed)).ShouldBe(1);
    }

    [Fact]
    public void The_same_table_once_more_changes_nothing()
    {
        const string Table = "Вид;Название;Другие названия;Код;Закрыта\nшкола;Школа № 5;СОШ 5; 7;нет\nсад;Сад № 1;;8;01.09.2026\n";
        _store.Import(_import, Table);
        var before = _store.Rows("SELECT * FROM organization");
        Sum(_store.Import(_import, Table)).ShouldBe("Записывать нечего. Строк 2: новых 0, изменено 0, без изменений 2.");
        _store.Rows("SELECT * FROM organization").ShouldBe(before);
    }

    [Fact]
    public void A_renamed_organization_keeps_its_people_by_the_code_and_its_old_name_beside_the_new_one()
    {
        _store.Import(_import, "Название;Код\nШкола № 5;77");
        var report = _store.Import(_import, "Название;Код\nГимназия «Дарование»;77", dryRun: true);
        report.Lines().First().ShouldBe("строка 2: изменить: Школа № 5; Название: «Школа № 5» → «Гимназия «Дарование»»; Другие названия: «—» → «Школа № 5»");
        _store.Rows(Everything).ShouldBe(["school|Школа № 5||77||"]);

        _store.Import(_import, "Название;Код\nГимназия «Дарование»;77");
        _store.Rows("SELECT id, name, aliases FROM organization").ShouldBe(["1|Гимназия «Дарование»|Школа № 5"]);
        // Whoever still writes the old name means the same organization.
        Sum(_store.Import(_import, "Название\nшкола №5", dryRun: true)).ShouldContain("изменено 1");
    }

    [Fact]
    public void Another_spelling_of_a_name_is_the_same_organization_and_no_other_name_of_it()
    {
        _store.Import(_import, "Название\nДетский сад № 11 \"Ёлочка\"");
        _store.Import(_import, "Название;Код\nдетский сад №11 «Елочка»;5");
        _store.Rows(Everything).ShouldBe(["kindergarten|детский сад №11 «Елочка»||5||"]);
    }

    [Fact]
    public void Two_organizations_exchange_their_names()
    {
        _store.Import(_import, "Название;Код\nШкола № 1;1\nШкола № 2;2");
        Sum(_store.Import(_import, "Название;Код\nШкола № 2;1\nШкола № 1;2")).ShouldContain("изменено 2");
        _store.Rows("SELECT id, name, sort FROM organization ORDER BY id").ShouldBe(["1|Школа № 2|2", "2|Школа № 1|1"]);
    }

    [Fact]
    public void An_empty_cell_says_nothing_and_a_dash_says_that_there_is_none()
    {
        _store.Import(_import, "Название;Другие названия;Код;Муниципалитет\nШкола № 5;СОШ 5;7;Новотроицк");
        _store.Import(_import, "Название;Другие названия;Код;Муниципалитет\nШкола № 5;;;");
        _store.Rows(Everything).ShouldBe(["school|Школа № 5|СОШ 5|7|Новотроицк|"]);
        _store.Import(_import, "Название;Другие названия;Код;Муниципалитет\nШкола № 5;—;-;-");
        _store.Rows(Everything).ShouldBe(["school|Школа № 5||||"]);
    }

    [Fact]
    public void What_works_no_more_is_closed_and_opened_again()
    {
        _store.Import(_import, "Название;Закрыта\nШкола № 5;да\nШкола № 6;1 сентября 2026");
        _store.Rows("SELECT closed_at / 1000, name FROM organization ORDER BY id").ShouldBe(["1795323600|Школа № 5", "1788202800|Школа № 6"]);
        _store.Import(_import, "Название;Закрыта\nШкола № 5;нет\nШкола № 6;-");
        _store.Query<long>("SELECT count(*) FROM organization WHERE closed_at IS NULL").ShouldBe([2]);
    }

    [Fact]
    public void Every_bad_row_is_told_with_its_number_and_reasons_and_nothing_is_written()
    {
        _store.Import(_import, "Название;Код\nШкола № 1;1\nШкола № 2;2");
        var report = _store.Import(_import, """
            Вид;Название;Код;Закрыта
            школа;Школа № 3;3;
            колледж;Техникум;;
            ;Центр;;
            школа;;5;завтра
            школа;Школа № 3;;
            школа;Школа № 2;1;
            школа;#Н/Д;9;
            """);

        report.IsWritten.ShouldBeFalse();
        report.Lines().ShouldBe(
        [
            "строка 3: Техникум; Вид: не понял «колледж». Бывает: школа, детский сад, доп. образование",
            "строка 4: Центр; Вид: не указано, и по названию не понять. Бывает: школа, детский сад, доп. образование",
            "строка 5: Название: не указано; Закрыта: завтра ещё не наступило. Отметьте закрытие, когда оно произойдёт",
            "строка 6: Школа № 3; такое же название в строке 2",
            "строка 7: Школа № 2; название уже у организации с кодом 2: «Школа № 2»",
            "строка 8: Название: в ячейке ошибка формулы #Н/Д",
            "Ничего не записано: с ошибками 6 из 7. Исправьте их в таблице и повторите. Остальные строки запишутся и так, если добавить --skip-bad.",
        ]);
        _store.Query<long>("SELECT count(*) FROM organization").ShouldBe([2]);
    }

    [Fact]
    public void Good_rows_are_written_when_bad_ones_are_to_be_left_out()
    {
        Sum(_store.Import(_import, "Вид;Название\nшкола;Школа № 3\nколледж;Техникум", skipBad: true))
            .ShouldBe("Готово. Строк 2: новых 1, изменено 0, без изменений 0, пропущено с ошибками 1.");
        _store.Query<string>("SELECT name FROM organization").ShouldBe(["Школа № 3"]);
    }

    [Fact]
    public void A_name_that_a_refused_row_would_have_left_is_not_free()
    {
        _store.Import(_import, "Название;Код\nШкола № 1;1\nШкола № 2;2\nШкола № 3;3");
        var report = _store.Import(_import, "Название;Код\nШкола № 3;2\nШкола № 2;1", skipBad: true);
        report.Count(RowChange.Bad).ShouldBe(2);
        _store.Query<string>("SELECT name FROM organization ORDER BY id").ShouldBe(["Школа № 1", "Школа № 2", "Школа № 3"]);
    }

    [Fact]
    public void A_name_that_may_be_two_organizations_is_told_with_both()
    {
        _store.Import(_import, "Название;Другие названия\nШкола № 5;пятая\nДетский сад № 5;пятая");
        _store.Import(_import, "Вид;Название\nшкола;Пятая").Lines().First().ShouldContain("может быть любой из них: «Детский сад № 5», «Школа № 5»");
    }

    [Fact]
    public void The_number_in_the_bot_is_a_key_before_others()
    {
        _store.Import(_import, "Название;Код\nШкола № 1;1\nШкола № 2;2");
        var report = _store.Import(_import, "Номер в боте;Название;Код\n1;Лицей;\n7;Школа № 7;\n2;Школа № 2;1", skipBad: true);
        report.Lines().ShouldContain("строка 3: Школа № 7; Номер в боте: в базе нет записи 7. Очистите эту ячейку, если запись новая");
        report.Lines().ShouldContain("строка 4: Школа № 2; код 1 уже у организации «Школа № 1»");
        _store.Query<string>("SELECT name FROM organization ORDER BY id").ShouldBe(["Лицей", "Школа № 2"]);
    }

    [Fact]
    public void Without_a_column_of_names_the_file_is_refused_with_what_it_lacks() =>
        Should.Throw<ImportException>(() => _store.Import(_import, "Вид;Адрес\nшкола;ул. Мира")).Message
            .ShouldBe("Не нашлось: «Название». Названия столбцов искали в первых строках, ближе всего строка 1. "
                + "Знаю столбцы: «Номер в боте», «Вид», «Название», «Другие названия», «Код», «Муниципалитет», «Закрыта».");

    [Fact]
    public void A_misspelt_column_is_told_with_the_one_that_was_meant() =>
        _store.Import(_import, "Название;Муницыпалитет\nШкола № 5;Новотроицк").Lines().First().ShouldContain("Может быть, имелось в виду: «Муниципалитет»?");

    [Fact]
    public void Two_columns_of_one_meaning_are_refused() =>
        Should.Throw<ImportException>(() => _store.Import(_import, "Название;Наименование\nа;б")).Message.ShouldContain("«Наименование» лишний");

    [Fact]
    public void A_table_without_rows_is_refused() =>
        Should.Throw<ImportException>(() => _store.Import(_import, "Название;Код\n;\n")).Message.ShouldContain("нет ни одной строки");

    [Fact]
    public void A_workbook_is_imported_from_the_sheet_that_has_the_columns()
    {
        var path = _store.Files.Workbook(
        [
            ("Титул", true, [["Реестр"], ["на 2026 год"]], []),
            ("Школы", true, [["Название", "Код"], ["Школа № 5", 4214000123d], ["Школа № 6", 42140d]], []),
        ]);
        _store.ImportFile(_import, path).Lines().First().ShouldBe("Лист «Школы».");
        _store.Rows("SELECT name, code FROM organization ORDER BY id").ShouldBe(["Школа № 5|4214000123", "Школа № 6|42140"]);
    }

    private static string Sum(ImportReport report) => report.Lines().Last();
}

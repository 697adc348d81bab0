using MethodBot.Service.Imports;
using MethodBot.Service.People;
using MethodBot.Tests.Service.Imports;

namespace MethodBot.Tests.Service.People;

public sealed class PersonImportTests : IDisposable
{
    private const string People =
        """
        SELECT p.surname, p.first_name, p.patronymic, o.name, j.position, j.area FROM person p
        LEFT JOIN job j ON j.person_id = p.id AND j.is_main = 1 LEFT JOIN organization o ON o.id = j.organization_id ORDER BY p.id
        """;

    private readonly ImportStore _store = new();
    private readonly PersonImport _import = new();

    public PersonImportTests()
    {
        _store.Import(new OrganizationImport(), "Вид;Название;Другие названия;Код\nшкола;Школа № 3;СОШ 3, пятёрка;103\nшкола;Школа № 5;СОШ 5, пятёрка;105\nсад;Детский сад № 5;;205\n");
        _store.Execute("INSERT INTO direction (id, name, sort) VALUES ('primary', 'Начальные классы', 1), ('humanities', 'Русский язык, литература, история', 2)");
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_list_of_a_school_is_understood()
    {
        var report = _store.Import(_import, """
            ФИО педагога;Место работы;Должность;Предмет;Телефон
            ЛЕБЕДЕВА Мария Петровна;МБОУ СОШ 3;Учитель;Математика;89001112233
            """.Replace("МБОУ СОШ 3", "СОШ №3", StringComparison.Ordinal));

        report.Lines().Last().ShouldBe("Готово. Строк 1: новых 1, изменено 0, без изменений 0.");
        report.Columns.Unknown.ShouldBe(["Телефон"]);
        _store.Rows(People).ShouldBe(["Лебедева|Мария|Петровна|Школа № 3|Учитель|Математика"]);
        _store.Rows("SELECT * FROM account").ShouldBeEmpty();
        _store.Rows("SELECT * FROM consent").ShouldBeEmpty();
    }

    [Fact]
    public void Staff_gets_roles_directions_and_levels()
    {
        _store.Import(_import, """
            Фамилия;Имя;Отчество;Организация;Должность;Роль;Направления;Уровни
            Белова;Ольга;Ивановна;;;методист, администратор;Начальные классы;НОО, ДО
            Громова;Татьяна;Павловна;;;методист;Русский язык, литература, история (ООО, зам.);
            Ефимов;Сергей;;;;руководитель;;
            Котова;Галина;Степановна;105;Завуч;координатор;;
            """).HasBad.ShouldBeFalse();

        _store.Rows("SELECT p.surname, r.role, o.name FROM role r JOIN person p ON p.id = r.person_id LEFT JOIN organization o ON o.id = r.organization_id ORDER BY 1, 2")
            .ShouldBe(["Белова|administrator|", "Ефимов|head|", "Котова|coordinator|Школа № 5"]);
        _store.Rows("SELECT p.surname, m.direction_id, m.is_deputy, (SELECT group_concat(level) FROM methodist_level l WHERE l.person_id = p.id) FROM methodist m JOIN person p ON p.id = m.person_id ORDER BY 1")
            .ShouldBe(["Белова|primary|0|preschool,primary", "Громова|humanities|1|basic"]);
    }

    [Fact]
    public void The_same_table_once_more_changes_nothing()
    {
        const string Table = "Фамилия;Имя;Отчество;Организация;Должность;Предмет;Роль;Направления\n"
            + "Белова;Ольга;Ивановна;СОШ 3;Учитель;Музыка;методист; координатор;Начальные классы (НОО)\nЕфимов;Сергей;;;;;руководитель;";
        var table = Table.Replace("методист; координатор", "\"методист; координатор\"", StringComparison.Ordinal);
        _store.Import(_import, table).Count(RowChange.Added).ShouldBe(2);
        _store.Import(_import, table).Lines().ShouldBe(["Записывать нечего. Строк 2: новых 0, изменено 0, без изменений 2."]);
        _store.Query<long>("SELECT count(*) FROM person").ShouldBe([2]);
    }

    [Fact]
    public void Who_registered_in_the_chat_is_the_same_person()
    {
        _store.Execute("""
            INSERT INTO person (id, surname, first_name, patronymic, created_at) VALUES (40, 'Лебедева', 'Мария', 'Петровна', 1), (41, 'Соколова', 'Елена', NULL, 1), (42, 'Петрова', 'Анна', 'Львовна', 1);
            INSERT INTO job (person_id, organization_id, organization_text, position, area, is_main) VALUES (40, 1, NULL, 'Учитель', NULL, 1), (41, NULL, 'сош №5', 'Учитель', NULL, 1), (42, NULL, 'Школа в лесу', 'Учитель', NULL, 1);
            """);
        var report = _store.Import(_import, """
            ФИО;Организация;Должность;Предмет
            Лебедева Мария;Школа № 3;Учитель;Физика
            Соколова Елена Викторовна;Школа № 5;Учитель;
            Петрова Анна Львовна;школа в лесу;Учитель;
            """, dryRun: true);
        report.Lines().ShouldBe(
        [
            "строка 2: изменить: Лебедева Мария; Предмет или группа: «—» → «Физика»",
            "строка 3: изменить: Соколова Елена Викторовна; ФИО: «Соколова Елена» → «Соколова Елена Викторовна»; Организация: «сош №5» → «Школа № 5»",
            "строка 4: без изменений: Петрова Анна Львовна",
            "Это проверка, ничего не записано. Строк 3: новых 0, изменено 2, без изменений 1, с ошибками 0.",
        ]);
    }

    [Fact]
    public void The_number_in_the_bot_carries_a_new_surname_and_another_school()
    {
        _store.Import(_import, "ФИО;Организация;Должность;Роль\nЛебедева Мария Петровна;СОШ 3;Завуч;координатор");
        _store.Import(_import, "Номер в боте;ФИО;Организация;Должность\n1;Орлова Мария Петровна;СОШ 5;Завуч").HasBad.ShouldBeFalse();
        _store.Rows(People).ShouldBe(["Орлова|Мария|Петровна|Школа № 5|Завуч|"]);
        _store.Rows("SELECT role, organization_id FROM role").ShouldBe(["coordinator|2"]);
        _store.Query<string>("SELECT search FROM person").Single().ShouldContain("орлова");
    }

    [Fact]
    public void Roles_are_taken_away_by_a_dash_and_left_by_an_empty_cell()
    {
        _store.Import(_import, "ФИО;Роль;Направления\nБелова Ольга Ивановна;методист, администратор;Начальные классы (НОО)");
        _store.Import(_import, "ФИО;Роль;Направления\nБелова Ольга Ивановна;;").Count(RowChange.Unchanged).ShouldBe(1);
        _store.Import(_import, "ФИО;Роль;Направления\nБелова Ольга Ивановна;методист;").Lines().ShouldNotBeEmpty();
        _store.Rows("SELECT role FROM role").ShouldBeEmpty();
        _store.Rows("SELECT direction_id FROM methodist").ShouldBe(["primary"]);
        _store.Import(_import, "ФИО;Роль\nБелова Ольга Ивановна;—");
        _store.Rows("SELECT direction_id FROM methodist").ShouldBeEmpty();
    }

    [Fact]
    public void Every_bad_row_is_told_with_its_number_and_reason()
    {
        _store.Execute("UPDATE organization SET closed_at = 1 WHERE id = 3");
        _store.Import(_import, """
            ФИО;Организация;Должность;Роль;Направления
            Лебедева М. П.;СОШ 3;Учитель;;
            Мария Петровна;СОШ 3;Учитель;;
            Лебедева Мария;пятёрка;Учитель;;
            Лебедева Мария;школа;Учитель;;
            Лебедева Мария;Лицей;Учитель;;
            Лебедева Мария;СОШ 3;;;
            Лебедева Мария;Детский сад № 5;Воспитатель;;
            Лебедева Мария;;;директор;
            Лебедева Мария;;;методист;
            Лебедева Мария;;;методист;Начальные класы
            Лебедева Мария;;;;Начальные классы
            Лебедева Мария;;;координатор;
            Котова Анна;СОШ 3;Учитель;;
            Котова Анна;103;Завуч;;
            """).Lines().ShouldBe(
        [
            "строка 2: не понял имя. Нужны фамилия, имя и отчество полностью, например: Лебедева Мария Петровна",
            "строка 3: не понял имя. Нужны фамилия, имя и отчество полностью, например: Лебедева Мария Петровна",
            "строка 4: Лебедева Мария; «пятёрка» может быть любой из них: «Школа № 3», «Школа № 5». Напишите название полностью или код",
            "строка 5: Лебедева Мария; Организация: в справочнике нет «школа». Похожие: «Школа № 3», «Школа № 5»",
            "строка 6: Лебедева Мария; Организация: в справочнике нет «Лицей». Сначала загрузите организации",
            "строка 7: Лебедева Мария; Должность: не указано",
            "строка 8: Лебедева Мария; организация «Детский сад № 5» закрыта",
            "строка 9: Лебедева Мария; Роль: не понял «директор». Бывает: педагог, координатор, методист, методист-заместитель, руководитель службы, администратор",
            "строка 10: Лебедева Мария; Направления: не указано",
            "строка 11: Лебедева Мария; Направления: нет такого: «Начальные класы». Есть: «Начальные классы», «Русский язык, литература, история». Чтобы завести новые направления, добавьте --new-directions",
            "строка 12: Лебедева Мария; Направления: бывают только у методиста, а роль не «методист»",
            "строка 13: Лебедева Мария; координатору нужна организация",
            "строка 15: Котова Анна; повторяет строку 14",
            "Ничего не записано: с ошибками 13 из 14. Исправьте их в таблице и повторите. Остальные строки запишутся и так, если добавить --skip-bad.",
        ]);
        _store.Query<long>("SELECT count(*) FROM person").ShouldBe([0]);
    }

    [Fact]
    public void Namesakes_are_told_apart_by_their_numbers()
    {
        _store.Execute("""
            INSERT INTO person (id, surname, first_name, patronymic, created_at) VALUES (7, 'Лебедева', 'Мария', 'Петровна', 1), (9, 'Лебедева', 'Мария', 'Ивановна', 1);
            INSERT INTO job (person_id, organization_id, position, is_main) VALUES (7, 1, 'Учитель', 1), (9, 1, 'Учитель', 1);
            """);
        _store.Import(_import, "ФИО;Организация;Должность\nЛебедева Мария;СОШ 3;Завуч").Lines().First()
            .ShouldBe("строка 2: Лебедева Мария; таких людей несколько: 7, 9. Укажите «Номер в боте» (он есть в выгрузке людей)");
        _store.Import(_import, "ФИО;Организация;Должность\nЛебедева Мария Ивановна;СОШ 3;Завуч").Count(RowChange.Changed).ShouldBe(1);
        _store.Rows("SELECT person_id, position FROM job ORDER BY 1").ShouldBe(["7|Учитель", "9|Завуч"]);
    }

    [Fact]
    public void A_second_job_is_known_by_its_organization_and_the_main_one_stays()
    {
        _store.Execute("""
            INSERT INTO person (id, surname, first_name, patronymic, created_at) VALUES (7, 'Лебедева', 'Мария', 'Петровна', 1);
            INSERT INTO job (person_id, organization_id, position, is_main) VALUES (7, 1, 'Учитель', 1), (7, 2, 'Логопед', 0);
            """);
        _store.Import(_import, "ФИО;Организация;Должность\nЛебедева Мария Петровна;СОШ 5;Дефектолог\nЛебедева Мария Петровна;СОШ 3;Учитель").Lines().Last()
            .ShouldBe("Готово. Строк 2: новых 0, изменено 1, без изменений 1.");
        _store.Rows("SELECT person_id, organization_id, position, is_main FROM job ORDER BY id").ShouldBe(["7|1|Учитель|1", "7|2|Дефектолог|0"]);
    }

    [Fact]
    public void New_directions_come_only_when_they_are_asked_for_and_are_no_misspelling()
    {
        const string Table = "ФИО;Роль;Направления\nБелова Ольга Ивановна;методист;\"Наставничество; Аттестация и курсы (СОО)\"\nГромова Татьяна Павловна;методист;Начальные класы";
        var report = _store.Import(new PersonImport(addsDirections: true), Table, skipBad: true);
        report.Lines().ShouldContain("Новое направление: «Наставничество».");
        report.Lines().First().ShouldEndWith("Слишком похоже на одно из них: проверьте, не опечатка ли.");
        _store.Rows("SELECT id, name, sort FROM direction WHERE sort > 2 ORDER BY sort").ShouldBe(["nastavnichestvo|Наставничество|3", "attestatsiya_i_kursy|Аттестация и курсы|4"]);
    }

    [Fact]
    public void Without_names_the_file_is_refused() =>
        Should.Throw<ImportException>(() => _store.Import(_import, "Фамилия;Организация\nа;б")).Message.ShouldStartWith("Не нашлось: «Имя».");
}

using MethodBot.Dialogs.Execution;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Questions;

public sealed class SourceQuestionTests
{
    private const string Ask = "- ask: school\n  text: Какая?\n  from: schools.all\n- say: \"Записал: {school}\"";

    private static FakeHost Many(int count) => TestDialogs.WithSchools([.. Enumerable.Range(1, count).Select(i => $"Школа номер {i}")]);

    [Fact]
    public void A_short_list_is_shown_whole_and_a_press_chooses()
    {
        var chat = TestDialogs.Talk(Ask, TestDialogs.WithSchools("Гимназия", "Лицей"));

        chat.Buttons.ShouldBe(["Гимназия", "Лицей", "← Назад", "☰ Меню"]);
        chat.Question.ShouldBe("Какая?");
        chat.Press("Лицей").Said.ShouldBe(["Записал: Лицей"]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(8)]
    [InlineData(6)]
    [InlineData(100)]
    public void No_page_ever_has_more_buttons_than_fit_and_every_entry_is_on_some_page(int maxButtons)
    {
        var host = Many(37);
        host.MaxButtons = maxButtons;
        var chat = TestDialogs.Talk(Ask, host);
        var seen = new HashSet<string>();
        for (var i = 0; i < 40; i++)
        {
            chat.Screen.Buttons.Length.ShouldBeLessThanOrEqualTo(maxButtons);
            seen.UnionWith(chat.Buttons.Where(label => label.StartsWith("Школа", StringComparison.Ordinal)));
            if (chat.Buttons.Contains("Дальше ›"))
                chat.Press("Дальше ›");
        }

        seen.Count.ShouldBe(37);
    }

    [Fact]
    public void Pages_say_where_they_are_and_wrap_around()
    {
        var chat = TestDialogs.Talk(Ask, Many(20));
        chat.Question.ShouldContain("Страница 1 из 4");
        chat.Question.ShouldContain("Чтобы найти быстрее, напишите часть названия или номер.");

        chat.Press("‹ Раньше").Question.ShouldContain("Страница 4 из 4");
        chat.Press("Дальше ›").Question.ShouldContain("Страница 1 из 4");
    }

    [Fact]
    public void Turning_pages_stays_within_the_visit()
    {
        var chat = TestDialogs.Talk(Ask, Many(20));
        var first = chat.Screen;
        chat.Press("Дальше ›").PressOn(first, "Школа номер 3").Said.ShouldBe(["Записал: Школа номер 3"]);
    }

    [Fact]
    public void A_list_that_shrank_under_its_page_shows_the_last_one()
    {
        var host = Many(20);
        var chat = TestDialogs.Talk(Ask, host).Press("‹ Раньше");
        host.Lists["schools.all"].RemoveRange(8, 12);

        chat.Press("Дальше ›").Buttons.ShouldContain("Школа номер 1");
        chat.Screen.Buttons.Length.ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public void Typing_searches_and_the_whole_list_can_be_shown_again()
    {
        var chat = TestDialogs.Talk(Ask, TestDialogs.WithSchools("Гимназия", "Школа-лицей", "Большой лицей"));
        chat.Type("лицей");
        chat.Question.ShouldContain("По запросу «лицей»:");
        chat.Buttons[..2].ShouldBe(["Школа-лицей", "Большой лицей"]);
        chat.Press("Показать все").Buttons[..3].ShouldBe(["Гимназия", "Школа-лицей", "Большой лицей"]);
    }

    [Fact]
    public void A_number_among_search_results_means_the_one_on_the_screen()
    {
        var chat = TestDialogs.Talk(Ask, TestDialogs.WithSchools("Гимназия", "Школа-лицей", "Большой лицей")).Type("лицей");

        chat.Type("2").Said.ShouldBe(["Записал: Большой лицей"]);
    }

    [Fact]
    public void The_whole_label_and_a_unique_start_choose_at_once()
    {
        TestDialogs.Talk(Ask, TestDialogs.WithSchools("Школа 5", "Школа 50")).Type("школа 5").Said.ShouldBe(["Записал: Школа 5"]);
        TestDialogs.Talk(Ask, TestDialogs.WithSchools("Лицей", "Школа при лицее")).Type("лиц").Said.ShouldBe(["Записал: Лицей"]);
    }

    [Fact]
    public void A_start_that_is_unique_only_among_the_first_hundred_is_not_enough()
    {
        var host = Many(100);
        host.Lists["schools.all"][4] = new Choice("x1", "Лицей имени Пушкина");
        host.Lists["schools.all"].Add(new Choice("x2", "Лицей имени Гоголя"));

        var chat = TestDialogs.Talk(Ask, host).Type("лицей");

        chat.Buttons[..2].ShouldBe(["Лицей имени Пушкина", "Лицей имени Гоголя"]);
    }

    [Fact]
    public void Where_a_number_means_one_on_the_screen_and_another_by_name_the_bot_asks()
    {
        var host = TestDialogs.WithSchools("Школа № 7", "Школа № 9", "Школа № 2");
        var chat = TestDialogs.Talk(Ask, host).Type("2");
        chat.Question.ShouldStartWith("«2» подходит к нескольким вариантам.");
        chat.Buttons[..2].ShouldBe(["Школа № 2", "Школа № 9"]);

        chat.Type("1").Said.ShouldBe(["Записал: Школа № 2"]);
        TestDialogs.Talk(Ask, host).Type("2").Press("Школа № 9").Said.ShouldBe(["Записал: Школа № 9"]);
        TestDialogs.Talk(Ask, host).Type("2").Press("Показать все").Buttons[..3].ShouldBe(["Школа № 7", "Школа № 9", "Школа № 2"]);
    }

    [Fact]
    public void A_number_with_one_meaning_chooses_at_once()
    {
        TestDialogs.Talk(Ask, TestDialogs.WithSchools("Школа № 7", "Школа № 2", "Школа № 5")).Type("2").Said.ShouldBe(["Записал: Школа № 2"]);
        TestDialogs.Talk(Ask, TestDialogs.WithSchools("Гимназия", "Лицей")).Type("2").Said.ShouldBe(["Записал: Лицей"]);
    }

    [Fact]
    public void A_name_that_does_not_exist_is_told_and_the_list_stays()
    {
        var chat = TestDialogs.Talk(Ask, TestDialogs.WithSchools("Гимназия", "Лицей")).Type("цирк");

        chat.Question.ShouldStartWith("По запросу «цирк» ничего не нашлось.");
        chat.Buttons[..2].ShouldBe(["Гимназия", "Лицей"]);
    }

    [Fact]
    public void An_entry_that_is_gone_since_is_told_with_the_list_drawn_again()
    {
        var host = TestDialogs.WithSchools("Гимназия", "Лицей");
        var chat = TestDialogs.Talk(Ask, host);
        host.Lists["schools.all"].RemoveAt(0);

        chat.Press("Гимназия");

        chat.Toasts.ShouldBe(["Этого уже нет в списке. Выберите другое."]);
        chat.Buttons.ShouldBe(["Лицей", "← Назад", "☰ Меню"]);
    }

    [Fact]
    public void An_empty_list_says_so_and_still_has_a_way_out()
    {
        var chat = TestDialogs.Talk(Ask, new FakeHost());

        chat.Question.ShouldBe("Какая?\n\nЗдесь пока пусто.");
        chat.Buttons.ShouldBe(["← Назад", "☰ Меню"]);
    }

    [Fact]
    public void What_is_not_in_the_list_may_be_typed_where_the_author_allows()
    {
        const string Free = "- ask: school\n  text: Какая?\n  from: schools.all\n  free_text: Моей нет\n- say: \"Записал: {school}\"";
        var chat = TestDialogs.Talk(Free, TestDialogs.WithSchools("Гимназия", "Лицей")).Press("Моей нет");
        chat.Question.ShouldBe("Какая?\n\nНапишите сообщением.");
        chat.Buttons.ShouldContain("Показать все");
        chat.Type(new string('я', 301)).Question.ShouldStartWith("Получилось слишком длинно");
        chat.Type("Лицей на Луне").Said.ShouldBe(["Записал: Лицей на Луне"]);

        TestDialogs.Talk("- ask: first\n  text: Первый?\n  yes_no: true\n" + Free, TestDialogs.WithSchools("Гимназия", "Лицей"))
            .Press("Да").Press("Моей нет").Press("← Назад").Buttons[..2].ShouldBe(["Гимназия", "Лицей"]);
        TestDialogs.Talk(Free, TestDialogs.WithSchools("Гимназия")).Press("Моей нет").Press("Показать все").Press("Гимназия")
            .Said.ShouldBe(["Записал: Гимназия"]);
    }

    [Fact]
    public void The_list_gets_its_parameters()
    {
        var host = new FakeHost();
        host.Lists["schools.of:garden"] = [new Choice("g", "Сад «Ромашка»")];
        host.Lists["schools.of:school"] = [new Choice("s", "Школа")];

        TestDialogs.Talk("""
            - ask: kind
              text: Где?
              one_of: { school: В школе, garden: В саду }
            - ask: place
              text: В какой?
              from: schools.of
              with: { kind: kind }
            """, host).Press("В саду").Buttons[0].ShouldBe("Сад «Ромашка»");
    }

    [Fact]
    public void A_long_list_in_the_file_is_paged_too()
    {
        var options = string.Join(", ", Enumerable.Range(1, 25).Select(i => $"o{i}: Вариант {i}а"));
        var chat = TestDialogs.Talk($"- ask: a\n  text: Что?\n  one_of: {{ {options} }}\n- say: \"Записал: {{a}}\"");
        chat.Screen.Buttons.Length.ShouldBe(10);
        chat.Screen.Buttons[0].Number.ShouldBe(1);
        chat.Press("Дальше ›").Screen.Buttons[0].Number.ShouldBe(7);

        chat.Type("25").Said.ShouldBe(["Записал: Вариант 25а"]);
    }
}

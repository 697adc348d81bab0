using System.Collections.Immutable;
using MethodBot.Messengers.Common;

namespace MethodBot.Tests.Messengers.Common;

public sealed class ButtonLayoutTests
{
    private static readonly LayoutLimits Small = new(MaxButtons: 10, MaxRows: 6, VisiblePerRow: [34, 16, 9, 6, 4], NumbersPerRow: 5, MaxLabel: 40);

    [Fact]
    public void No_buttons_make_no_rows()
    {
        var layout = ButtonLayout.Arrange([], Small);
        layout.Rows.ShouldBeEmpty();
        layout.Legend.ShouldBeEmpty();
    }

    [Fact]
    public void Choices_stand_one_per_row_while_the_rows_last()
    {
        Rows(Choices("Математика", "Физика", "Химия", "История")).ShouldBe(["Математика", "Физика", "Химия", "История"]);
    }

    [Fact]
    public void More_choices_than_rows_share_rows_while_their_labels_are_visible()
    {
        Rows(Choices("Математика", "Физика", "Химия", "История", "Биология", "География", "Музыка"))
            .ShouldBe(["Математика|Физика", "Химия|История", "Биология|География", "Музыка"]);
    }

    [Fact]
    public void Short_neighbours_share_a_row_where_one_long_label_among_too_many_forbids_it_to_all()
    {
        Rows(Choices("Пройти анкету «Потребности 2026»", "Семинары и фестивали", "Мои записи", "Спросить методиста", "Мои обращения", "Работа службы", "Ещё"))
            .ShouldBe(["Пройти анкету «Потребности 2026»", "Семинары и фестивали", "Мои записи", "Спросить методиста", "Мои обращения", "Работа службы|Ещё"]);
    }

    [Fact]
    public void Where_too_few_neighbours_are_short_numbers_stand_for_the_labels()
    {
        var layout = ButtonLayout.Arrange(Choices([.. Enumerable.Range(1, 7).Select(n => $"Довольно длинное название {n}")]), Small);
        Rows(layout).ShouldBe(["1|2|3|4|5", "6|7"]);
        layout.Legend.Length.ShouldBe(7);
    }

    [Fact]
    public void A_label_that_a_phone_would_cut_moves_all_labels_into_the_text()
    {
        var layout = ButtonLayout.Arrange(Choices("Коротко", "Оценивание предметных результатов обучающихся"), Small);
        Rows(layout).ShouldBe(["1|2"]);
        layout.Legend.ShouldBe(["1. Коротко", "2. Оценивание предметных результатов обучающихся"]);
    }

    [Fact]
    public void Numbers_are_those_of_the_whole_list_not_of_the_page()
    {
        var buttons = Choices(Enumerable.Range(9, 3).Select(n => new string('х', 40) + n).ToArray())
            .Select((b, i) => b with { Number = 9 + i }).ToImmutableArray();
        var layout = ButtonLayout.Arrange(buttons, Small);
        Rows(layout).ShouldBe(["9|10|11"]);
        layout.Legend[0].ShouldStartWith("9. ");
    }

    [Fact]
    public void A_ticked_choice_bears_a_mark_in_both_forms()
    {
        var short_ = Choices("Математика", "Физика").SetItem(1, new MessageButton("d", "Физика", ButtonRole.ChosenChoice, 2));
        Rows(short_).ShouldBe(["Математика", "✓ Физика"]);

        var long_ = short_.SetItem(0, new MessageButton("d", new string('х', 40), ButtonRole.Choice, 1));
        var layout = ButtonLayout.Arrange(long_, Small);
        Rows(layout).ShouldBe(["1|✓ 2"]);
        layout.Legend[1].ShouldBe("✓ 2. Физика");
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    public void Ticking_never_changes_the_arrangement(int length)
    {
        var plain = Choices(new string('х', length), "Физика");
        var ticked = plain.SetItem(0, plain[0] with { Role = ButtonRole.ChosenChoice });
        Shape(ticked).ShouldBe(Shape(plain));

        static IEnumerable<int> Shape(ImmutableArray<MessageButton> buttons) =>
            ButtonLayout.Arrange(buttons, Small).Rows.Select(r => r.Length);
    }

    [Fact]
    public void A_scale_stands_side_by_side_in_even_rows()
    {
        Rows(Choices("1", "2", "3", "4", "5")).ShouldBe(["1|2|3|4|5"]);
        Rows(Choices("Да", "Нет")).ShouldBe(["Да|Нет"]);
        Rows(Choices("1", "2", "3", "4", "5", "6")).ShouldBe(["1|2|3", "4|5|6"]);
    }

    [Fact]
    public void The_way_forward_has_a_row_of_its_own_and_navigation_shares_the_last()
    {
        var buttons = Choices("Математика", "Физика")
            .Add(new MessageButton("b", "‹ Назад", ButtonRole.Navigation))
            .Add(new MessageButton("ok", "Готово", ButtonRole.Primary))
            .Add(new MessageButton("m", "Меню", ButtonRole.Navigation));
        Rows(buttons).ShouldBe(["Математика", "Физика", "Готово", "‹ Назад|Меню"]);
    }

    [Fact]
    public void Navigation_takes_rows_away_from_choices()
    {
        var buttons = Choices("А-шки", "Б-шки", "В-шки", "Г-шки", "Д-шки")
            .Add(new MessageButton("ok", "Готово", ButtonRole.Primary))
            .Add(new MessageButton("b", "‹ Назад", ButtonRole.Navigation));
        Rows(buttons).ShouldBe(["А-шки|Б-шки", "В-шки|Г-шки", "Д-шки", "Готово", "‹ Назад"]);
    }

    [Fact]
    public void Choices_beyond_the_keyboard_stay_in_the_list_to_be_typed()
    {
        var buttons = Choices(Enumerable.Range(1, 14).Select(n => $"Вариант номер {n}").ToArray())
            .Add(new MessageButton("m", "Меню", ButtonRole.Navigation));
        var layout = ButtonLayout.Arrange(buttons, Small);
        layout.Legend.Length.ShouldBe(14);
        Rows(layout).ShouldBe(["1|2|3|4|5", "6|7|8|9", "Меню"]);
    }

    [Fact]
    public void Too_many_words_of_navigation_are_packed_rather_than_lost()
    {
        var buttons = Enumerable.Range(1, 8)
            .Select(n => new MessageButton($"n{n}", $"Очень длинное слово {n}", ButtonRole.Navigation)).ToImmutableArray();
        var layout = ButtonLayout.Arrange(buttons, Small);
        layout.Rows.Sum(r => r.Length).ShouldBe(8);
        layout.Rows.Length.ShouldBeLessThanOrEqualTo(6);
    }

    [Theory]
    [InlineData(3, 0, 0)]
    [InlineData(10, 0, 0)]
    [InlineData(12, 1, 3)]
    [InlineData(7, 1, 2)]
    [InlineData(40, 2, 3)]
    public void No_arrangement_exceeds_the_limits(int choices, int primary, int navigation)
    {
        foreach (var length in new[] { 1, 5, 9, 15, 30, 60 })
        {
            var buttons = Choices(Enumerable.Range(1, choices).Select(_ => new string('х', length)).ToArray())
                .AddRange(Enumerable.Range(0, primary).Select(n => new MessageButton($"p{n}", "Готово", ButtonRole.Primary)))
                .AddRange(Enumerable.Range(0, navigation).Select(n => new MessageButton($"n{n}", "Назад", ButtonRole.Navigation)));
            var layout = ButtonLayout.Arrange(buttons, Small);
            layout.Rows.Length.ShouldBeLessThanOrEqualTo(6);
            layout.Rows.Sum(r => r.Length).ShouldBeLessThanOrEqualTo(10);
            layout.Rows.ShouldAllBe(r => r.Length >= 1 && r.Length <= 5);
            layout.Rows.SelectMany(r => r).ShouldAllBe(b => b.Label.Length >= 1 && b.Label.Length <= 40);
            layout.Rows.SelectMany(r => r).Count(b => b.Button.Role != ButtonRole.Choice).ShouldBe(primary + navigation);
        }
    }

    [Fact]
    public void A_blank_label_still_makes_a_button_that_a_messenger_accepts()
    {
        Rows([new MessageButton("d", " \n ", ButtonRole.Navigation)]).ShouldBe(["…"]);
    }

    private static ImmutableArray<MessageButton> Choices(params string[] labels) =>
        [.. labels.Select((l, i) => new MessageButton($"c{i}", l, ButtonRole.Choice, i + 1))];

    private static IEnumerable<string> Rows(ImmutableArray<MessageButton> buttons) => Rows(ButtonLayout.Arrange(buttons, Small));

    private static IEnumerable<string> Rows(ButtonLayout layout) => layout.Rows.Select(r => string.Join('|', r.Select(b => b.Label)));
}

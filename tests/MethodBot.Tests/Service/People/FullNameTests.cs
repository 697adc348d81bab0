using MethodBot.Service.People;

namespace MethodBot.Tests.Service.People;

public sealed class FullNameTests
{
    [Theory]
    [InlineData("Лебедева Мария Петровна", "Лебедева", "Мария", "Петровна")]
    [InlineData("мария петровна лебедева", "Лебедева", "Мария", "Петровна")]
    [InlineData("  ЛЕБЕДЕВА   Мария\nПетровна ", "Лебедева", "Мария", "Петровна")]
    [InlineData("Иванова-Петрова Анна Ивановна", "Иванова-Петрова", "Анна", "Ивановна")]
    [InlineData("Пётр Ильич Чайковский", "Чайковский", "Пётр", "Ильич")]
    [InlineData("Кузьмина Ольга Никитична", "Кузьмина", "Ольга", "Никитична")]
    [InlineData("Пётр Иванович Ковалевич", "Ковалевич", "Пётр", "Иванович")]
    [InlineData("Ковалевич Пётр Иванович", "Ковалевич", "Пётр", "Иванович")]
    [InlineData("Мария Петровна", null, "Мария", "Петровна")]
    [InlineData("Лебедева Мария", "Лебедева", "Мария", null)]
    [InlineData("Мария", null, "Мария", null)]
    [InlineData("Мамедов Али Гасан оглы", "Мамедов", "Али", "Гасан Оглы")]
    [InlineData("О’Нил Анна", "О’нил", "Анна", null)]
    public void Names_are_read_in_the_orders_people_write_them(string typed, string? surname, string first, string? patronymic) =>
        FullName.Parse(typed).ShouldBe(new FullName(surname, first, patronymic));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Я")]
    [InlineData("М. П. Лебедева")]
    [InlineData("Маша 5")]
    [InlineData("--")]
    [InlineData("'' ''")]
    [InlineData("Здравствуйте, меня зовут Мария")]
    [InlineData("раз два три четыре пять")]
    [InlineData("🙂🙂")]
    [InlineData("<b>Мария</b>")]
    public void What_is_no_name_is_not_guessed(string typed) => FullName.Parse(typed).ShouldBeNull();

    [Fact]
    public void A_word_too_long_for_a_name_is_none() => FullName.Parse(new string('а', 41)).ShouldBeNull();

    [Fact]
    public void People_are_addressed_by_first_name_and_patronymic()
    {
        FullName.Parse("Лебедева Мария Петровна")!.Address.ShouldBe("Мария Петровна");
        FullName.Parse("Лебедева Мария")!.Address.ShouldBe("Мария");
    }
}

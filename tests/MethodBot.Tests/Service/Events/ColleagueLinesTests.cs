using MethodBot.Service.Events;

namespace MethodBot.Tests.Service.Events;

public sealed class ColleagueLinesTests
{
    [Theory]
    [InlineData("Лебедева Мария Петровна, учитель математики", "Лебедева Мария Петровна", "учитель математики")]
    [InlineData("1. лебедева мария петровна; логопед", "Лебедева Мария Петровна", "логопед")]
    [InlineData("• Орлов Иван — педагог-психолог", "Орлов Иван", "педагог-психолог")]
    [InlineData("Мамин-Сибиряк Анна Ивановна", "Мамин-Сибиряк Анна Ивановна", "")]
    [InlineData("Мария Петровна Лебедева\tвоспитатель", "Лебедева Мария Петровна", "воспитатель")]
    public void A_line_gives_name_and_position(string text, string name, string position)
    {
        var line = ColleagueLines.Parse(text).ShouldHaveSingleItem();

        $"{line.Name!.Surname} {line.Name.Address}".ShouldBe(name);
        line.Position.ShouldBe(position);
    }

    [Theory]
    [InlineData("Мария Петровна")]
    [InlineData("Лебедева")]
    [InlineData("12345, учитель")]
    public void Without_surname_and_first_name_a_line_is_not_understood(string text) =>
        ColleagueLines.Parse(text).ShouldHaveSingleItem().Name.ShouldBeNull();

    [Fact]
    public void Empty_lines_do_not_count() => ColleagueLines.Parse("\nОрлов Иван\n\n  \nБелова Анна\n").Select(line => line.Number).ShouldBe([1, 2]);
}

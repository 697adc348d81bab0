using MethodBot.Dialogs.Answers;

namespace MethodBot.Tests.Dialogs.Answers;

public sealed class EmailTextTests
{
    [Theory]
    [InlineData("maria@mail.ru", "maria@mail.ru")]
    [InlineData("  maria@mail.ru\n", "maria@mail.ru")]
    [InlineData("Maria.Petrova@Mail.RU", "Maria.Petrova@mail.ru")]
    [InlineData("maria+school_5-a@sub.mail-5.co.uk", "maria+school_5-a@sub.mail-5.co.uk")]
    [InlineData("89123456789@mail.ru", "89123456789@mail.ru")]
    [InlineData("a@1.ru", "a@1.ru")]
    [InlineData("maria@mail.ru.", "maria@mail.ru")]
    [InlineData("«maria@mail.ru»,", "maria@mail.ru")]
    [InlineData("mailto:maria@mail.ru", "maria@mail.ru")]
    [InlineData("MAILTO:maria@mail.ru?subject=Hi", "maria@mail.ru")]
    [InlineData("<maria@mail.ru>", "maria@mail.ru")]
    [InlineData("<mailto:maria@mail.ru>", "maria@mail.ru")]
    [InlineData("Мария Петрова <maria@mail.ru>;", "maria@mail.ru")]
    [InlineData("\u200bmaria@mail.ru\ufeff", "maria@mail.ru")]
    [InlineData("school@школа.рф", "school@школа.рф")]
    [InlineData("school@ШКОЛА.РФ", "school@школа.рф")]
    [InlineData("мария@почта.школа.рф", "мария@почта.школа.рф")]
    [InlineData("school@mail.школа.рф", "school@mail.школа.рф")]
    [InlineData("school@xn--80aa0aec.xn--p1ai", "school@xn--80aa0aec.xn--p1ai")]
    public void An_address_is_read(string typed, string expected) => EmailText.Parse(typed).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("нет")]
    [InlineData("maria")]
    [InlineData("maria@")]
    [InlineData("@mail.ru")]
    [InlineData("maria@mail")]
    [InlineData("maria@.ru")]
    [InlineData("maria@mail.")]
    [InlineData("maria@mail..ru")]
    [InlineData("ma..ria@mail.ru")]
    [InlineData(".maria@mail.ru")]
    [InlineData("maria.@mail.ru")]
    [InlineData("maria@-mail.ru")]
    [InlineData("maria@mail-.ru")]
    [InlineData("maria@ma_il.ru")]
    [InlineData("maria@mail.r")]
    [InlineData("maria@mail.123")]
    [InlineData("maria@127.0.0.1")]
    [InlineData("maria@@mail.ru")]
    [InlineData("maria@mail@ru")]
    [InlineData("maria @mail.ru")]
    [InlineData("maria@ mail.ru")]
    [InlineData("maria@mail. ru")]
    [InlineData("ma ria@mail.ru")]
    [InlineData("maria@mail.ru, olga@mail.ru")]
    [InlineData("maria@mail.ru <olga@mail.ru>")]
    [InlineData("почта: maria@mail.ru")]
    [InlineData("<>")]
    [InlineData("mailto:")]
    public void What_is_no_address_is_not_guessed(string typed) => EmailText.Parse(typed).ShouldBeNull();

    [Theory]
    [InlineData("mаria@mail.ru")]
    [InlineData("maria@mаil.ru")]
    [InlineData("maria@mail.ру")]
    [InlineData("maria@почта.ru")]
    [InlineData("maria@mail.рф")]
    [InlineData("мария@mail.ru")]
    [InlineData("maria@mail.rυ")]
    public void Letters_of_another_layout_are_refused(string typed) => EmailText.Parse(typed).ShouldBeNull();

    [Fact]
    public void Lengths_are_those_of_the_mail()
    {
        var label = new string('b', 62);
        var domain = $"{label}.{label}.{label}.ru";
        var longest = new string('a', 254 - domain.Length - 1) + "@" + domain;
        longest.Length.ShouldBe(254);
        EmailText.Parse(longest).ShouldBe(longest);
        EmailText.Parse("a" + longest).ShouldBeNull();

        EmailText.Parse(new string('a', 64) + "@mail.ru").ShouldNotBeNull();
        EmailText.Parse(new string('a', 65) + "@mail.ru").ShouldBeNull();
        EmailText.Parse($"a@{new string('b', 63)}.ru").ShouldNotBeNull();
        EmailText.Parse($"a@{new string('b', 64)}.ru").ShouldBeNull();
    }
}

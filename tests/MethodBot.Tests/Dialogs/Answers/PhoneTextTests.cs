using MethodBot.Dialogs.Answers;

namespace MethodBot.Tests.Dialogs.Answers;

public sealed class PhoneTextTests
{
    [Theory]
    [InlineData("8 (912) 345-67-89")]
    [InlineData("+7 912 345 67 89")]
    [InlineData("+7 (912) 345-67-89")]
    [InlineData("+7(912)3456789")]
    [InlineData("(+7) 912 345 67 89")]
    [InlineData("+ 7 912 345 67 89")]
    [InlineData("+79123456789")]
    [InlineData("79123456789")]
    [InlineData("89123456789")]
    [InlineData("9123456789")]
    [InlineData("912 345-67-89")]
    [InlineData("8-912-345-67-89")]
    [InlineData("8–912–345–67–89")]
    [InlineData("8\u2011912\u2011345\u201167\u201189")]
    [InlineData("8\u00a0912\u00a0345\u00a067\u00a089")]
    [InlineData("8.912.345.67.89")]
    [InlineData("+8 912 345 67 89")]
    [InlineData("\u202a+7 912 345-67-89\u202c")]
    [InlineData("89123456789 Мария")]
    [InlineData("Мария Петровна, 8 912 345-67-89.")]
    [InlineData("тел. 8 912 345-67-89 (после уроков)")]
    [InlineData("Телефон: +7 912 345-67-89")]
    [InlineData("📞 89123456789")]
    public void A_mobile_number_is_read(string typed) => PhoneText.Parse(typed).ShouldBe("+79123456789");

    [Theory]
    [InlineData("8 (3537) 12-34-56", "+73537123456")]
    [InlineData("(3537) 12-34-56", "+73537123456")]
    [InlineData("8 495 123-45-67", "+74951234567")]
    [InlineData("8 800 555-35-35", "+78005553535")]
    [InlineData("8 8352 12-34-56", "+78352123456")]
    [InlineData("+8 (3537) 12-34-56", "+73537123456")]
    public void A_number_of_a_town_is_read(string typed, string expected) => PhoneText.Parse(typed).ShouldBe(expected);

    [Theory]
    [InlineData("+375 29 123-45-67", "+375291234567")]
    [InlineData("+7 701 123 45 67", "+77011234567")]
    [InlineData("+998901234567", "+998901234567")]
    [InlineData("+1 (415) 555-2671", "+14155552671")]
    [InlineData("+86 138 1234 5678", "+8613812345678")]
    public void A_number_of_another_country_needs_its_plus(string typed, string expected)
    {
        PhoneText.Parse(typed).ShouldBe(expected);
        if (!typed.StartsWith("+7", StringComparison.Ordinal))
            PhoneText.Parse(typed.Replace("+", "", StringComparison.Ordinal)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Мария")]
    [InlineData("+")]
    [InlineData("12-34-56")]
    [InlineData("345-67-89")]
    [InlineData("8 912 345 67 8")]
    [InlineData("7 912 345 67 8")]
    [InlineData("8 912 345 67 899")]
    [InlineData("+7 912 345 67 8")]
    [InlineData("+7 912 345 67 899")]
    [InlineData("+7 8 912 345 67 89")]
    [InlineData("+7 000 000-00-00")]
    [InlineData("80000000000")]
    [InlineData("01234567890")]
    [InlineData("1234567890")]
    [InlineData("+0123456789")]
    [InlineData("+1234567")]
    [InlineData("+1234567890123456")]
    [InlineData("8912+3456789")]
    [InlineData("++79123456789")]
    [InlineData("+7 912 345 67 89 +")]
    [InlineData("89123456789@mail.ru")]
    [InlineData("id89123456789")]
    [InlineData("https://vk.com/id9123456789")]
    [InlineData("٨٩١٢٣٤٥٦٧٨٩")]
    public void What_is_no_number_is_not_guessed(string typed) => PhoneText.Parse(typed).ShouldBeNull();

    [Theory]
    [InlineData("8 (3537) 12-34-56 доб. 101")]
    [InlineData("8 (3537) 12-34-56, 101")]
    [InlineData("8 (3537) 12-34-56 #101")]
    [InlineData("8 (3537) 12-34-56 (101)")]
    [InlineData("8 (3537) 12-34-56*101")]
    [InlineData("89123456789 после 18")]
    [InlineData("89123456789 доб. ١٠١")]
    public void An_extension_is_asked_without(string typed) => PhoneText.Parse(typed).ShouldBeNull();

    [Theory]
    [InlineData("89123456789 89123456780")]
    [InlineData("89123456789, 89123456780")]
    [InlineData("89123456789\n89123456780")]
    [InlineData("89123456789 или 12-34-56")]
    [InlineData("89123456789/80")]
    [InlineData("12-34-56 78-90-12")]
    public void Two_numbers_are_none(string typed) => PhoneText.Parse(typed).ShouldBeNull();

    [Theory]
    [InlineData("+79123456789", "+7 912 345-67-89")]
    [InlineData("+73537123456", "+7 353 712-34-56")]
    [InlineData("+375291234567", "+375 291 234 567")]
    [InlineData("+14155552671", "+1 415 555 2671")]
    [InlineData("+8613812345678", "+86 138 123 456 78")]
    [InlineData("+29012345", "+290 123 45")]
    [InlineData("89123456789", "89123456789")]
    [InlineData("+7 912", "+7 912")]
    [InlineData("+0123456789", "+0123456789")]
    [InlineData("", "")]
    public void Numbers_are_shown_in_groups(string phone, string shown) => PhoneText.Format(phone).ShouldBe(shown);

    [Fact]
    public void Every_number_is_read_back_as_the_bot_writes_it()
    {
        string[] phones = ["+79123456789", "+73537123456", "+375291234567", "+14155552671", "+8613812345678", "+29012345", "+491234567890123"];
        foreach (var phone in phones)
            PhoneText.Parse(PhoneText.Format(phone)).ShouldBe(phone);
    }
}

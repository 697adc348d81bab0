using System.Text;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Tests.Dialogs.Answers;

/// <summary>Whatever a person sends, the readers of answers answer: a thrown exception would set the message aside.</summary>
public sealed class AnyInputTests
{
    private static readonly DateOnly Today = new(2026, 9, 20);

    /// <summary>What the readers look for, so that random texts get past their first step.</summary>
    private static readonly string[] Pieces =
    [
        "0", "1", "5", "15", "31", "99", "123", "2026", "9999", "912", "3456789", "99999999999999999999999999999", ".", ",", "-", "–", "/", ":",
        "+", "−", "%", "½", "~", "(", ")", "@", "<", ">", "mailto:", "mail", "ru", "рф", "a", "а", "b@c.ru", " ", " ", " ", "\n", "\u00a0",
        "\u200b", "\u202a", "\ud83d", "\udcde", "\0", "минус", "двадцать", "двадцати", "пять", "одного", "ни", "сто", "тысяч", "миллиард",
        "полтора", "с", "половиной", "лет", "около", "в", "следующий", "вторник", "пн", "через", "недель", "месяцев", "год", "назад",
        "завтра", "октября", "мая", "числа", "г", "следующего", "года", "пятнадцатое", "третьего", "-го", "час", "часов", "минут", "утра",
        "ночи", "половина", "пол", "без", "четверти", "полдень", "ноль",
    ];

    [Fact]
    public void Random_characters_do_no_harm()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(60); length > 0; length--)
                text.Append(random.Next(4) == 0 ? (char)random.Next(char.MaxValue + 1) : (char)random.Next(' ', 'ӿ'));
            ReadEverything(text.ToString());
        }
    }

    [Fact]
    public void Random_pieces_of_answers_do_no_harm_and_what_is_read_keeps_its_bounds()
    {
        var random = new Random(2);
        for (var i = 0; i < 100_000; i++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 9); length > 0; length--)
                text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(2) == 0 ? " " : "");
            ReadEverything(text.ToString());
        }
    }

    [Fact]
    public void Huge_texts_do_no_harm()
    {
        foreach (var piece in Pieces)
        {
            var huge = string.Concat(Enumerable.Repeat(piece, 300_000 / piece.Length));
            ReadEverything(huge);
            ReadEverything("5" + huge + "@mail.ru");
        }
    }

    [Fact]
    public void A_long_text_names_no_value()
    {
        var padding = new string(' ', 1000);
        NumberText.Parse(padding + "15" + padding).ShouldBe(15);
        NumberText.Parse(new string('0', 99) + "5").ShouldBe(5);
        NumberText.Parse(new string('0', 100) + "5").ShouldBeNull();
        NumberText.Parse("15" + padding + "лет").ShouldBeNull();
        PhoneText.Parse("89123456789 " + new string('я', 100)).ShouldBeNull();
    }

    private static void ReadEverything(string text)
    {
        if (NumberText.Parse(text) is { } number)
            Math.Abs(number).ShouldBeLessThan(1_000_000_000_000m, text);
        if (DateText.Parse(text, Today) is { } date)
            date.Year.ShouldBeInRange(1900, 2200, text);
        TimeText.Parse(text);
        if (PhoneText.Parse(text) is { } phone)
            PhoneText.Parse(PhoneText.Format(phone)).ShouldBe(phone, text);
        if (EmailText.Parse(text) is { } email)
            EmailText.Parse(email).ShouldBe(email, text);
    }
}

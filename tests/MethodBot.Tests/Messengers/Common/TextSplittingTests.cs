using MethodBot.Messengers.Common;

namespace MethodBot.Tests.Messengers.Common;

public sealed class TextSplittingTests
{
    [Fact]
    public void A_text_that_fits_stays_whole() => Split("Привет, мир", 20).ShouldBe(["Привет, мир"]);

    [Fact]
    public void A_blank_text_has_no_parts() => Split(" \n ", 20).ShouldBeEmpty();

    [Fact]
    public void A_paragraph_is_the_best_border() =>
        Split("Первая строка\nвторая\n\nСледующий абзац", 26).ShouldBe(["Первая строка\nвторая", "Следующий абзац"]);

    [Fact]
    public void Then_a_line() => Split("Первая строка\nвторая строка длиннее", 24).ShouldBe(["Первая строка", "вторая строка длиннее"]);

    [Fact]
    public void Then_a_sentence() => Split("Это одно предложение. Это другое, длинное", 30).ShouldBe(["Это одно предложение.", "Это другое, длинное"]);

    [Fact]
    public void Then_a_word() => Split("слово слово слово слово", 13).ShouldBe(["слово слово", "слово слово"]);

    [Fact]
    public void A_word_without_an_end_is_cut() => Split(new string('а', 25), 10).Select(p => p.Length).ShouldBe([10, 10, 5]);

    [Fact]
    public void No_character_is_cut_in_half()
    {
        var parts = Split("аа" + string.Concat(Enumerable.Repeat("😀", 6)), 5).ToList();
        parts.ShouldAllBe(p => p.Length <= 5 && !char.IsHighSurrogate(p.Last()) && !char.IsLowSurrogate(p.First()));
        string.Concat(parts).ShouldBe("аа" + string.Concat(Enumerable.Repeat("😀", 6)));
    }

    [Fact]
    public void Nothing_is_lost_and_nothing_is_too_long()
    {
        var text = string.Join(' ', Enumerable.Range(0, 3000).Select(n => n % 50 == 0 ? $"слово{n}.\n" : $"слово{n}"));
        var parts = Split(text, 4096).ToList();
        parts.ShouldAllBe(p => p.Length <= 4096 && p.Length > 0);
        string.Join(' ', parts).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Looks_follow_their_words_into_the_parts()
    {
        var text = FlatText.Of([new TextSpan("начало "), new TextSpan("жирное слово", TextStyle.Bold), new TextSpan(" конец")], rich: true);
        var parts = TextSplitting.Split(text, 15);
        parts.Select(p => p.Text).ShouldBe(["начало жирное", "слово конец"]);
        parts[0].Ranges.ShouldBe([new StyledRange(7, 6, TextStyle.Bold, null)]);
        parts[1].Ranges.ShouldBe([new StyledRange(0, 5, TextStyle.Bold, null)]);
    }

    [Fact]
    public void Control_characters_and_carriage_returns_do_not_shift_the_looks()
    {
        var text = FlatText.Of([new TextSpan("а\r\nб\0"), new TextSpan("в", TextStyle.Italic)], rich: true);
        text.Text.ShouldBe("а\nбв");
        text.Ranges.ShouldBe([new StyledRange(3, 1, TextStyle.Italic, null)]);
    }

    [Fact]
    public void An_ellipsis_keeps_within_the_limit()
    {
        TextSplitting.Ellipsize("коротко", 10).ShouldBe("коротко");
        TextSplitting.Ellipsize("очень длинный текст", 10).ShouldBe("очень дли…");
        TextSplitting.Ellipsize("абв😀😀", 5).ShouldBe("абв…");
    }

    private static IEnumerable<string> Split(string text, int max) =>
        TextSplitting.Split(FlatText.Of([new TextSpan(text)], rich: true), max).Select(p => p.Text);
}

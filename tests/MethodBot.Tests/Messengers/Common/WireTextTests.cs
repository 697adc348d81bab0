using System.Text;
using MethodBot.Messengers.Common;

namespace MethodBot.Tests.Messengers.Common;

public sealed class WireTextTests
{
    [Theory]
    [InlineData("""{"a":"x\ud800"}""", """{"a":"x\ufffd"}""")]
    [InlineData("""{"a":"\uDFFF x"}""", """{"a":"\ufffd x"}""")]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", """{"a":"\ufffd\ud83d\ude00"}""")]
    [InlineData("""{"\ud800":"\ude00\ud83d"}""", """{"\ufffd":"\ufffd\ufffd"}""")]
    public void Half_a_character_does_not_cost_the_text(string text, string mended)
    {
        Decode(text).ShouldBe(mended);
        WireText.Parse(Decode(text)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"a":"\ud83d\ude00 \\ud800 \" \u0041 \\"}""")]
    [InlineData("""{"a":"\ud8"}""")]
    [InlineData("""{"a":"\""")]
    [InlineData("\\")]
    [InlineData("")]
    public void What_is_whole_or_no_character_at_all_stays_as_it_is(string text) => Decode(text).ShouldBe(text);

    [Theory]
    [InlineData("ж")]
    [InlineData("😀")]
    [InlineData("\\\\")]
    [InlineData("\\\"")]
    [InlineData("\\ud83d\\ude00")]
    public void A_monstrous_text_is_cut_and_what_follows_it_stays(string letter)
    {
        var text = Decode($$"""{"a":"{{string.Concat(Enumerable.Repeat(letter, 3_000_000))}}","b":[{"c":17}]}""");
        text.Length.ShouldBeLessThan(500_000);
        var json = WireText.Parse(text).ShouldNotBeNull();
        json.GetProperty("a").GetString()!.Length.ShouldBeGreaterThan(10_000);
        json.GetProperty("b")[0].GetProperty("c").GetInt32().ShouldBe(17);
    }

    [Fact]
    public void A_monstrous_text_where_everything_is_cut_anyway_hides_nothing_after_it()
    {
        var deep = new string('[', 100) + '"' + new string('x', 1_000_000) + '"' + new string(']', 100);
        WireText.Parse(Decode($$"""{"a":{{deep}},"b":17}""")).ShouldNotBeNull().GetProperty("b").GetInt32().ShouldBe(17);
    }

    private static string Decode(string text) => WireText.Decode(Encoding.UTF8.GetBytes(text));
}

using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class TelegramHtmlTests
{
    [Theory]
    [InlineData("<b>да</b>", "да", "bold 0 2")]
    [InlineData("<strong>a</strong> <em>b</em> <ins>c</ins> <del>d</del>", "a b c d", "bold 0 1, italic 2 1, underline 4 1, strikethrough 6 1")]
    [InlineData("<b>a<i>b</i></b>", "ab", "bold 0 2, italic 1 1")]
    [InlineData("<a href=\"https://example.org/?a=1&amp;b=2\">тут</a>", "тут", "text_link 0 3 https://example.org/?a=1&b=2")]
    [InlineData("<code>x &lt; y</code>", "x < y", "code 0 5")]
    [InlineData("<pre><code class=\"language-sql\">SELECT</code></pre>", "SELECT", "pre 0 6")]
    [InlineData("<span class=\"tg-spoiler\">тайна</span>", "тайна", "spoiler 0 5")]
    [InlineData("<blockquote expandable>слова</blockquote>", "слова", "expandable_blockquote 0 5")]
    [InlineData("1 &amp; 2 & 3 &nbsp; &#1103;&#x44F;", "1 & 2 & 3 &nbsp; яя", "")]
    [InlineData("<B>да</B>", "да", "bold 0 2")]
    public async Task Tags_become_entities(string html, string text, string entities)
    {
        await using var wire = await TelegramWire.StartedAsync();
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = html, parse_mode = "html" })).Status.ShouldBe(200);
        var seen = wire.Emulator.Messages(TelegramWire.Anna)[^1];
        seen.Text.ShouldBe(text);
        string.Join(", ", seen.Entities.Select(entity => $"{entity.Type} {entity.Offset} {entity.Length} {entity.Url}".Trim())).ShouldBe(entities);
    }

    [Theory]
    [InlineData("а <x>", "Unsupported start tag \"x\" at byte offset 3")]
    [InlineData("<b>да", "Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("да</b>", "Unexpected end tag at byte offset 4")]
    [InlineData("<b>да</i>", "Unmatched end tag at byte offset 7, expected \"</b>\", found \"</i>\"")]
    [InlineData("5 < 6> и 7", "Unsupported start tag \"\" at byte offset 2")]
    [InlineData("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0")]
    public async Task Wrong_markup_is_refused_with_its_place(string html, string fault)
    {
        await using var wire = await TelegramWire.StartedAsync();
        var answer = await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = html, parse_mode = "HTML" });
        answer.Status.ShouldBe(400);
        answer.Description.ShouldBe("Bad Request: can't parse entities: " + fault);
    }

    [Fact]
    public async Task Modes_that_are_not_emulated_are_refused_and_noted()
    {
        await using var wire = await TelegramWire.StartedAsync();
        (await wire.CallAsync("sendMessage", new { chat_id = TelegramWire.Anna, text = "*x*", parse_mode = "MarkdownV2" })).ShouldRefuse(400, "Bad Request: unsupported parse_mode");
        wire.Emulator.Violations.ShouldHaveSingleItem();
    }
}

using System.Text;
using MethodBot.Service.Authoring;

namespace MethodBot.Tests.Service.Authoring;

public sealed class SentFileTests
{
    [Theory]
    [InlineData("needs-2026.yaml", true)]
    [InlineData("Анкета.YML", true)]
    [InlineData("needs-2026.yaml.txt", false)]
    [InlineData("план.docx", false)]
    [InlineData(null, false)]
    public void A_name_tells_whether_a_file_is_worth_reading_as_a_dialog(string? name, bool expected) => SentFile.IsCandidate(name).ShouldBe(expected);

    [Fact]
    public void Text_is_read_as_it_is_without_the_mark_that_Notepad_puts_before_it()
    {
        const string Text = "dialog: talk\r\ntitle:\tРазговор\r\n";
        Read(Encoding.UTF8.GetBytes(Text)).ShouldBe((Text, null));
        Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]).ShouldBe((Text, null));
    }

    [Fact]
    public void What_is_no_text_is_refused_with_the_reason()
    {
        Read([0xCF, 0xF0, 0xE8]).Refusal.ShouldBe(AuthoringTexts.NotUtf8);
        Read([0x50, 0x4B, 0x03, 0x04]).Refusal.ShouldBe(AuthoringTexts.NotYaml);
        Read(new byte[SentFile.MaxBytes + 1]).Refusal.ShouldBe(AuthoringTexts.TooBig);
        Read(Enumerable.Repeat((byte)'a', SentFile.MaxBytes).ToArray()).Refusal.ShouldBeNull();
    }

    // A stream that gives less than it is asked for, as those of networks and disks may.
    private static (string? Text, string? Refusal) Read(byte[] content) => SentFile.Read(new Dribble(content));

    private sealed class Dribble(byte[] content) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1000)]);
    }
}

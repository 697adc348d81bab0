using MethodBot.Conversations.Slices;

namespace MethodBot.Tests.Conversations.Slices;

public sealed class SliceButtonTests
{
    [Fact]
    public void What_is_made_is_read_back() =>
        SliceButton.Read(SliceButton.Make("consultations", "take", "17", "Взять").Data).ShouldBe(("consultations", "take", "17"));

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("3.x")]
    [InlineData("@a")]
    [InlineData("@a.b")]
    [InlineData("@.b:c")]
    [InlineData("@a:b.c")]
    public void Anything_else_is_no_button_of_a_slice(string data) => SliceButton.Read(data).ShouldBeNull();

    [Fact]
    public void A_subject_may_hold_dots_and_colons() => SliceButton.Read("@a.b:c.d:e").ShouldBe(("a", "b", "c.d:e"));
}

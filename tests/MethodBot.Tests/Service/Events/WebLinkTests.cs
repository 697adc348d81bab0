using MethodBot.Service.Events;

namespace MethodBot.Tests.Service.Events;

public sealed class WebLinkTests
{
    [Theory]
    [InlineData("https://vk.com/video-1_2", "https://vk.com/video-1_2")]
    [InlineData(" http://школа.рф/урок ", "http://школа.рф/урок")]
    [InlineData("disk.yandex.ru/i/abc", "https://disk.yandex.ru/i/abc")]
    public void An_address_is_read_with_or_without_its_scheme(string text, string expected) => WebLink.Read(text).ShouldBe(expected);

    [Theory]
    [InlineData("урок")]
    [InlineData("ftp://vk.com/a")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://localhost/a")]
    [InlineData("https://vk.com@evil.ru/a")]
    [InlineData("https://vk.com/a b")]
    [InlineData("")]
    public void What_is_no_web_address_is_none(string text) => WebLink.Read(text).ShouldBeNull();
}

using System.Net;
using System.Net.Http.Json;
using MethodBot.BrowserTests.Harness;

namespace MethodBot.BrowserTests;

/// <summary>The sandbox answers the person at this computer only. These tests need no browser.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData("sandbox.example.org")]
    [InlineData("192.168.0.10:5080")]
    [InlineData("127.0.0.1.example.org")]
    public async Task A_foreign_host_name_is_refused(string host)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        foreach (var path in new[] { "/", "/assets/app.js", "/api/sandbox" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            using var response = await http.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await response.Content.ReadAsStringAsync()).ShouldContain("error");
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task A_loopback_host_name_is_served(string host)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = $"{host}:{sandbox.Address.Port}";
        using var response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
    }

    [Theory]
    [InlineData("Origin", "https://example.org")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_request_of_another_site_is_refused_and_does_nothing(string header, string value)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sandbox/telegram/1001/text") { Content = JsonContent.Create(new { text = "Привет" }) };
        request.Headers.Add(header, value);
        using var response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        sandbox.Telegram.Messages(Sandbox.Maria.Id).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_itself_is_served()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sandbox/telegram/1001/text") { Content = JsonContent.Create(new { text = "Привет" }) };
        request.Headers.Add("Origin", sandbox.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        sandbox.Telegram.Messages(Sandbox.Maria.Id)[0].Text.ShouldBe("Привет");
    }

    [Fact]
    public async Task A_file_that_a_browser_could_run_is_only_downloaded()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var message = sandbox.Telegram.SendFile(Sandbox.Maria.Id, "страница.html", "text/html", [.. "<script></script>"u8], asPhoto: false);
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        using var response = await http.GetAsync($"/api/sandbox/telegram/files/{message.Files[0].FileId}");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
    }

    [Fact]
    public async Task What_is_too_large_or_unknown_is_refused_in_words()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[20 * 1024 * 1024 + 1]), "file", "Урок.mp4" } };
        using var tooLarge = await http.PostAsync("/api/sandbox/telegram/1001/files", form);
        tooLarge.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await tooLarge.Content.ReadAsStringAsync()).ShouldContain("20 МБ");

        using var nobody = await http.PostAsJsonAsync("/api/sandbox/telegram/5/text", new { text = "Привет" });
        nobody.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var gone = await http.PostAsJsonAsync("/api/sandbox/telegram/1001/press", new { messageId = "1", label = "Да", data = "yes", kind = "callback" });
        gone.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var badPayload = await http.PostAsJsonAsync("/api/sandbox/telegram/1001/start", new { payload = "с пробелом" });
        badPayload.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_unchanged_file_of_the_page_is_not_sent_twice()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var http = new HttpClient { BaseAddress = sandbox.Address };
        using var first = await http.GetAsync("/assets/page.css");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/page.css");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await http.SendAsync(request);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }
}

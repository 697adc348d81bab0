using System.Net;
using System.Net.Sockets;
using System.Text;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;

namespace MethodBot.Tests.Messengers.Common;

/// <summary>What really goes over a socket, which fakes above the handler cannot show.</summary>
public sealed class HttpExchangeTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient _http = MessengerHttp.CreateClient(MessengerHttp.CreateHandler(null));

    public HttpExchangeTests() => _listener.Start();

    private Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/bot1:secret/sendDocument");

    public void Dispose()
    {
        _http.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task A_file_travels_with_its_length_and_a_Russian_name_in_plain_utf8()
    {
        using var file = new MemoryStream("content"u8.ToArray());
        using var request = new HttpRequestMessage(HttpMethod.Post, Address)
        {
            Content = RequestBodies.Multipart(
                [new("caption", "Отчёт")], [("document", new OpenAttachment(AttachmentKind.Document, "Отчёт \"за\"\r\nгод.pdf", "application/pdf", 7, file))]),
        };
        var serving = ServeAsync("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 17\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        var result = await new HttpExchange(_http).SendAsync(request, TimeSpan.FromSeconds(20), CancellationToken.None);
        var sent = await serving;

        result.ShouldBe(new ExchangeResult { Status = 429, Body = "{}", RetryAfter = TimeSpan.FromSeconds(17) });
        sent.ShouldContain("\r\nContent-Length: ");
        sent.ShouldContain("name=\"caption\"\r\n\r\nОтчёт\r\n");
        sent.ShouldContain("name=\"document\"; filename=\"Отчёт _за___год.pdf\"\r\n");
        sent.ShouldContain("\r\n\r\ncontent\r\n");
        sent.ShouldNotContain("traceparent");
        file.CanRead.ShouldBeTrue();
    }

    [Fact]
    public async Task A_connection_that_is_refused_is_known_not_to_have_taken_effect()
    {
        var address = Address;
        _listener.Stop();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("x") };
        var result = await new HttpExchange(_http).SendAsync(request, TimeSpan.FromSeconds(20), CancellationToken.None);
        result.ShouldBe(new ExchangeResult { Fault = "network: ConnectionRefused", RequestLeft = false });
    }

    [Fact]
    public async Task A_connection_that_breaks_off_after_the_request_leaves_the_outcome_open()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent("x") };
        var serving = ServeAsync("");
        var result = await new HttpExchange(_http).SendAsync(request, TimeSpan.FromSeconds(20), CancellationToken.None);
        await serving;
        result.RequestLeft.ShouldBeTrue();
        result.Fault.ShouldNotBeNull().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent("x") };
        var result = await new HttpExchange(_http).SendAsync(request, TimeSpan.FromMilliseconds(300), CancellationToken.None);
        result.Fault.ShouldBe("network: no answer in time");
    }

    [Theory]
    [InlineData("http://proxy.example:3128", "http://proxy.example:3128/", null, null)]
    [InlineData("socks5://anna:p%40ss@proxy.example:1080", "socks5://proxy.example:1080/", "anna", "p@ss")]
    public void A_proxys_name_and_password_come_out_of_its_address(string setting, string address, string? name, string? password)
    {
        var proxy = MessengerHttp.CreateProxy(new Uri(setting));
        proxy.Address.ShouldNotBeNull().ToString().ShouldBe(address);
        var credentials = proxy.Credentials as NetworkCredential;
        (credentials?.UserName, credentials?.Password).ShouldBe((name, password));
    }

    /// <summary>Takes one request, answers it, and returns what came.</summary>
    private async Task<string> ServeAsync(string answer)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var received = new MemoryStream();
        var buffer = new byte[8192];
        while (!IsComplete(received))
            received.Write(buffer, 0, await stream.ReadAsync(buffer));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return Encoding.UTF8.GetString(received.ToArray());
    }

    private static bool IsComplete(MemoryStream received)
    {
        var bytes = received.ToArray();
        var head = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        const string name = "Content-Length: ";
        var text = Encoding.UTF8.GetString(bytes, 0, head);
        var at = text.IndexOf(name, StringComparison.Ordinal) + name.Length;
        var end = text.IndexOf('\r', at);
        var length = int.Parse(end < 0 ? text[at..] : text[at..end]);
        return bytes.Length >= head + 4 + length;
    }
}

using System.Net.Http.Json;

namespace MethodBot.BrowserTests.Harness;

/// <summary>Writes for people whom nobody watches: straight to the sandbox, a word at a time, without a page.</summary>
internal sealed class Correspondence(Uri address) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = address };

    /// <summary>Presses «Start», or follows a link to the bot.</summary>
    /// <param name="person">As <c>telegram:2001</c>.</param>
    public Task StartAsync(string person, string? payload = null) => SendAsync(person, "start", new { payload });

    /// <summary>One after the other; the bot takes them in this order.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public async Task SayAsync(string person, params string[] texts)
    {
        foreach (var text in texts)
            await SendAsync(person, "text", new { text });
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(string person, string act, object content)
    {
        using var response = await _client.PostAsJsonAsync(new Uri($"api/sandbox/{person.Replace(':', '/')}/{act}", UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
    }
}

using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace MethodBot.BrowserTests.Harness;

/// <summary>One visitor's page. Closing it fails the test if the page wrote an error to the console or asked a foreign host for anything.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<string> _expected = new();

    internal Visit(IBrowserContext context, IPage page, Uri address)
    {
        _context = context;
        _address = address;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _faults.Enqueue($"console: {message.Text} {message.Location}");
        };
        page.PageError += (_, error) => _faults.Enqueue($"script: {error}");
        page.Request += (_, request) =>
        {
            var asked = new Uri(request.Url);
            if (asked.Scheme is not ("blob" or "data") && asked.Authority != address.Authority)
                _faults.Enqueue($"foreign request: {request.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>The left phone: a teacher in Telegram.</summary>
    public Phone Telegram => new(Page, "telegram");

    /// <summary>The middle phone: a teacher in VK.</summary>
    public Phone Vk => new(Page, "vk");

    /// <summary>The right phone: a methodist.</summary>
    public Phone Staff => new(Page, "staff");

    public async Task GoAsync()
    {
        await Page.GotoAsync(_address.ToString());
        await Page.Locator(".composer").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }

    /// <summary>Console errors with this text are part of the test: the program was stopped on purpose, say.</summary>
    public void Expect(string fault) => _expected.Enqueue(fault);

    /// <summary>Keeps a picture of the page in <c>artifacts/screenshots</c>, for people to look at.</summary>
    public Task ShootAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, name + ".png") });

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        // A button that the bot took away under the finger: the page says so, and what depends on the press fails by itself.
        _expected.Enqueue("409 (Conflict)");
        _faults.Where(fault => !_expected.Any(text => fault.Contains(text, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    private static string Screenshots
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MethodBot.sln")))
                folder = folder.Parent;
            return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "artifacts", "screenshots");
        }
    }
}

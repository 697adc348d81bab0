using Microsoft.Playwright;

namespace MethodBot.BrowserTests.Harness;

/// <summary>
/// One headless Chromium for all tests, the machine's own: its path is in the environment variable CHROMIUM, or it is Debian's.
/// Nothing is ever downloaded.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";
        if (!File.Exists(path))
            throw new FileNotFoundException($"Chromium is not at {path}. Install the package chromium, or name its path in the environment variable CHROMIUM.");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Headless = true,
            Args =
            [
                // A test machine often runs as root, where Chromium's own sandbox cannot; the pages are ours.
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Opens the sandbox page as a new visitor and waits until the chats are there.</summary>
    public async Task<Visit> OpenAsync(Uri address, VisitOptions? options = null)
    {
        options ??= new VisitOptions();
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = options.Width, Height = options.Height },
            ColorScheme = options.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "ru-RU",
            AcceptDownloads = true,
        });
        var visit = new Visit(context, await context.NewPageAsync(), address);
        await visit.GoAsync();
        return visit;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>How a visitor looks at the page.</summary>
public sealed record VisitOptions
{
    public int Width { get; init; } = 1440;

    public int Height { get; init; } = 900;

    public bool Dark { get; init; }
}

/// <summary>Tests of this collection share the browser.</summary>
[CollectionDefinition(Name)]
public sealed class InBrowser : ICollectionFixture<Browser>
{
    public const string Name = "In a browser";
}

using MethodBot.BrowserTests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MethodBot.BrowserTests.Guide;

/// <summary>Takes pictures of a phone for the guide: as high as what is to be read, so that nothing is cut.</summary>
internal sealed class Camera(Visit visit, VisitOptions usual)
{
    private const int Margin = 60;

    /// <param name="name">Of the file, without its ending.</param>
    /// <param name="text">What the phone shows when it is time.</param>
    /// <param name="since">Of the first message that belongs to the picture; the last one alone when null.</param>
    public async Task ShootAsync(Phone phone, string name, string text, string? since = null)
    {
        if (since is not null)
            await phone.SeesAsync(since);
        await phone.SeesAsync(text);
        await visit.Page.Mouse.MoveAsync(0, 0);
        var wall = phone.Root.Locator(".conversation");
        // A press's notice would lie over the words.
        await Expect(phone.Toast).ToBeHiddenAsync();
        // A plain wall: the words are what the picture is for.
        await wall.EvaluateAsync("wall => wall.style.background = '#b9d4a5'");
        var last = await phone.Messages.Last.BoundingBoxAsync();
        var first = since is null ? last : await phone.Message(since).BoundingBoxAsync();
        var seen = await wall.BoundingBoxAsync();
        var needed = last!.Y + last.Height - first!.Y + Margin;
        await visit.Page.SetViewportSizeAsync(usual.Width, Math.Max(usual.Height, (int)(usual.Height - seen!.Height + needed)));
        await phone.Root.Locator(".log").EvaluateAsync("log => log.scrollTop = log.scrollHeight");
        await Expect(phone.Root.Locator(".down")).ToBeHiddenAsync();
        var picture = await phone.Root.Locator(".screen").ScreenshotAsync(new LocatorScreenshotOptions
        {
            Animations = ScreenshotAnimations.Disabled,
            Caret = ScreenshotCaret.Hide,
        });
        await File.WriteAllBytesAsync(Path.Combine(PicturesFactAttribute.Folder!, name + ".png"), PalettePng.Shrink(picture));
        await visit.Page.SetViewportSizeAsync(usual.Width, usual.Height);
    }
}

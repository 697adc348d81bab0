using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MethodBot.BrowserTests.Harness;

/// <summary>A phone of the page, used as a person uses it. Every expectation waits until it comes true or the time is up.</summary>
public sealed class Phone(IPage page, string name)
{
    public ILocator Root => page.Locator($".phone[data-name='{name}']");

    /// <summary>The messages of the chat, oldest first.</summary>
    public ILocator Messages => Root.Locator(".message");

    /// <summary>The field where the person writes.</summary>
    public ILocator Field => Root.GetByRole(AriaRole.Textbox, new LocatorGetByRoleOptions { Name = "Сообщение боту" });

    /// <summary>The notice that a press brought, or a fault.</summary>
    public ILocator Toast => Root.Locator(".toast");

    /// <summary>The last message that contains the text.</summary>
    public ILocator Message(string text) => Messages.Filter(new LocatorFilterOptions { HasText = text }).Last;

    /// <summary>The last button under a message with exactly this label.</summary>
    public ILocator Choice(string label) =>
        Root.Locator(".buttons").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = label, Exact = true }).Last;

    /// <summary>A word of the keyboard under the field.</summary>
    public ILocator StandingKey(string word) =>
        Root.Locator(".standing").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = word, Exact = true });

    public ILocator Button(string label) => Root.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = label, Exact = true });

    public ILocator MenuItem(string label) => Root.GetByRole(AriaRole.Menuitem, new LocatorGetByRoleOptions { Name = label });

    /// <summary>Presses «Старт» or «Начать».</summary>
    public Task StartAsync() => Root.Locator(".big").ClickAsync();

    public async Task SayAsync(string text)
    {
        await Field.FillAsync(text);
        await Field.PressAsync("Enter");
    }

    public Task PressAsync(string label) => Choice(label).ClickAsync();

    /// <summary>
    /// Presses the number of a line. Where a list is longer than a messenger has rows for, its lines stand in the message, numbered, and the
    /// buttons are numbers.
    /// </summary>
    public async Task PressNumberOfAsync(string line)
    {
        var message = Messages.Filter(new LocatorFilterOptions { HasTextRegex = new Regex($@"\d+\. {Regex.Escape(line)}") }).Last;
        var number = Regex.Match(await message.InnerTextAsync(), $@"(\d+)\. {Regex.Escape(line)}").Groups[1].Value;
        await PressAsync(number);
    }

    public Task SeesAsync(string text) => Expect(Message(text)).ToBeVisibleAsync();

    /// <summary>Gives the phone to somebody else.</summary>
    public async Task GiveToAsync(string fullName)
    {
        await Root.Locator(".chooser").ClickAsync();
        await Root.GetByRole(AriaRole.Menuitemradio, new LocatorGetByRoleOptions { Name = fullName }).ClickAsync();
        await Expect(Root.Locator(".chooser")).ToContainTextAsync(fullName);
    }

    /// <summary>Opens the chat's menu and chooses an item.</summary>
    public async Task FromChatMenuAsync(string item)
    {
        await Root.Locator("header .tool").ClickAsync();
        await MenuItem(item).ClickAsync();
    }

    /// <summary>Opens a message's menu with the right mouse button and chooses an item.</summary>
    public async Task FromMessageMenuAsync(string text, string item)
    {
        await Message(text).Locator(".bubble").ClickAsync(new LocatorClickOptions { Button = MouseButton.Right });
        await MenuItem(item).ClickAsync();
    }

    /// <summary>Chooses files as from the phone's gallery and sends them.</summary>
    public async Task SendFilesAsync(string? caption, params FilePayload[] files)
    {
        await Root.Locator("input[type=file]").SetInputFilesAsync(files);
        var dialog = page.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = "Отправка файлов" });
        if (caption is not null)
            await dialog.GetByRole(AriaRole.Textbox, new LocatorGetByRoleOptions { Name = "Подпись" }).FillAsync(caption);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Отправить", Exact = true }).ClickAsync();
    }
}

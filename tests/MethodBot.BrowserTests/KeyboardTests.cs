using MethodBot.BrowserTests.Bots;
using MethodBot.BrowserTests.Harness;
using static Microsoft.Playwright.Assertions;

namespace MethodBot.BrowserTests;

/// <summary>Everything without a mouse.</summary>
[Collection(InBrowser.Name)]
public sealed class KeyboardTests(Browser browser)
{
    [Fact]
    public async Task A_conversation_is_held_by_keyboard_alone()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        var keys = visit.Page.Keyboard;

        await TabToAsync(visit, "СТАРТ");
        await keys.PressAsync("Enter");
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);
        await Expect(visit.Telegram.Field).ToBeFocusedAsync();

        await keys.TypeAsync("Здравствуйте");
        await keys.PressAsync("Shift+Enter");
        await keys.TypeAsync("коллеги");
        await keys.PressAsync("Enter");
        await visit.Telegram.SeesAsync("Вы написали: Здравствуйте\nколлеги");
        await Expect(visit.Telegram.Field).ToBeFocusedAsync();
        await Expect(visit.Telegram.Field).ToHaveValueAsync("");

        await TabToAsync(visit, "до трёх", backwards: true);
        await keys.PressAsync("Space");
        await Expect(visit.Telegram.Toast).ToHaveTextAsync(TelegramScriptedBot.Notice);
        await Expect(visit.Telegram.Choice("до трёх")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_focus_stays_on_the_button_that_an_edit_redraws()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.Choice("3–10").FocusAsync();

        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Telegram.Choice("✅ 3–10")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Telegram.Choice("3–10")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_focus_goes_to_the_first_button_when_its_own_is_gone()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.Choice("Другой вопрос").FocusAsync();

        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Telegram.Choice("Начальная школа")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_message_is_answered_from_its_menu_by_keyboard()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        var keys = visit.Page.Keyboard;
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);
        await visit.Telegram.Field.FocusAsync();

        await keys.PressAsync("ArrowUp");
        await Expect(visit.Telegram.Messages.Last).ToBeFocusedAsync();
        await keys.PressAsync("ArrowUp");
        await Expect(visit.Telegram.Message("Здравствуйте!")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(visit.Telegram.MenuItem("Ответить")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(visit.Telegram.Message("Здравствуйте!")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await Expect(visit.Telegram.Field).ToBeFocusedAsync();
        await Expect(visit.Telegram.Root.Locator(".preview")).ToContainTextAsync("Здравствуйте!");

        await keys.PressAsync("Escape");
        await Expect(visit.Telegram.Root.Locator(".preview")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_phone_is_handed_over_by_keyboard()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        var chooser = visit.Telegram.Root.Locator(".chooser");
        await chooser.FocusAsync();

        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(chooser).ToContainTextAsync("Сергей Волков");
        await Expect(chooser).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Every_control_has_a_name()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);

        var nameless = await visit.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('button, a, input, textarea, summary')]
              .filter(control => control.offsetParent !== null)
              .filter(control => !(control.getAttribute('aria-label') ?? control.labels?.[0]?.textContent ?? control.textContent).trim())
              .map(control => control.outerHTML)
            """);

        nameless.ShouldBeEmpty();
    }

    private static async Task TabToAsync(Visit visit, string text, bool backwards = false)
    {
        for (var step = 0; step < 40; step++)
        {
            await visit.Page.Keyboard.PressAsync(backwards ? "Shift+Tab" : "Tab");
            var focused = await visit.Page.EvaluateAsync<string>("() => document.activeElement.innerText ?? ''");
            if (focused.Trim().Equals(text, StringComparison.OrdinalIgnoreCase))
                return;
        }

        throw new InvalidOperationException($"Forty Tabs do not lead to «{text}».");
    }
}

using MethodBot.BrowserTests.Bots;
using MethodBot.BrowserTests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MethodBot.BrowserTests;

[Collection(InBrowser.Name)]
public sealed class LayoutTests(Browser browser)
{
    [Theory]
    [InlineData(390, 844)]
    [InlineData(360, 640)]
    public async Task A_narrow_screen_shows_one_phone_at_a_time(int width, int height)
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address, new VisitOptions { Width = width, Height = height });
        await Expect(visit.Telegram.Root).ToBeVisibleAsync();
        await Expect(visit.Vk.Root).ToBeHiddenAsync();

        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);
        await visit.ShootAsync($"narrow-{width}-telegram");
        await visit.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Button, new() { Name = "Педагог во ВКонтакте" }).ClickAsync();
        await Expect(visit.Vk.Root).ToBeVisibleAsync();
        await Expect(visit.Telegram.Root).ToBeHiddenAsync();
        await visit.Vk.StartAsync();
        await visit.Vk.SeesAsync(VkScriptedBot.Question);
        await Expect(visit.Vk.Field).ToBeInViewportAsync(new() { Ratio = 1 });
        await visit.ShootAsync($"narrow-{width}-vk");

        (await WidestAsync(visit)).ShouldBeLessThanOrEqualTo(width);
    }

    [Theory]
    [InlineData(1440, 900, false)]
    [InlineData(1440, 900, true)]
    [InlineData(1024, 768, false)]
    [InlineData(1024, 768, true)]
    public async Task A_wide_screen_shows_three_phones_that_fill_it(int width, int height, bool dark)
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address, new VisitOptions { Width = width, Height = height, Dark = dark });
        foreach (var phone in new[] { visit.Telegram, visit.Vk, visit.Staff })
        {
            await phone.StartAsync();
            await Expect(phone.Root.Locator(".buttons .choice").First).ToBeInViewportAsync(new() { Ratio = 1 });
            var box = (await phone.Root.BoundingBoxAsync())!;
            (box.Y + box.Height).ShouldBeInRange(height - 40, height);
        }

        await visit.ShootAsync($"wide-{width}{(dark ? "-dark" : "")}");
        (await WidestAsync(visit)).ShouldBeLessThanOrEqualTo(width);
    }

    [Fact]
    public async Task Advice_gives_way_to_the_phones_when_a_teacher_speaks_and_comes_back_when_asked_for()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address);
        var advice = visit.Page.GetByRole(AriaRole.Listitem).First;
        await Expect(advice).ToBeVisibleAsync();

        await visit.Telegram.StartAsync();
        await Expect(advice).ToBeHiddenAsync();

        await visit.Page.GetByText("Что попробовать").ClickAsync();
        await Expect(advice).ToBeVisibleAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);
        await visit.Page.ReloadAsync();
        await Expect(advice).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ink_and_ground_differ_enough_to_be_read(bool dark)
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var visit = await browser.OpenAsync(sandbox.Address, new VisitOptions { Dark = dark });
        await visit.Telegram.StartAsync();
        await visit.Telegram.SeesAsync(TelegramScriptedBot.Question);
        await visit.Vk.StartAsync();
        await visit.Vk.SeesAsync(VkScriptedBot.Question);

        // The lowest contrast that AA allows for text of this size.
        var faint = await visit.Page.EvaluateAsync<string[]>(
            """
            () => {
              const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const rgba = colour => { context.clearRect(0, 0, 1, 1); context.fillStyle = colour; context.fillRect(0, 0, 1, 1); const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
              const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
              const over = (top, bottom) => [0, 1, 2].map(i => top[i] * top[3] + bottom[i] * (1 - top[3]));
              // Colours under the element, one for each stop where a gradient lies there.
              const grounds = element => {
                const layers = [];
                for (let at = element; at; at = at.parentElement) {
                  const style = getComputedStyle(at);
                  const colour = rgba(style.backgroundColor);
                  if (colour[3] > 0) layers.push(colour);
                  if (colour[3] === 1) return [layers.reverse().reduce((bottom, top) => over(top, bottom))];
                  const stops = style.backgroundImage.match(/rgba?\([^)]*\)/g);
                  if (stops) return stops.map(stop => layers.toReversed().reduce((bottom, top) => over(top, bottom), rgba(stop)));
                }
                return [[255, 255, 255]];
              };
              const texts = [...document.querySelectorAll('body *')].filter(element => element.offsetParent !== null && !element.closest('.spoken, .emoji')
                && [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim()));
              return texts.flatMap(element => {
                const ink = rgba(getComputedStyle(element).color);
                const worst = Math.min(...grounds(element).map(ground => { const [a, b] = [light(over(ink, ground)), light(ground)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); }));
                return worst < 4.5 ? [`${worst.toFixed(2)} ${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`] : [];
              });
            }
            """);

        faint.ShouldBeEmpty();
    }

    private static Task<int> WidestAsync(Visit visit) =>
        visit.Page.EvaluateAsync<int>("() => Math.ceil(Math.max(...[...document.querySelectorAll('body *')].filter(e => e.offsetParent !== null && !e.closest('.spoken')).map(e => e.getBoundingClientRect().right)))");
}

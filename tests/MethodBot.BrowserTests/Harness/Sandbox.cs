using MethodBot.BrowserTests.Bots;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.Emulators.Vk;
using MethodBot.Host.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace MethodBot.BrowserTests.Harness;

/// <summary>The page on real emulators, with a scripted bot behind each.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    public static readonly SandboxPerson Maria = new("telegram", 1001, "Мария", "Кузнецова", "учитель начальных классов, школа № 5", SandboxRoles.Teacher);
    public static readonly SandboxPerson Sergey = new("telegram", 1002, "Сергей", "Волков", "учитель физики, лицей", SandboxRoles.Teacher);
    public static readonly SandboxPerson Elena = new("vk", 7001, "Елена", "Никифорова", "воспитатель, детский сад «Ромашка»", SandboxRoles.Teacher);
    public static readonly SandboxPerson Olga = new("telegram", 1101, "Ольга", "Громова", "методист, начальная школа", SandboxRoles.Methodist);
    public static readonly SandboxPerson Irina = new("vk", 7101, "Ирина", "Лаптева", "методист, дошкольное образование", SandboxRoles.Methodist);

    private WebApplication? _app;
    private SandboxPhones? _phones;

    private Sandbox(TelegramEmulator telegram, VkEmulator vk)
    {
        Telegram = telegram;
        Vk = vk;
        TelegramBot = new TelegramScriptedBot(telegram);
        VkBot = new VkScriptedBot(vk);
    }

    public TelegramEmulator Telegram { get; }

    public VkEmulator Vk { get; }

    public TelegramScriptedBot TelegramBot { get; }

    public VkScriptedBot VkBot { get; }

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public static async Task<Sandbox> StartAsync()
    {
        var sandbox = new Sandbox(
            await TelegramEmulator.StartAsync(new EmulatorOptions { RequestsPerSecond = 0 }),
            await VkEmulator.StartAsync(new EmulatorOptions { RequestsPerSecond = 0 }));
        await sandbox.StartProgramAsync();
        await sandbox.VkBot.ReadyAsync();
        return sandbox;
    }

    /// <summary>Serves the page, after a stop at the same address.</summary>
    public async Task StartProgramAsync()
    {
        _phones = new SandboxPhones([Telegram, Vk], new SandboxOptions { BotName = "Методическая служба", People = [Maria, Sergey, Elena, Olga, Irina] });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(Address.ToString());
        _app = builder.Build();
        _app.MapSandboxPages(_phones);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
    }

    public async Task StopProgramAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _app = null;
        _phones?.Dispose();
        _phones = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopProgramAsync();
        await TelegramBot.DisposeAsync();
        await VkBot.DisposeAsync();
        await Telegram.DisposeAsync();
        await Vk.DisposeAsync();
    }
}

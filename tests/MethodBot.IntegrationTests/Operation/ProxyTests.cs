using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>Messengers that are reached through a proxy only: nobody else knows their name.</summary>
public sealed class ProxyTests(ITestOutputHelper log)
{
    private const string Name = "метод@центр";
    private const string Password = "s:e/c@r е т";
    private const string Host = "messenger.invalid";

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_bot_behind_a_proxy_with_a_password_talks_in_both_messengers(string scheme)
    {
        await using var proxy = scheme == "http" ? LoopbackProxy.Http(Name, Password) : LoopbackProxy.Socks(Name, Password);
        var address = proxy.Address(Name, Password);
        var options = new TownOptions { MessengerHost = Host, Settings = [$"--Telegram:Proxy={address}", $"--Vk:Proxy={address}"] };
        await Town.PlayAsync(log, options, async town =>
        {
            await town.WithMenuAsync(town.InTelegram(2001));
            await town.WithMenuAsync(town.InVk(7002));
            town.BotOutput.ShouldNotContain(Uri.EscapeDataString(Password));
            town.BotOutput.ShouldNotContain(Password);
        });
        proxy.Passed.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_running_bot_whose_proxy_refuses_the_password_says_so_and_goes_round_no_proxy(string scheme)
    {
        await using var proxy = scheme == "http" ? LoopbackProxy.Http(Name, Password) : LoopbackProxy.Socks(Name, Password);
        var folder = Directory.CreateTempSubdirectory("methodbot-proxy-").FullName;
        try
        {
            await using var emulator = await TelegramEmulator.StartAsync(new EmulatorOptions());
            await using var bot = BotProcess.Start(
                folder,
                [
                    "run", $"--Storage:Path={Path.Combine(folder, "methodbot.db")}", $"--Dialogs:Path={Repository.CopyDialogs(folder)}", "--Web:Url=http://127.0.0.1:0",
                    $"--Telegram:Token={emulator.Token}", $"--Telegram:ApiUrl={emulator.ApiUrl}", $"--Telegram:Proxy={proxy.Address(Name, "wrong-secret")}",
                ]);
            await Waiting.UntilAsync(() => bot.Output.Contains("the proxy does not let the bot through", StringComparison.Ordinal), "word of the proxy", () => bot.Output);
            (await bot.StopAsync()).Code.ShouldBe(0);
            bot.Output.ShouldContain("methodbot doctor");
            bot.Output.ShouldNotContain("wrong-secret");
            emulator.RequestCounts.ShouldBeEmpty();
            proxy.Refused.ShouldBeGreaterThan(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

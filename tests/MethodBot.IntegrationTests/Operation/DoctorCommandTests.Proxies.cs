using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.Emulators.Vk;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>A proxy between the bot and a messenger: which of the two is at fault.</summary>
public sealed partial class DoctorCommandTests
{
    private const string ProxyName = "methodists";
    private const string ProxyPassword = "proxy-secret";

    [Fact]
    public async Task A_proxy_that_nobody_runs_is_told()
    {
        await using var telegram = await TelegramEmulator.StartAsync(new EmulatorOptions());
        var port = FreePort();
        (await ExamineAsync([.. OfTelegram(telegram, telegram.ApiUrl), ("Telegram:Proxy", $"http://{ProxyName}:{ProxyPassword}@127.0.0.1:{port}")]))
            .ShouldBeAMessageFor($"the proxy 127.0.0.1:{port} does not answer", "Telegram:Proxy");
        telegram.RequestCounts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http", "", "wants a name and a password")]
    [InlineData("socks5", "", "wants a name and a password")]
    [InlineData("http", "wrong", "refuses the name and the password that are set")]
    [InlineData("socks5", "wrong", "refuses the name and the password that are set")]
    public async Task A_proxy_that_asks_for_another_password_is_told_apart(string scheme, string given, string told)
    {
        await using var telegram = await TelegramEmulator.StartAsync(new EmulatorOptions());
        await using var vk = await VkEmulator.StartAsync(new EmulatorOptions());
        await using var proxy = scheme == "http" ? LoopbackProxy.Http(ProxyName, ProxyPassword) : LoopbackProxy.Socks(ProxyName, ProxyPassword);
        var address = proxy.Address(given.Length == 0 ? "" : ProxyName, given + "-secret");
        var exit = await ExamineAsync([.. OfTelegram(telegram, telegram.ApiUrl), ("Telegram:Proxy", address), .. OfVk(vk, vk.ApiUrl), ("Vk:Proxy", address)]);
        exit.ShouldBeAMessageFor($"the proxy {proxy.Authority} {told}", "Telegram:Proxy", "Vk:Proxy", "%40");
        exit.Output.ShouldNotContain(given + "-secret");
        telegram.RequestCounts.ShouldBeEmpty();
        vk.RequestCounts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_proxy_that_does_not_reach_the_messenger_is_told_apart(string scheme)
    {
        await using var telegram = await TelegramEmulator.StartAsync(new EmulatorOptions());
        await using var proxy = scheme == "http" ? LoopbackProxy.Http(ProxyName, ProxyPassword) : LoopbackProxy.Socks(ProxyName, ProxyPassword);
        proxy.IsStuck = true;
        (await ExamineAsync([.. OfTelegram(telegram, telegram.ApiUrl), ("Telegram:Proxy", proxy.Address(ProxyName, ProxyPassword))]))
            .ShouldBeAMessageFor($"the proxy {proxy.Authority} answers, but does not reach {telegram.ApiUrl.Authority}");
    }

    [Fact]
    public async Task A_tunnel_that_is_refused_for_its_password_is_told_for_a_secure_address_too()
    {
        await using var proxy = LoopbackProxy.Http(ProxyName, ProxyPassword);
        (await ExamineAsync(("Telegram:Token", TelegramToken), ("Telegram:Proxy", proxy.Address(ProxyName, "wrong-secret"))))
            .ShouldBeAMessageFor("refuses the name and the password");
    }
}

using System.Globalization;
using System.Text;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>Tokens and passwords of proxies stay in the settings, whatever goes wrong.</summary>
public sealed class SecretsTests(ITestOutputHelper log)
{
    private const string ProxyPassword = "Pr0xy-Passw0rd";
    private const string WebhookSecret = "W3bhook_Secret";

    // Everything is told, and nothing is reached: requests, addresses and exceptions go to the log as far as anybody writes them.
    private static readonly string[] Talkative = ["--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:System.Net.Http=Trace", "--Logging:LogLevel:Microsoft=Trace"];

    [Fact]
    public Task Nothing_that_a_working_bot_writes_exports_or_answers_holds_a_secret() => Town.PlayAsync(
        log,
        new TownOptions { WithWebhooks = true, Settings = [.. Talkative, $"--Telegram:WebhookSecret={WebhookSecret}", $"--Vk:Secret={WebhookSecret}"], Admins = ["telegram:3003"] },
        async town =>
        {
            var teacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
            teacher.Type("помощь");
            await teacher.HearsAsync("Отвечать можно кнопками или словами");
            string[] secrets = [town.TelegramServer!.Token, town.VkServer!.Token, WebhookSecret];
            await SettingsFile.WriteAsync(town.Folder, town.Settings());
            foreach (var format in new[] { "csv", "xlsx", "json" })
            {
                foreach (var what in new[] { "people", "organizations", "registrations", "consultations" })
                {
                    var file = Path.Combine(town.Folder, $"{what}.{format}");
                    (await town.RunAsync("export", what, "--out", file)).Code.ShouldBe(0);
                    ShouldHoldNone(await File.ReadAllBytesAsync(file), secrets, file);
                }
            }

            var doctor = await town.RunAsync("doctor");
            ShouldHoldNone(Encoding.UTF8.GetBytes(doctor.Output), secrets, "doctor");
            using var http = new HttpClient();
            foreach (var page in new[] { "", "health/live", "webhooks/telegram", "webhooks/vk/201", "appsettings.json" })
            {
                using var answer = await http.GetAsync(new Uri(town.WebUrl, page));
                ShouldHoldNone(await answer.Content.ReadAsByteArrayAsync(), secrets, page);
            }

            ShouldHoldNone(Encoding.UTF8.GetBytes(town.BotOutput), secrets, "the log");
            ShouldHoldNone(ReadBesideBot(town.StorePath), secrets, "the store");
        });

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_proxy_that_is_not_there_leaves_no_password_in_the_log_and_none_in_doctor(string scheme)
    {
        var folder = Directory.CreateTempSubdirectory("methodbot-secrets-").FullName;
        try
        {
            var proxy = string.Create(CultureInfo.InvariantCulture, $"{scheme}://operator:{ProxyPassword}@127.0.0.1:{FreePort.Take()}");
            string[] settings =
            [
                $"--Storage:Path={Path.Combine(folder, "m.db")}", $"--Dialogs:Path={Path.Combine(Repository.Root, "dialogs")}", "--Web:Url=http://127.0.0.1:0",
                "--Telegram:Token=7000000001:AAH-not-a-real-token-1234567", $"--Telegram:Proxy={proxy}", "--Telegram:ApiUrl=http://127.0.0.1:9",
                "--Vk:Token=vk1.a.not-a-real-token", "--Vk:GroupId=201", $"--Vk:Proxy={proxy}", "--Vk:ApiUrl=http://127.0.0.1:9/method", .. Talkative,
            ];
            await using var bot = BotProcess.Start(folder, ["run", .. settings]);
            await Waiting.UntilAsync(() => bot.Output.Contains("no updates", StringComparison.Ordinal), "the first failures", () => bot.Output);
            await bot.StopAsync();
            var mistaken = await BotProcess.RunAsync(folder, ["doctor", .. settings]);
            mistaken.ShouldBeAMessageFor("appsettings.json");
            await SettingsFile.WriteAsync(folder, settings);
            var doctor = await BotProcess.RunAsync(folder, ["doctor"]);
            doctor.Output.ShouldContain("proxy");
            foreach (var text in new[] { bot.Output, mistaken.Output, doctor.Output })
                ShouldHoldNone(Encoding.UTF8.GetBytes(text), [ProxyPassword, "AAH-not-a-real-token", "vk1.a.not-a-real-token"], text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void ShouldHoldNone(byte[] content, IEnumerable<string> secrets, string where)
    {
        foreach (var secret in secrets)
            content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)).ShouldBe(-1, where);
    }

    private static byte[] ReadBesideBot(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}

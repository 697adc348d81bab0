using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>The program's own web server with a certificate, without a reverse proxy before it.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-web-").FullName;

    private string Chain => Path.Combine(_folder, "fullchain.pem");

    private string Key => Path.Combine(_folder, "privkey.pem");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [SuppressMessage("Security", "MA0039", Justification = "The test looks which certificate is served; it is its own, of this machine.")]
    public async Task A_renewed_certificate_is_served_without_a_restart()
    {
        var first = Write();
        var address = new Uri($"https://127.0.0.1:{FreePort.Take()}/health/live");
        await using var bot = BotProcess.Start(_folder, ["run", .. Settings(address)]);
        var served = "";
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            {
                served = certificate!.Thumbprint;
                return true;
            },
        };
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.ConnectionClose = true;
        await Waiting.UntilAsync(() => bot.Output.Contains("MethodBot is running", StringComparison.Ordinal), "the start", () => bot.Output);
        (await http.GetStringAsync(address)).ShouldBe("ok");
        served.ShouldBe(first);

        var second = Write();
        (await http.GetStringAsync(address)).ShouldBe("ok");
        served.ShouldBe(second);
        (await bot.StopAsync()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Https_without_a_certificate_or_with_one_that_cannot_be_read_is_told()
    {
        var address = new Uri($"https://127.0.0.1:{FreePort.Take()}");
        var absent = await BotProcess.RunAsync(_folder, ["run", .. Settings(address)]);
        absent.ShouldBeAMessageFor("Web:Certificate", "cannot be read");
        var none = await BotProcess.RunAsync(_folder, ["run", .. Settings(address).Where(setting => !setting.Contains("Certificate", StringComparison.Ordinal))]);
        none.ShouldBeAMessageFor("needs Web:Certificate");
    }

    private string[] Settings(Uri address) =>
    [
        $"--Storage:Path={Path.Combine(_folder, "m.db")}", $"--Dialogs:Path={Path.Combine(Repository.Root, "dialogs")}", "--Storage:BackupsKept=0",
        "--Telegram:Token=7000000001:AAH-not-a-real-token-1234567", "--Telegram:ApiUrl=http://127.0.0.1:9",
        $"--Web:Url={address.GetLeftPart(UriPartial.Authority)}", $"--Web:Certificate={Chain}", $"--Web:CertificateKey={Key}",
    ];

    private string Write()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Key, rsa.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Chain, certificate.ExportCertificatePem());
        return certificate.Thumbprint;
    }
}

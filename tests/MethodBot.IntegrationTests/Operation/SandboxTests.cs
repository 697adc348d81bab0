using System.Net.Http.Json;
using System.Text.Json;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>Without a token the program plays with itself, and the page is how a person sees it.</summary>
public sealed class SandboxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("methodbot-sandbox-").FullName;
    private readonly HttpClient _http = new();

    public SandboxTests() => Repository.CopyDialogs(_folder);

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_prints_its_address_serves_the_page_and_goes_on_after_a_kill()
    {
        JsonElement before;
        await using (var bot = Start())
        {
            var page = await AddressAsync(bot);
            (await _http.GetStringAsync(page)).ShouldContain("<html");
            var chat = await UntilAsync(bot, page, "telegram", 2001, null, async () => await PostAsync(page, "telegram/2001/start", new { }));
            await PressAsync(page, chat, "Пройти анкету");
            chat = await UntilAsync(bot, page, "telegram", 2001, "Сколько лет");
            await PressAsync(page, chat, "До трёх лет");
            before = await UntilAsync(bot, page, "telegram", 2001, "Есть ли у Вас наставник?");
            await bot.KillAsync();
        }

        await using (var bot = Start())
        {
            var page = await AddressAsync(bot);
            var chat = await UntilAsync(bot, page, "telegram", 2001, "Есть ли у Вас наставник?");
            Texts(chat).ShouldBe(Texts(before));
            await PressAsync(page, chat, "Да");
            await UntilAsync(bot, page, "telegram", 2001, "В чём Вам нужна помощь");
            (await bot.StopAsync()).Code.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Its_methodist_publishes_dialogs_and_the_folder_of_dialogs_stays_as_it_is()
    {
        const string Poll = "dialog: poll\ntitle: Проба\nlink: poll\nsteps:\n  - say: Это проба.\n";
        var dialogs = Path.Combine(_folder, "dialogs");
        var before = Directory.GetFiles(dialogs, "*", SearchOption.AllDirectories);
        await using var bot = Start();
        var page = await AddressAsync(bot);
        await UntilAsync(bot, page, "telegram", 3001, null);
        using (var form = new MultipartFormDataContent { { new StringContent(Poll), "file", "poll.yaml" } })
            (await _http.PostAsync(new Uri(page, "/api/sandbox/telegram/3001/files"), form)).IsSuccessStatusCode.ShouldBeTrue();
        var chat = await UntilAsync(bot, page, "telegram", 3001, "новый диалог");
        await PressAsync(page, chat, "Опубликовать");
        await UntilAsync(bot, page, "telegram", 3001, "Опубликовано: Проба.");

        Directory.GetFiles(dialogs, "*", SearchOption.AllDirectories).ShouldBe(before, ignoreOrder: true);
        Directory.GetFiles(Path.Combine(_folder, "data", "sandbox", "published"), "poll.yaml", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await bot.StopAsync();

        // What was published there serves after a restart too.
        await using var again = Start();
        page = await AddressAsync(again);
        await PostAsync(page, "telegram/2001/start", new { payload = "poll" });
        await UntilAsync(again, page, "telegram", 2001, null);
        (await _http.GetStringAsync(new Uri(page, "/api/sandbox"))).ShouldContain("Это проба.");
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://192.0.2.1:5080")]
    [InlineData("http://*:5080")]
    public async Task It_refuses_an_address_that_others_could_reach(string url) =>
        (await BotProcess.RunAsync(_folder, Arguments(url))).ShouldBeAMessageFor($"Web:Url \"{url}\"", "http://127.0.0.1:5080");

    private static string[] Arguments(string url) => ["run", "--Storage:Path=data/methodbot.db", "--Dialogs:Path=dialogs", $"--Web:Url={url}"];

    private static IEnumerable<string> Texts(JsonElement chat) =>
        chat.GetProperty("messages").EnumerateArray().Select(message => $"{message.GetProperty("id").GetString()}: {message.GetProperty("text").GetString()}");

    private BotProcess Start() => BotProcess.Start(_folder, Arguments("http://127.0.0.1:0"));

    private static async Task<Uri> AddressAsync(BotProcess bot)
    {
        const string Before = "The sandbox is open at ";
        var line = await Waiting.UntilAsync(
            () => bot.HasExited
                ? throw new InvalidOperationException(bot.Output)
                : bot.Output.Split('\n').FirstOrDefault(text => text.StartsWith(Before, StringComparison.Ordinal)),
            "the sandbox's address",
            () => bot.Output);
        return new Uri(line[Before.Length..].Split(' ')[0]);
    }

    /// <summary>Waits until the last message of a chat is the bot's and contains the text (null: the menu).</summary>
    private async Task<JsonElement> UntilAsync(BotProcess bot, Uri page, string messenger, long id, string? text, Func<Task>? first = null)
    {
        if (first is not null)
            await first();
        JsonElement? found = null;
        var seen = "";
        for (var looks = 0; found is null; looks++)
        {
            looks.ShouldBeLessThan(1500, seen + bot.Output);
            var snapshot = await _http.GetFromJsonAsync<JsonElement>(new Uri(page, "/api/sandbox"));
            var chat = snapshot.GetProperty("chats").EnumerateArray().Single(one =>
                one.GetProperty("person").GetProperty("messenger").GetString() == messenger && one.GetProperty("person").GetProperty("id").GetInt64() == id);
            seen = chat.GetRawText();
            var last = chat.GetProperty("messages").EnumerateArray().LastOrDefault();
            if (last.ValueKind == JsonValueKind.Object && last.GetProperty("fromBot").GetBoolean()
                && last.GetProperty("text").GetString()!.Contains(text ?? "чем помочь?", StringComparison.Ordinal))
            {
                found = chat;
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
        }

        return found.Value;
    }

    private Task PressAsync(Uri page, JsonElement chat, string label)
    {
        var message = chat.GetProperty("messages").EnumerateArray().Last();
        var button = message.GetProperty("buttons").EnumerateArray().SelectMany(row => row.EnumerateArray())
            .First(one => one.GetProperty("label").GetString()!.StartsWith(label, StringComparison.Ordinal));
        var person = chat.GetProperty("person");
        return PostAsync(page, $"{person.GetProperty("messenger").GetString()}/{person.GetProperty("id").GetInt64()}/press", new
        {
            messageId = message.GetProperty("id").GetString(),
            label = button.GetProperty("label").GetString(),
            data = button.GetProperty("data").GetString(),
            kind = button.GetProperty("kind").GetString(),
        });
    }

    private async Task PostAsync(Uri page, string act, object body)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(page, $"/api/sandbox/{act}"), body);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }
}

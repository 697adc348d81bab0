using System.Globalization;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.Emulators.Vk;
using MethodBot.Host.Pages;
using MethodBot.Host.Settings;
using MethodBot.Service.Demonstration;

namespace MethodBot.Host.Sandbox;

/// <summary>
/// Both messengers on loopback, with the invented town's people in them. The real clients are pointed here by settings; nothing else
/// in the program knows that these are no real messengers.
/// </summary>
internal sealed class SandboxMessengers : IAsyncDisposable
{
    private readonly TelegramEmulator _telegram;
    private readonly VkEmulator _vk;

    private SandboxMessengers(TelegramEmulator telegram, VkEmulator vk)
    {
        _telegram = telegram;
        _vk = vk;
    }

    /// <summary>What points the clients here.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Telegram:Token", _telegram.Token),
        new("Telegram:ApiUrl", _telegram.ApiUrl.ToString()),
        new("Vk:Token", _vk.Token),
        new("Vk:GroupId", _vk.ChannelId.ToString(CultureInfo.InvariantCulture)),
        new("Vk:ApiUrl", _vk.ApiUrl.ToString()),
    ];

    public static async Task<SandboxMessengers> StartAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        var folder = SandboxFiles.Folder(settings.Storage);
        var telegram = await StartAsync(folder, "telegram", TelegramEmulator.StartAsync, cancellationToken);
        return new SandboxMessengers(telegram, await StartAsync(folder, "vk", VkEmulator.StartAsync, cancellationToken));
    }

    public SandboxPhones CreatePhones(string serviceName) => new([_telegram, _vk], new SandboxOptions
    {
        BotName = serviceName,
        People =
        [
            new("telegram", 2002, "Дмитрий", "Волков", "новый учитель, ещё не знаком с ботом", SandboxRoles.Teacher),
            new("vk", 7001, "Мария", "Лебедева", "новый учитель начальных классов", SandboxRoles.Teacher),
            .. People(isMethodist: false),
            new("telegram", 2003, "Гульнара", "Ахметова", "новый воспитатель", SandboxRoles.Teacher),
            new("vk", 7003, "Игорь", "Степанов", "новый педагог", SandboxRoles.Teacher),
            .. People(isMethodist: true),
        ],
    });

    /// <summary>
    /// Methodists have opened the bot before anybody asks them: on a first run they press «Start» once the bot listens (VK keeps no
    /// events from before).
    /// </summary>
    public async Task GreetAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        const string TelegramPoll = "getUpdates";
        const string VkPoll = "a_check";
        while (!_telegram.RequestCounts.ContainsKey(TelegramPoll) || !_vk.RequestCounts.ContainsKey(VkPoll))
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        foreach (var person in DemonstrationData.People.Where(person => person.IsMethodist))
        {
            IMessengerEmulator emulator = person.Account.Messenger == _telegram.Messenger ? _telegram : _vk;
            var id = long.Parse(person.Account.Id, CultureInfo.InvariantCulture);
            if (emulator.Messages(id).IsEmpty)
                emulator.Start(id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _telegram.DisposeAsync();
        await _vk.DisposeAsync();
    }

    // The same port as last time, so that addresses of files in chats stay good; another when it is taken.
    private static async Task<T> StartAsync<T>(
        string folder, string name, Func<EmulatorOptions, CancellationToken, Task<T>> start, CancellationToken cancellationToken)
        where T : IMessengerEmulator
    {
        var portFile = Path.Combine(folder, name + ".port");
        var options = new EmulatorOptions { StateFile = Path.Combine(folder, name + ".chats") };
        if (File.Exists(portFile) && int.TryParse(await File.ReadAllTextAsync(portFile, cancellationToken), CultureInfo.InvariantCulture, out var port))
        {
            try
            {
                return await start(options with { Port = port }, cancellationToken);
            }
            catch (IOException)
            {
                // Taken by another program meanwhile.
            }
        }

        var emulator = await start(options, cancellationToken);
        await File.WriteAllTextAsync(portFile, emulator.ApiUrl.Port.ToString(CultureInfo.InvariantCulture), cancellationToken);
        return emulator;
    }

    private static IEnumerable<SandboxPerson> People(bool isMethodist) => DemonstrationData.People
        .Where(person => person.IsMethodist == isMethodist)
        .Select(person => new SandboxPerson(
            person.Account.Messenger,
            long.Parse(person.Account.Id, CultureInfo.InvariantCulture),
            person.Name.Address,
            person.Name.Surname ?? "",
            person.Caption,
            isMethodist ? SandboxRoles.Methodist : SandboxRoles.Teacher));
}

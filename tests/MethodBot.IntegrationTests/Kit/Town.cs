using System.Globalization;
using System.Text;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.Emulators.Vk;
using MethodBot.IntegrationTests.Emulators;
using MethodBot.IntegrationTests.Emulators.Specifications;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Kit;

internal sealed record TownOptions
{
    public bool WithTelegram { get; init; } = true;

    public bool WithVk { get; init; } = true;

    /// <summary>A second community of VK, which belongs to the same installation.</summary>
    public bool WithSecondCommunity { get; init; }

    /// <summary>The store holds the invented town: organizations, methodists, seminars, known teachers.</summary>
    public bool Populated { get; init; } = true;

    /// <summary>The platforms' limits hold, for the client and for the emulators; otherwise a test need not wait for them.</summary>
    public bool WithLimits { get; init; }

    /// <summary>A file of the dialogs that this town has otherwise: its path, a text in it, and what stands there instead.</summary>
    public (string File, string Text, string Instead)? Rewritten { get; init; }

    /// <summary>A dialog that this town has beside those that ship: its path and its text.</summary>
    public (string File, string Text)? Added { get; init; }

    /// <summary>The only dialog of this town: what /start opens; null leaves those that ship.</summary>
    public string? Start { get; init; }

    /// <summary>Further settings, as the command line has them.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The name by which the bot knows the messengers, for one that only a proxy can resolve; null for their address.</summary>
    public string? MessengerHost { get; init; }

    /// <summary>Settings that name what the emulators have: groups, for example. Asked once, when these are there and the bot is not.</summary>
    public Func<Town, IReadOnlyList<string>>? SettingsOf { get; init; }

    /// <summary>The messengers bring updates to the bot's own address, by webhook and Callback API.</summary>
    public bool WithWebhooks { get; init; }

    /// <summary>The story is about a turn that fails.</summary>
    public bool MaySetAside { get; init; }

    /// <summary>The story is about a message that is given up.</summary>
    public bool MayRefuse { get; init; }

    /// <summary>Accounts of administrators.</summary>
    public IReadOnlyList<string> Admins { get; init; } = [];

    /// <summary>Words of a command line that ends in the bot's own, as <c>env NAME=value</c>.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The store's folder is a disk of its own with so many megabytes (<see cref="SmallDisk"/>), which goes with the bot's process; for a <see cref="MountFactAttribute"/>.</summary>
    public int? DiskMegabytes { get; init; }

    /// <summary>What stands between the bot and the messengers; null when it talks to them directly.</summary>
    public Func<IMessengerEmulator, Task<Interposer>>? Between { get; init; }
}

/// <summary>
/// A bot in a process of its own with a store of its own, and both messengers, which live in the test's process: a bot may die and
/// come back, people and their chats remain.
/// </summary>
internal sealed class Town : IAsyncDisposable
{
    private readonly TownOptions _options;
    private readonly ITestOutputHelper _log;
    private readonly string _recordings;
    private readonly string _storePath;
    private readonly List<Interposer> _between = [];
    private readonly Dictionary<(IMessengerEmulator Emulator, long Id), Person> _people = [];
    private readonly StringBuilder _outputBefore = new();
    private readonly string _webUrl = $"http://127.0.0.1:{FreePort.Take()}";
    private IReadOnlyList<string> _furtherSettings = [];
    private VkFront? _front;
    private bool _brought;
    private BotProcess? _bot;

    private Town(TownOptions options, ITestOutputHelper log)
    {
        _options = options;
        _brought = options.WithWebhooks;
        _log = log;
        Folder = Directory.CreateTempSubdirectory("methodbot-town-").FullName;
        _storePath = Path.Combine(Folder, "data", "methodbot.db");
        _recordings = Path.Combine(Folder, "recordings");
        Dialogs = Repository.CopyDialogs(Folder);
        if (options.Rewritten is { } rewritten)
        {
            var file = Path.Combine(Dialogs, rewritten.File);
            var text = File.ReadAllText(file);
            text.ShouldContain(rewritten.Text);
            File.WriteAllText(file, text.Replace(rewritten.Text, rewritten.Instead, StringComparison.Ordinal));
        }

        if (options.Start is { } start)
            PlainDialogs.Replace(Dialogs, start);
        if (options.Added is { } added)
            File.WriteAllText(Path.Combine(Dialogs, added.File), added.Text);
    }

    public string Folder { get; }

    /// <summary>The store, to look into; of one on a disk of its own, a copy of this moment.</summary>
    public string StorePath => _options.DiskMegabytes is null ? _storePath : SmallDisk.CopyStore(Bot, _storePath);

    public string Dialogs { get; }

    /// <summary>Everything that was asked of the messengers and answered, a file each.</summary>
    public string Recordings => _recordings;

    public TelegramEmulator? TelegramServer { get; private set; }

    public VkEmulator? VkServer { get; private set; }

    public VkEmulator? SecondCommunity { get; private set; }

    public BotProcess Bot => _bot ?? throw new InvalidOperationException("The bot is not started.");

    /// <summary>The bot's own address, where updates are brought to it.</summary>
    public Uri WebUrl => new(_webUrl);

    /// <summary>From the next start on the bot polls.</summary>
    public void Poll() => _brought = false;

    /// <summary>From the next start on updates are brought to the bot.</summary>
    public void BeBrought() => _brought = true;

    /// <summary>Everything that the bot's processes have written.</summary>
    public string BotOutput => _outputBefore + (_bot?.Output ?? "");

    /// <summary>Lets a story happen, and then looks whether anything was wrong that no person could see.</summary>
    public static async Task PlayAsync(ITestOutputHelper log, TownOptions options, Func<Town, Task> story)
    {
        await using var town = new Town(options, log);
        try
        {
            await town.OpenAsync();
            await story(town);
            await town.CloseAsync();
        }
        catch
        {
            town.Tell();
            throw;
        }
    }

    /// <inheritdoc cref="PlayAsync(ITestOutputHelper, TownOptions, Func{Town, Task})"/>
    public static Task PlayAsync(ITestOutputHelper log, Func<Town, Task> story) => PlayAsync(log, new TownOptions(), story);

    public Person InTelegram(long id, string firstName = "Анна", string lastName = "Петрова") => Find(TelegramServer!, id, firstName, lastName);

    public Person InVk(long id, string firstName = "Мария", string lastName = "Лебедева") => Find(VkServer!, id, firstName, lastName);

    public Person InSecondCommunity(long id, string firstName, string lastName) => Find(SecondCommunity!, id, firstName, lastName);

    public Person In(string messenger, long id) => messenger == "vk" ? InVk(id) : InTelegram(id);

    /// <summary>A person who has opened the bot and sees the menu.</summary>
    public async Task<Person> WithMenuAsync(Person person)
    {
        person.Start();
        await person.SeesAsync("чем помочь?");
        return person;
    }

    /// <summary>Starts the bot and waits until it listens.</summary>
    public async Task StartBotAsync()
    {
        if (_bot is not null)
        {
            _outputBefore.Append(_bot.Output);
            await _bot.DisposeAsync();
        }

        var before = Emulators.ToDictionary(emulator => emulator, Polls);
        IReadOnlyList<string> mounted = _options.DiskMegabytes is { } megabytes ? SmallDisk.Under(Path.GetDirectoryName(_storePath)!, megabytes) : [];
        _bot = BotProcess.Start(Folder, ["run", .. Settings()], [.. mounted, .. _options.Before]);
        await Waiting.UntilAsync(
            () => _bot.HasExited ? throw new InvalidOperationException($"The bot ended at once.{Environment.NewLine}{_bot.Output}") : Emulators.All(emulator => Polls(emulator) > before[emulator]),
            "the bot's polls",
            () => _bot.Output);
    }

    public async Task StopBotAsync() => (await Bot.StopAsync()).Code.ShouldBe(0);

    /// <summary>SIGKILL, and at once a new start.</summary>
    public async Task KillAndStartBotAsync()
    {
        await Bot.KillAsync();
        await StartBotAsync();
    }

    /// <summary>Runs another command of the program beside the bot.</summary>
    public Task<BotExit> RunAsync(params string[] arguments) => BotProcess.RunAsync(Folder, arguments);

    /// <summary>Settings with which the bot runs here.</summary>
    public IReadOnlyList<string> Settings() =>
    [
        $"--Storage:Path={_storePath}",
        $"--Dialogs:Path={Dialogs}",
        .. _brought
            ? (IEnumerable<string>)[$"--Web:Url={_webUrl}", $"--Web:PublicUrl={_webUrl}", "--Telegram:Receive=webhook", "--Vk:Receive=callback"]
            : ["--Web:Url=http://127.0.0.1:0"],
        .. _furtherSettings,
        "--Service:Phone=8 (38475) 2-00-00",
        "--Storage:BackupsKept=0",
        "--Service:TurnsPerMinute=0",
        .. _options.Settings,
        .. _options.Admins.Select((admin, index) => string.Create(CultureInfo.InvariantCulture, $"--Service:Admins:{index}={admin}")),
        .. TelegramServer is { } telegram ? (IEnumerable<string>)[$"--Telegram:Token={telegram.Token}", $"--Telegram:ApiUrl={AddressOf(telegram)}"] : [],
        .. VkServer is { } vk ? (IEnumerable<string>)[$"--Vk:Token={vk.Token}", $"--Vk:GroupId={vk.ChannelId.ToString(CultureInfo.InvariantCulture)}", $"--Vk:ApiUrl={_front?.ApiUrl ?? AddressOf(vk)}"] : [],
        .. SecondCommunity is { } second ? (IEnumerable<string>)[$"--Vk:Communities:0:Token={second.Token}", $"--Vk:Communities:0:GroupId={second.ChannelId.ToString(CultureInfo.InvariantCulture)}"] : [],
        .. _options.WithLimits ? (IEnumerable<string>)[] : ["--Telegram:MessagesPerSecond=0", "--Telegram:MessagesPerSecondPerChat=0", "--Vk:RequestsPerSecond=0"],
    ];

    /// <summary>How often a messenger has refused a request for coming too soon.</summary>
    public int RefusedForHaste() => Directory.EnumerateFiles(_recordings, "*.jsonl", SearchOption.AllDirectories).Sum(CountRefused);

    /// <summary>How often the bot has called a method.</summary>
    public int Requests(string method) => Emulators.Sum(emulator => emulator.RequestCounts.GetValueOrDefault(method));

    public long Count(string sql) => TownStore.Count(StorePath, sql);

    /// <summary>So many working hours go by for what consultations wait for; a few minutes more, for the night has one that is not worked.</summary>
    public void LetHoursPass(int hours) => LetTimePass(TimeSpan.FromHours(hours) + TimeSpan.FromMinutes(2));

    /// <summary>So much time goes by for consultations, for events and for timers, while the bot runs or stands: nothing of theirs moves alone.</summary>
    public void LetTimePass(TimeSpan passed) => TownStore.LetTimePass(StorePath, passed);

    public async ValueTask DisposeAsync()
    {
        if (_bot is not null)
            await _bot.DisposeAsync();
        foreach (var interposer in _between)
            await interposer.DisposeAsync();
        if (_front is not null)
            await _front.DisposeAsync();
        if (TelegramServer is not null)
            await TelegramServer.DisposeAsync();
        if (VkServer is not null)
            await VkServer.DisposeAsync();
        if (SecondCommunity is not null)
            await SecondCommunity.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private string RecordingsOfSecondCommunity => Path.Combine(_recordings, "second");

    private IEnumerable<IMessengerEmulator> Emulators => new IMessengerEmulator?[] { TelegramServer, VkServer, SecondCommunity }.OfType<IMessengerEmulator>();

    // What a bot does first when it is ready to hear: it polls, or has registered its address.
    private int Polls(IMessengerEmulator emulator) => emulator.RequestCounts.GetValueOrDefault((emulator is VkEmulator, _brought) switch
    {
        (true, true) => "messages.getConversations",
        (false, true) => "setWebhook",
        (true, false) => "a_check",
        (false, false) => "getUpdates",
    });

    private static int CountRefused(string file)
    {
        var count = 0;
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            if (line.Contains("\"error_code\":429", StringComparison.Ordinal) || line.Contains("\"error_code\":6,", StringComparison.Ordinal))
                count++;
        }

        return count;
    }

    private async Task OpenAsync()
    {
        var options = new EmulatorOptions { RecordTo = _recordings, RequestsPerSecond = _options.WithLimits ? double.NaN : 0 };
        if (_options.WithTelegram)
            TelegramServer = await TelegramEmulator.StartAsync(options);
        if (_options.WithVk)
            VkServer = await VkEmulator.StartAsync(options);
        if (_options.WithSecondCommunity)
        {
            SecondCommunity = await VkEmulator.StartAsync(options with { ChannelId = 202, Token = "vk1.second-community", RecordTo = RecordingsOfSecondCommunity });
            _front = await VkFront.StartAsync(VkServer!, SecondCommunity);
        }

        if (_options.Between is { } between)
        {
            foreach (var emulator in Emulators)
                _between.Add(await between(emulator));
        }

        if (_options.Populated)
            TownStore.Fill(_storePath);
        _furtherSettings = _options.SettingsOf?.Invoke(this) ?? [];
        await StartBotAsync();
    }

    // What nobody sees in a chat: requests that a strict server would not like, secrets in the log, an end that is no clean one.
    private async Task CloseAsync()
    {
        if (!Bot.HasExited)
            await StopBotAsync();
        foreach (var emulator in Emulators)
        {
            emulator.Violations.ShouldBeEmpty();
            BotOutput.ShouldNotContain(emulator.Token);
        }

        if (!_options.MaySetAside)
            BotOutput.ShouldNotContain("was set aside");
        if (!_options.MayRefuse)
            BotOutput.ShouldNotContain("was refused by");
        await DisposeEmulatorsAsync();
        if (SpecificationFolder.Find() is { } specifications)
        {
            new SpecificationCheck(specifications).Check(_recordings).ShouldBeEmpty();
            if (SecondCommunity is not null)
                new SpecificationCheck(specifications).Check(RecordingsOfSecondCommunity).ShouldBeEmpty();
        }
    }

    // Only a closed recording can be read to its end.
    private async Task DisposeEmulatorsAsync()
    {
        foreach (var emulator in Emulators)
            await emulator.DisposeAsync();
    }

    private Uri AddressOf(IMessengerEmulator emulator)
    {
        var address = _between.Find(one => one.Emulator == emulator)?.ApiUrl ?? emulator.ApiUrl;
        return _options.MessengerHost is { } host ? new UriBuilder(address) { Host = host }.Uri : address;
    }

    private Person Find(IMessengerEmulator emulator, long id, string firstName, string lastName)
    {
        if (!_people.TryGetValue((emulator, id), out var person))
            _people[(emulator, id)] = person = new Person(emulator, emulator.AddPerson(id, firstName, lastName));
        return person;
    }

    private void Tell()
    {
        _log.WriteLine(BotOutput);
        foreach (var ((emulator, id), person) in _people)
            _log.WriteLine($"--- {emulator.Messenger} {id}{Environment.NewLine}{person.Transcript}");
    }
}

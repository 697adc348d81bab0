using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Compilation;
using MethodBot.Host.DialogFiles;
using MethodBot.Host.Transcripts;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.IntegrationTests.Operation.Transcripts;

/// <summary>A folder of a few small dialogs: a menu, a poll, a question to the methodists, a seminar.</summary>
internal sealed class SmallDialogs : IDisposable
{
    private const string Start = """
        dialog: start
        title: Меню
        steps:
          - ask: word
            when: not person.registered
            text: Пароль?
            type: text
          - call: link
          - ask: menu
            menu: true
            text: Чем помочь?
            one_of: { poll: Опрос, ask: Вопрос }
          - call: poll
            when: menu == 'poll'
          - call: ask
            when: menu == 'ask'
          - go: menu
        """;

    private const string Poll = """
        dialog: poll
        title: Опрос
        steps:
          - ask: pet
            text: Кто у Вас живёт?
            one_of: { cat: Кот, dog: Пёс }
          - ask: name
            text: Как зовут?
            type: text
          - say: "Записали: {name}."
        """;

    private const string Ask = """
        dialog: ask
        title: Вопрос
        steps:
          - ask: direction
            text: О чём?
            from: people.directions
          - ask: question
            text: Что спросить?
            type: message
          - do: consultations.create
            with: { direction: direction, message: question }
            outcomes: { nobody: end }
          - say: Передали.
        """;

    private const string Seminar = """
        dialog: seminar
        title: Семинар
        takes: [event]
        steps:
          - id: booking
            do: events.register
            with: { event: event }
            outcomes: { waiting: end, closed: end, gone: end, already: end }
          - say: "Записали: {booking.title}."
        """;

    private readonly SliceSet _slices = new ServiceCollection().AddService(TranscriptPlayer.ServiceOptions).AddSingleton<SliceSet>()
        .BuildServiceProvider().GetRequiredService<SliceSet>();

    public SmallDialogs()
    {
        Write("start.yaml", Start);
        Write("polls/poll.yaml", Poll);
        Write("ask.yaml", Ask);
        Write("seminar.yaml", Seminar);
        Write("texts.yaml", File.ReadAllText(Path.Combine(Repository.Root, "dialogs", "texts.yaml")));
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("methodbot-scenarios-").FullName;

    public string Folder => Path.Combine(Root, "dialogs");

    public void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public DialogSet Load()
    {
        var (set, faults) = DialogFolder.Load(Folder, _slices.Vocabulary);
        faults.Select(fault => fault.ToString()).ShouldBeEmpty();
        return set.ShouldNotBeNull();
    }

    public Task<TranscriptPlayer> OpenAsync() => TranscriptPlayer.OpenAsync(Load(), _slices, null, CancellationToken.None);

    public Task<TranscriptBot> StartBotAsync() => TranscriptBot.StartAsync(Load(), _slices, TranscriptPlayer.ServiceOptions, CancellationToken.None);

    public Task<ScenarioPlay> PlayAsync(TranscriptScenario scenario) => ScenarioPlay.RunAsync(scenario, Load(), _slices, null, CancellationToken.None);

    /// <summary>Plays the lines of one scenario.</summary>
    public Task<ScenarioPlay> PlayAsync(params string[] lines) => PlayAsync(new TranscriptScenario("Проба", [.. lines]));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

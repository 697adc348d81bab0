using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Crashes;

/// <summary>
/// Many teachers at once, in both messengers, each with a pattern of answers of their own; who has finished makes room for the next.
/// At the end what they were told is compared with what the store holds.
/// </summary>
internal sealed class Crowd
{
    public const int Questions = 20;

    private const string Questionnaire = "start";
    private const long FirstAccount = 100_000;

    private readonly Town _town;
    private readonly Random _random;
    private readonly int _shortest;
    private readonly Lock _gate = new();
    private readonly List<Teacher> _teachers = [];
    private readonly List<Task> _places = [];
    private volatile bool _isClosing;

    /// <param name="inEach">How many answer at the same time in each messenger.</param>
    /// <param name="shortest">Milliseconds before somebody looks again: from this to four times as long.</param>
    public Crowd(Town town, int inEach, int seed, int shortest = 100)
    {
        (_town, _random, _shortest) = (town, new Random(seed), shortest);
        foreach (var emulator in new IMessengerEmulator?[] { town.TelegramServer, town.VkServer }.OfType<IMessengerEmulator>())
            _places.AddRange(Enumerable.Range(0, inEach).Select(_ => OccupyAsync(emulator)));
    }

    public static TownOptions Options => new() { Start = PlainDialogs.Questions(Questions), Populated = false };

    /// <summary>Nobody new comes; everybody there is waited for.</summary>
    public Task FinishAsync()
    {
        _isClosing = true;
        return Task.WhenAll(_places);
    }

    public async Task<CrowdFigures> CountAsync()
    {
        await Waiting.UntilAsync(() => _town.Count("SELECT count(*) FROM outbox WHERE state < 2") == 0, "an empty outbox", () => _town.BotOutput);
        var told = await ReadResponsesAsync();
        var given = _teachers.Select(teacher => PatternOf(teacher.Answers)).ToList();
        var (taken, keys) = await ReadLostAsync();
        return new CrowdFigures
        {
            People = _teachers.Count,
            Updates = taken,
            UpdatesLost = keys.Count,
            Complaints = [.. _teachers.Where(teacher => teacher.Complaint is not null).Select(teacher => $"{teacher.Person.Emulator.Messenger} {teacher.Person.Id}: {teacher.Complaint}")],
            ResponsesLost = given.Except(told, StringComparer.Ordinal).Count(),
            ResponsesNobodyGave = told.Except(given, StringComparer.Ordinal).Count(),
            ResponsesDoubled = told.Count - told.Distinct(StringComparer.Ordinal).Count(),
            PressesRepeated = _teachers.Sum(teacher => teacher.Repeated),
            DoubledInTelegram = _teachers.Where(teacher => teacher.Person.Emulator == _town.TelegramServer).Sum(teacher => teacher.Doubled),
            DoubledInVk = _teachers.Where(teacher => teacher.Person.Emulator == _town.VkServer).Sum(teacher => teacher.Doubled),
            UnknownOutcomes = _town.Count("SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta WHERE key = 'unknown_outcomes'"),
        };
    }

    private async Task OccupyAsync(IMessengerEmulator emulator)
    {
        await Task.Yield();
        do
        {
            Teacher teacher;
            lock (_gate)
                _teachers.Add(teacher = Introduce(emulator));
            await teacher.AnswerAsync(TimeProvider.System, () => _isClosing);
        }
        while (!_isClosing);
    }

    // The first questions count the people, so that no two patterns are alike; the rest is chance.
    private Teacher Introduce(IMessengerEmulator emulator)
    {
        var id = FirstAccount + _teachers.Count;
        var number = _teachers.Count;
        var answers = ImmutableArray.CreateBuilder<int>(Questions);
        var typed = ImmutableArray.CreateBuilder<bool>(Questions);
        for (var i = 0; i < Questions; i++, number /= PlainDialogs.Options.Count)
        {
            answers.Add(i < 8 ? number % PlainDialogs.Options.Count : _random.Next(PlainDialogs.Options.Count));
            typed.Add(i < Questions - 1 && _random.Next(3) == 0);
        }

        var person = emulator == _town.VkServer ? _town.InVk(id) : _town.InTelegram(id);
        return new Teacher(person, answers.ToImmutable(), typed.ToImmutable(), TimeSpan.FromMilliseconds(_shortest * (1 + (3 * _random.NextDouble()))));
    }

    private async Task<List<string>> ReadResponsesAsync()
    {
        var indexes = PlainDialogs.Options.Select((label, index) => (label, index)).ToDictionary(pair => pair.label, pair => pair.index, StringComparer.Ordinal);
        var responses = await _town.ReadResponsesAsync(Questionnaire);
        return [.. responses.Select(response => PatternOf(Enumerable.Range(1, Questions).Select(number => indexes.GetValueOrDefault(response[$"q{number}"] ?? "", 9))))];
    }

    private static string PatternOf(IEnumerable<int> answers) => string.Concat(answers.Select(answer => answer.ToString(CultureInfo.InvariantCulture)));

    // The last presses may be on their way still; what was acknowledged and not stored is not told again, and never comes.
    private async Task<(int Taken, HashSet<string> Lost)> ReadLostAsync()
    {
        for (var patience = 30; ; patience--)
        {
            var keys = ReadKeys().ToHashSet(StringComparer.Ordinal);
            var taken = keys.Count;
            keys.ExceptWith(TownStore.Texts(_town.StorePath, "SELECT messenger || '/' || update_key FROM inbox WHERE state = 1"));
            if (keys.Count == 0 || patience == 0)
                return (taken, keys);
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }

    // Every update that either messenger has ever told.
    private IEnumerable<string> ReadKeys()
    {
        foreach (var answer in ReadAnswers("telegram", "getUpdates").Where(answer => answer.TryGetProperty("result", out _)))
        {
            foreach (var update in answer.GetProperty("result").EnumerateArray())
                yield return $"telegram/{update.GetProperty("update_id").GetInt64().ToString(CultureInfo.InvariantCulture)}";
        }

        foreach (var answer in ReadAnswers("vk", "a_check").Where(answer => answer.TryGetProperty("updates", out _)))
        {
            foreach (var update in answer.GetProperty("updates").EnumerateArray())
            {
                yield return update.GetProperty("type").GetString() == "message_new"
                    ? $"vk/m:{update.GetProperty("object").GetProperty("message").GetProperty("peer_id")}:{update.GetProperty("object").GetProperty("message").GetProperty("conversation_message_id")}"
                    : $"vk/e:{update.GetProperty("event_id").GetString()}";
            }
        }
    }

    private IEnumerable<JsonElement> ReadAnswers(string messenger, string method)
    {
        using var reader = new StreamReader(new FileStream(Path.Combine(_town.Recordings, messenger + ".jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            if (!line.Contains($"\"method\":\"{method}\"", StringComparison.Ordinal))
                continue;
            using var request = JsonDocument.Parse(line);
            yield return request.RootElement.GetProperty("response").Clone();
        }
    }
}

/// <summary>What the people of a <see cref="Crowd"/> were told, against what the store holds.</summary>
internal sealed record CrowdFigures
{
    public required int People { get; init; }

    /// <summary>Updates that the messengers told and the bot acknowledged.</summary>
    public required int Updates { get; init; }

    public required int UpdatesLost { get; init; }

    public required IReadOnlyList<string> Complaints { get; init; }

    public required int ResponsesLost { get; init; }

    public required int ResponsesNobodyGave { get; init; }

    public required int ResponsesDoubled { get; init; }

    public required int PressesRepeated { get; init; }

    public required int DoubledInTelegram { get; init; }

    public required int DoubledInVk { get; init; }

    /// <summary>Sends of which the bot itself says that it does not know how they ended.</summary>
    public required long UnknownOutcomes { get; init; }

    /// <summary>What no stop of the bot may ever cause.</summary>
    public void ShouldShowNothingLost()
    {
        Complaints.ShouldBeEmpty();
        UpdatesLost.ShouldBe(0);
        ResponsesLost.ShouldBe(0);
        ResponsesNobodyGave.ShouldBe(0);
        ResponsesDoubled.ShouldBe(0);
        DoubledInVk.ShouldBe(0);
        DoubledInTelegram.ShouldBeInRange(0, (int)UnknownOutcomes);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{People} people, {Updates} acknowledged updates: {UpdatesLost} lost; answers of {ResponsesLost} people lost, of {ResponsesDoubled} doubled, {ResponsesNobodyGave} that nobody gave; {Complaints.Count} people stranded; {PressesRepeated} presses repeated; doubled messages: {DoubledInVk} in VK, {DoubledInTelegram} in Telegram, {UnknownOutcomes} sends of unknown outcome");
}

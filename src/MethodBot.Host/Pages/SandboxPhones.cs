using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MethodBot.Emulators;

namespace MethodBot.Host.Pages;

/// <summary>The emulators behind the sandbox page, the people on its phones, and the feed of what changes in their chats.</summary>
public sealed class SandboxPhones : IDisposable
{
    private readonly ImmutableArray<IMessengerEmulator> _emulators;
    private readonly ImmutableDictionary<(string Messenger, long Id), SandboxPerson> _known;
    private readonly Lock _adding = new();

    /// <summary>Gives everybody an account and begins to listen. Whoever made the emulators also disposes of them.</summary>
    public SandboxPhones(IEnumerable<IMessengerEmulator> emulators, SandboxOptions options)
    {
        Options = options;
        _emulators = [.. emulators];
        _known = options.People.ToImmutableDictionary(person => (person.Messenger, person.Id));
        foreach (var person in options.People)
        {
            if (!TryFind(person.Messenger, out var emulator))
                throw new ArgumentException($"There is no emulator of {person.Messenger} for {person.FirstName} {person.LastName}.", nameof(options));
            emulator.AddPerson(person.Id, person.FirstName, person.LastName);
        }

        foreach (var emulator in _emulators)
            emulator.Changed += Feed.Publish;
    }

    public SandboxOptions Options { get; }

    internal ChangeFeed Feed { get; } = new();

    internal ImmutableArray<IMessengerEmulator> Emulators => _emulators;

    internal bool TryFind(string messenger, [NotNullWhen(true)] out IMessengerEmulator? emulator)
    {
        emulator = _emulators.FirstOrDefault(candidate => candidate.Messenger == messenger);
        return emulator is not null;
    }

    /// <summary>People of one messenger: the host's in the host's order, then those added on the page.</summary>
    internal IEnumerable<SandboxPerson> PeopleOf(IMessengerEmulator emulator) =>
        Options.People.Where(person => person.Messenger == emulator.Messenger)
            .Concat(emulator.People
                .Where(person => !_known.ContainsKey((emulator.Messenger, person.Id)))
                .OrderBy(person => person.Id)
                .Select(person => Newcomer(emulator, person)));

    internal SandboxPerson AddNewcomer(IMessengerEmulator emulator, string firstName, string lastName)
    {
        lock (_adding)
        {
            var id = emulator.People.Select(person => person.Id).DefaultIfEmpty(9000).Max() + 1;
            return Newcomer(emulator, emulator.AddPerson(id, firstName, lastName));
        }
    }

    public void Dispose()
    {
        foreach (var emulator in _emulators)
            emulator.Changed -= Feed.Publish;
    }

    private static SandboxPerson Newcomer(IMessengerEmulator emulator, EmulatedPerson person) =>
        new(emulator.Messenger, person.Id, person.FirstName, person.LastName, "новый человек", SandboxRoles.Teacher);
}

using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;

namespace MethodBot.Emulators.Core;

/// <summary>A chat as its messenger keeps it.</summary>
internal interface IEmulatedChat
{
    bool IsGroup { get; }

    /// <summary>Its messages as people see them.</summary>
    ImmutableArray<EmulatedMessage> Views { get; }
}

/// <summary>The people of a messenger, each with a private chat with the bot of the same id, and the groups. The core's lock is held around every call.</summary>
internal abstract class EmulatedWorld<TChat>(EmulatorCore core, JsonTypeInfo<EmulatedPerson> personType)
    where TChat : class, IEmulatedChat
{
    private readonly SortedDictionary<long, EmulatedPerson> people = [];
    private readonly Dictionary<long, TChat> chats = [];

    public IReadOnlyList<EmulatedPerson> People => [.. people.Values];

    public IEnumerable<TChat> Chats => chats.Values;

    public IReadOnlyList<long> GroupIds => [.. chats.Where(chat => chat.Value.IsGroup).Select(chat => chat.Key)];

    public EmulatedPerson Person(long id) => FindPerson(id) ?? throw new ArgumentException($"Nobody has the id {id} here.", nameof(id));

    public EmulatedPerson? FindPerson(long id) => people.GetValueOrDefault(id);

    public TChat Chat(long id) => FindChat(id) ?? throw new ArgumentException($"Nobody has the id {id} here.", nameof(id));

    public TChat? FindChat(long id) => chats.GetValueOrDefault(id);

    public ImmutableArray<EmulatedMessage> Messages(long chatId) => Chat(chatId).Views;

    public EmulatedPerson AddPerson(EmulatedPerson person)
    {
        if (people.TryGetValue(person.Id, out var existing))
            return existing;
        people[person.Id] = person;
        chats[person.Id] = New(person.Id, isGroup: false);
        core.State.Put($"person/{person.Id}", person, personType);
        return person;
    }

    /// <summary>A change of a chat, private or not, about which more is to be said.</summary>
    public EmulatedChange ChangeIn(long chatId) =>
        Chat(chatId).IsGroup ? new EmulatedChange(core.Messenger, 0) { GroupId = chatId } : new EmulatedChange(core.Messenger, chatId);

    /// <summary>Adds the people that were kept.</summary>
    protected void ReadPeople()
    {
        foreach (var person in core.State.Read("person/", personType).ToList())
            AddPerson(person);
    }

    /// <summary>The chat of a group, new when there is none yet.</summary>
    protected TChat Open(long groupId)
    {
        if (!chats.TryGetValue(groupId, out var chat))
            chats[groupId] = chat = New(groupId, isGroup: true);
        return chat;
    }

    /// <summary>An empty chat.</summary>
    protected abstract TChat New(long id, bool isGroup);
}

using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service.People;

/// <summary>The person of a turn, read once, and where people can be reached.</summary>
public static class PersonOfTurn
{
    /// <summary>Null for an account that has not consented yet.</summary>
    public static Person? Person(this TurnContext turn) =>
        turn.Remember(() => new Memory(PeopleTable.FindByAccount(turn.Transaction, turn.Account))).Person;

    /// <exception cref="InvalidOperationException">A dialog let somebody in who has not consented.</exception>
    public static Person RequirePerson(this TurnContext turn) =>
        turn.Person() ?? throw new InvalidOperationException("this action needs a person who has consented: call the consent dialog first");

    /// <summary>The person as the turn loop knows them.</summary>
    public static string KeyOf(long person) => string.Create(CultureInfo.InvariantCulture, $"person:{person}");

    /// <summary>Of messages to others that name the person: by it their words are erased with the person.</summary>
    internal static string TagOf(long person) => string.Create(CultureInfo.InvariantCulture, $"people:{person}");

    public static void ForgetPerson(this TurnContext turn) => turn.Forget<Memory>();

    /// <summary>
    /// The chat where a person can be reached: one that has not blocked the bot before others, the preferred messenger before the one
    /// where the person wrote last; null when none ever wrote.
    /// </summary>
    public static ChatAddress? FindChatOf(this ServiceContext context, long person)
    {
        var connection = context.Transaction.Connection;
        var preferred = PeopleTable.Find(connection, person)?.PreferredMessenger;
        var chats = PeopleTable.Accounts(connection, person).Select(context.FindChat).OfType<ChatAddress>().ToList();
        return chats.Count == 0
            ? null
            : chats.OrderByDescending(context.IsReachable).ThenByDescending(chat => chat.Channel.Messenger == preferred).First();
    }

    private sealed record Memory(Person? Person);
}

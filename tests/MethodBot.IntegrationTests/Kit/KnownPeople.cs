using System.Globalization;
using MethodBot.Emulators;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>People by the thousand who once wrote and consented: the messenger lets the bot write to them, and the store knows their chats.</summary>
internal static class KnownPeople
{
    private const string Numbers = "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < $count - 1) ";

    private static readonly string[] Tables =
    [
        "INSERT INTO person (id, surname, first_name, patronymic, created_at) SELECT $person + n, 'Учителев', 'Пётр', 'Иванович', $now FROM numbers",
        "INSERT INTO account (messenger, account, person_id, linked_at) SELECT $messenger, $first + n, $person + n, $now FROM numbers",
        "INSERT INTO account_sharer (messenger, account, person_id, linked_at) SELECT $messenger, $first + n, $person + n, $now FROM numbers",
        "INSERT INTO consent (person_id, messenger, account, revision, given_at) SELECT $person + n, $messenger, $first + n, 'r', $now FROM numbers",
        "INSERT INTO conversation (messenger, channel, chat, account, state, updated_at) SELECT $messenger, $channel, $first + n, $first + n, '{}', $now FROM numbers",
    ];

    /// <summary>Adds them while no bot runs.</summary>
    /// <param name="firstId">Account of the first; the others follow.</param>
    /// <param name="firstPerson">Row of the first.</param>
    public static void Add(Town town, IMessengerEmulator emulator, int count, long firstId, long firstPerson)
    {
        for (var i = 0; i < count; i++)
        {
            var person = emulator.AddPerson(firstId + i, "Учитель", "Известный");
            if (emulator.Messenger == "vk")
                emulator.SetBlocked(person.Id, blocked: false);
            else
                emulator.Start(person.Id);
        }

        foreach (var table in Tables)
        {
            TownStore.Change(town.StorePath, (Numbers + table)
                .Replace("$messenger", $"'{emulator.Messenger}'", StringComparison.Ordinal)
                .Replace("$channel", $"'{Text(emulator.ChannelId)}'", StringComparison.Ordinal)
                .Replace("$now", Text(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()), StringComparison.Ordinal)
                .Replace("$count", Text(count), StringComparison.Ordinal)
                .Replace("$first", Text(firstId), StringComparison.Ordinal)
                .Replace("$person", Text(firstPerson), StringComparison.Ordinal));
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

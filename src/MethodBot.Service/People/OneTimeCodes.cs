using Dapper;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service.People;

/// <summary>What people make of one-time codes, and what keeps these from being guessed.</summary>
internal static class OneTimeCodes
{
    /// <summary>Wrong codes from one account in <see cref="Window"/>; then it has to wait.</summary>
    public const int MaxWrong = 5;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>What a person typed, without the spaces and dashes that make a code readable.</summary>
    public static string Clean(string? typed) => new([.. (typed ?? "").Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    public static bool HasTriedTooOften(TurnContext turn) => turn.Transaction.Connection.ExecuteScalar<long>(
        "SELECT count(*) FROM code_attempt WHERE messenger = @Messenger AND account = @Id AND tried_at > @since AND tried_at <= @now",
        // A clock that was set back must not hold anybody.
        new { turn.Account.Messenger, turn.Account.Id, since = (turn.Now - Window).ToUnixTimeMilliseconds(), now = turn.Now.ToUnixTimeMilliseconds() }) >= MaxWrong;

    public static void NoteWrong(TurnContext turn)
    {
        var connection = turn.Transaction.Connection;
        connection.Execute("DELETE FROM code_attempt WHERE tried_at <= @since", new { since = (turn.Now - Window).ToUnixTimeMilliseconds() });
        connection.Execute(
            "INSERT INTO code_attempt (messenger, account, tried_at) VALUES (@Messenger, @Id, @now)",
            new { turn.Account.Messenger, turn.Account.Id, now = turn.Now.ToUnixTimeMilliseconds() });
    }
}

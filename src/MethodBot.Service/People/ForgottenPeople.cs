using Dapper;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service.People;

/// <summary>SQL of what is past its term: codes, the proofs of what was erased, and people who have not written for years.</summary>
internal static class ForgottenPeople
{
    private const int SilentAtATime = 20;

    /// <summary>As long as the law wants acts of destruction to be kept.</summary>
    private static readonly TimeSpan Proofs = TimeSpan.FromDays(1096);

    /// <summary>Whoever comes with an old invitation is told that it is over; after so long it is unknown.</summary>
    private static readonly TimeSpan Invitations = TimeSpan.FromDays(30);

    public static void ForgetCodes(ServiceContext context)
    {
        var connection = context.Transaction.Connection;
        var terms = new { now = context.Now.ToUnixTimeMilliseconds(), invited = (context.Now - Invitations).ToUnixTimeMilliseconds(), day = (context.Now - TimeSpan.FromDays(1)).ToUnixTimeMilliseconds() };
        connection.Execute("DELETE FROM link_code WHERE expires_at <= @now", terms);
        connection.Execute("DELETE FROM code_attempt WHERE tried_at <= @day", terms);
        connection.Execute("DELETE FROM invitation WHERE used_at IS NULL AND expires_at <= @invited", terms);
    }

    public static void ForgetProofs(ServiceContext context)
    {
        var connection = context.Transaction.Connection;
        var before = new { before = (context.Now - Proofs).ToUnixTimeMilliseconds() };
        connection.Execute("DELETE FROM erasure WHERE erased_at < @before", before);
        connection.Execute("DELETE FROM consent WHERE withdrawn_at < @before", before);
        connection.Execute("DELETE FROM invitation WHERE used_at < @before", before);
    }

    /// <summary>
    /// People from none of whose accounts anybody has written since the term began. Those with a duty are the service's own, and who was
    /// imported and never wrote has not consented to anything yet: both are the directory's.
    /// </summary>
    public static List<long> ReadSilent(ServiceContext context, ServiceOptions options) => options.PersonalDataKept <= 0
        ? []
        : [.. context.Transaction.Connection.Query<long>(
            """
            SELECT p.id FROM person p
            WHERE p.erased_at IS NULL AND p.created_at < @before
                AND EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.withdrawn_at IS NULL)
                AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.given_at >= @before)
                AND NOT EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id)
                AND NOT EXISTS (SELECT 1 FROM methodist m WHERE m.person_id = p.id)
                AND NOT EXISTS (SELECT 1 FROM account_sharer a JOIN conversation c ON c.messenger = a.messenger AND c.account = a.account
                    WHERE a.person_id = p.id AND (c.updated_at >= @before OR a.linked_at >= @before))
                AND NOT EXISTS (SELECT 1 FROM account_sharer a JOIN administrator_account d ON d.messenger = a.messenger AND d.account = a.account
                    WHERE a.person_id = p.id)
            ORDER BY p.id LIMIT @limit
            """,
            new { before = (context.Now - TimeSpan.FromDays(options.PersonalDataKept)).ToUnixTimeMilliseconds(), limit = SilentAtATime })];
}

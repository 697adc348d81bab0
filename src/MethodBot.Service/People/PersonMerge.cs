using Dapper;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service.People;

/// <summary>Makes one person of two rows: everything that refers to the one refers to the other afterwards.</summary>
internal sealed class PersonMerge(IEnumerable<IPersonalData> holders)
{
    // Methodists have levels that refer to them by two columns: they are appointed anew. The act of an erasure is of the row that was erased.
    private static readonly string[] Apart = ["methodist", "methodist_level", "erasure"];

    public void Run(ServiceContext context, long from, long to)
    {
        var connection = context.Transaction.Connection;
        foreach (var holder in holders)
            holder.Merge(context, from, to);
        foreach (var (direction, isDeputy) in connection.Query<(string Direction, long IsDeputy)>(
            """
            SELECT direction_id, is_deputy FROM methodist
            WHERE person_id = @from AND direction_id NOT IN (SELECT direction_id FROM methodist WHERE person_id = @to)
            """,
            new { from, to }).ToList())
        {
            var levels = connection.Query<string>("SELECT level FROM methodist_level WHERE person_id = @from AND direction_id = @direction", new { from, direction });
            RoleTable.AppointMethodist(context.Transaction, to, direction, levels.ToList(), isDeputy != 0);
        }

        RoleTable.DismissMethodist(context.Transaction, from);
        // The job that the row to keep has is the main one.
        if (connection.ExecuteScalar<long>("SELECT count(*) FROM job WHERE person_id = @to", new { to }) > 0)
            connection.Execute("DELETE FROM job WHERE person_id = @from", new { from });
        // The schema knows who refers to people, of slices that come later too.
        var references = connection.Query<(string Table, string Column)>(
            """
            SELECT m.name, f."from" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
            WHERE m.type = 'table' AND f."table" = 'person' AND m.name NOT IN @Apart
            UNION SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND c.name = 'person_id' AND m.name NOT IN @Apart
            """,
            new { Apart }).ToList();
        foreach (var (table, column) in references)
        {
            connection.Execute($"UPDATE OR IGNORE \"{table}\" SET \"{column}\" = @to WHERE \"{column}\" = @from", new { from, to });
            // What both had stays once.
            connection.Execute($"DELETE FROM \"{table}\" WHERE \"{column}\" = @from", new { from });
        }

        // Who asked on either side not to be disturbed is not disturbed.
        connection.Execute(
            """
            UPDATE person SET invited = min(person.invited, other.invited), preferred = coalesce(person.preferred, other.preferred)
            FROM (SELECT invited, preferred FROM person WHERE id = @from) other WHERE person.id = @to
            """,
            new { from, to });
        connection.Execute(
            "UPDATE person SET surname = NULL, first_name = NULL, patronymic = NULL, search = '', erased_at = @now WHERE id = @from",
            new { from, now = context.Now.ToUnixTimeMilliseconds() });
        context.MergeOwners(PersonOfTurn.KeyOf(from), PersonOfTurn.KeyOf(to));
    }
}

using System.Collections.Immutable;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Compilation;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Columns;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.Events;

/// <summary>
/// Imports a plan of events, a row a session. Rows of one code, or number in the bot, are one event; without them an event is known by its
/// title and day. Participants are told what changes for them, as when an organiser changes it in the chat.
/// </summary>
/// <param name="dialogs">Whose sentences tell faults, and tell participants.</param>
public sealed class EventImport(EventEditing editing, DialogSet dialogs) : DirectoryImport<EventRowDraft>
{
    public override ImmutableArray<ImportColumn> Columns => EventColumns.All;

    protected override EventRowDraft Read(ImportRow row) => EventRowDraft.Read(row);

    protected override ImportPlan Plan(SqliteConnection connection, IReadOnlyList<StagedRow<EventRowDraft>> rows, ImportMoment moment)
    {
        var drafting = new EventDrafting(connection, DirectionDirectory.Read(connection), moment);
        var plans = rows.GroupBy(KeyOf).SelectMany(group => PlanEvent(connection, [.. group], drafting, moment)).OrderBy(plan => plan.Number);
        return new ImportPlan([.. plans]);
    }

    // Rows that nothing joins are events of their own.
    private static string KeyOf(StagedRow<EventRowDraft> row) => row.Draft switch
    {
        { Id: { } id } => $"id {id}",
        { Code.Value: { } code } => $"code {code.ToLowerInvariant()}",
        _ => $"row {row.Number}",
    };

    private IEnumerable<RowPlan> PlanEvent(
        SqliteConnection connection, IReadOnlyList<StagedRow<EventRowDraft>> rows, EventDrafting drafting, ImportMoment moment)
    {
        var faults = rows.ToDictionary(row => row.Number, row => row.Faults.ToList());
        var (id, before, after) = faults.Values.All(list => list.Count == 0) ? drafting.Draft(rows, faults) : default;
        if (after is not null && faults.Values.All(list => list.Count == 0))
            faults[rows[0].Number].AddRange(EventEditing.Check(connection, after, id).Select(key => dialogs.Texts.Plain(key).TrimEnd('.')));
        if (after is null || faults.Values.Any(list => list.Count > 0))
        {
            return rows.Select(row => RowPlan.Bad(
                row.Number, row.Draft.Title, faults[row.Number] is { Count: > 0 } own ? [.. own] : [ImportMessages.AnotherRowOfIt]));
        }

        if (before is not null && EventChanges.AreSame(before, after))
            return rows.Select(row => new RowPlan(row.Number, RowChange.Unchanged, row.Draft.Title, [], null));
        var notes = before is null ? [] : drafting.Differences(before, after);
        // The first row carries the whole event out; the others are its further sessions.
        return rows.Select((row, index) => new RowPlan(
            row.Number,
            before is null ? RowChange.Added : RowChange.Changed,
            row.Draft.Title,
            index == 0 ? notes : [ImportMessages.Session(index + 1)],
            index > 0 ? static _ => { }
        : transaction => editing.Save(new ServiceContext(transaction, moment.Now, moment.Clock, dialogs), after, id)));
    }
}

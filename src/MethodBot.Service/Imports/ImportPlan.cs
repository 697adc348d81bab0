using System.Collections.Immutable;
using MethodBot.Conversations.Storage;

namespace MethodBot.Service.Imports;

public enum RowChange
{
    Added,
    Changed,
    Unchanged,

    /// <summary>The row is wrong; <see cref="RowPlan.Notes"/> say what about it.</summary>
    Bad,
}

/// <summary>What becomes of one row.</summary>
/// <param name="Number">Of the row, as in the file.</param>
/// <param name="Subject">Who or what the row is about, as the row says it; may be empty.</param>
/// <param name="Notes">What changes, or what is wrong.</param>
/// <param name="Write">Carries it out; null when there is nothing to do.</param>
public sealed record RowPlan(int Number, RowChange Change, string Subject, ImmutableArray<string> Notes, Action<StoreTransaction>? Write)
{
    public static RowPlan Bad(int number, string subject, ImmutableArray<string> faults) => new(number, RowChange.Bad, subject, faults, null);
}

/// <summary>What an import would do to the store as it is.</summary>
/// <param name="Before">Carried out before the rows: what they need that belongs to no single one.</param>
/// <param name="Notes">What else comes of it.</param>
public sealed record ImportPlan(ImmutableArray<RowPlan> Rows, Action<StoreTransaction>? Before = null, ImmutableArray<string> Notes = default)
{
    public bool HasBad => Rows.Any(row => row.Change == RowChange.Bad);

    public bool HasChanges => Rows.Any(row => row.Write is not null);
}

using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Storage;
using MethodBot.Service.Imports;
using MethodBot.Service.Imports.Columns;
using Microsoft.Data.Sqlite;

namespace MethodBot.Service.People;

/// <summary>What a row of a table of organizations says; null where it says nothing.</summary>
public sealed record OrganizationDraft
{
    public long? Id { get; init; }

    public string? Code { get; init; }

    public bool ClearsCode { get; init; }

    public required string Name { get; init; }

    /// <summary><c>school</c>, <c>kindergarten</c> or <c>extra</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Added to those that the service knows.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    public bool ClearsAliases { get; init; }

    public string? Municipality { get; init; }

    public bool ClearsMunicipality { get; init; }

    public bool? IsClosed { get; init; }

    public DateOnly? ClosedOn { get; init; }
}

/// <summary>
/// Imports organizations. The key is the number in the bot, else the code, else the name, else another name. A renamed organization
/// keeps its people, and its old name as another one. Nothing is deleted: what works no more is closed.
/// </summary>
public sealed class OrganizationImport : DirectoryImport<OrganizationDraft>
{
    // Organizations without a number in their name stand behind those that have one.
    private const int NoNumber = 100_000;

    public override ImmutableArray<ImportColumn> Columns => OrganizationColumns.All;

    protected override OrganizationDraft Read(ImportRow row)
    {
        var draft = new OrganizationDraft
        {
            Id = row.Whole(OrganizationColumns.Id, 1, int.MaxValue),
            Code = row.Text(OrganizationColumns.Code, 40),
            ClearsCode = row.Clears(OrganizationColumns.Code),
            Name = row.Required(OrganizationColumns.Name) ?? "",
            Kind = row.OneOf(OrganizationColumns.Kind, OrganizationColumns.Kinds) is { } kind ? OrganizationColumns.KeyOf(kind) : null,
            Aliases = row.List(OrganizationColumns.Aliases),
            ClearsAliases = row.Clears(OrganizationColumns.Aliases),
            Municipality = row.Text(OrganizationColumns.Municipality),
            ClearsMunicipality = row.Clears(OrganizationColumns.Municipality),
        };
        var (isClosed, closedOn) = ReadClosed(row);
        return draft with { IsClosed = isClosed, ClosedOn = closedOn };
    }

    protected override ImportPlan Plan(SqliteConnection connection, IReadOnlyList<StagedRow<OrganizationDraft>> rows, ImportMoment moment)
    {
        var matching = new OrganizationMatching(OrganizationDirectory.Read(connection), rows);
        var plans = rows.Select(row => matching.FaultsOf(row) is { IsEmpty: false } faults
            ? RowPlan.Bad(row.Number, row.Draft.Name, faults)
            : PlanRow(row, matching.TargetOf(row), moment)).ToImmutableArray();
        var renamed = rows.Where(row => matching.FaultsOf(row).IsEmpty && matching.TargetOf(row) is { } target && target.Name != row.Draft.Name)
            .Select(row => matching.TargetOf(row)!.Id).ToList();
        return new ImportPlan(plans, renamed.Count == 0 ? null : transaction => SetNamesAside(transaction, renamed));
    }

    private static (bool? IsClosed, DateOnly? On) ReadClosed(ImportRow row)
    {
        if (row.Clears(OrganizationColumns.Closed))
            return (false, null);
        if (row.Text(OrganizationColumns.Closed) is not { } text)
            return (null, null);
        if (ImportWords.YesNo.Find(text) is { } flag)
            return (flag, null);
        if (row.Date(OrganizationColumns.Closed) is not { } day)
            return (null, null);
        if (day > row.Today)
            row.Fail(ImportMessages.ClosesLater(OrganizationColumns.Closed.Heading, text));
        return (true, day);
    }

    private static RowPlan PlanRow(StagedRow<OrganizationDraft> row, Organization? before, ImportMoment moment)
    {
        var after = Apply(row.Draft, before, moment);
        if (before is null)
            return new RowPlan(row.Number, RowChange.Added, after.Name, [], transaction => Insert(transaction, after));
        var notes = Differences(before, after, moment);
        return notes.IsEmpty
            ? new RowPlan(row.Number, RowChange.Unchanged, after.Name, [], null)
            : new RowPlan(row.Number, RowChange.Changed, before.Name, notes, transaction => Update(transaction, after));
    }

    private static Organization Apply(OrganizationDraft draft, Organization? before, ImportMoment moment)
    {
        var key = OrganizationDirectory.NameKey(draft.Name);
        var aliases = draft.ClearsAliases ? [] : before?.Aliases ?? [];
        IEnumerable<string> further = before is not null && before.Name != draft.Name ? [before.Name, .. draft.Aliases] : draft.Aliases;
        foreach (var alias in further.Where(alias => OrganizationDirectory.NameKey(alias) != key && !aliases.Contains(alias, StringComparer.OrdinalIgnoreCase)))
            aliases = aliases.Add(alias);
        return new Organization(
            before?.Id ?? 0,
            draft.Kind ?? before?.Kind ?? OrganizationColumns.KeyOf(OrganizationColumns.GuessKind(draft.Name)!.Value),
            draft.Name,
            aliases,
            draft.ClearsCode ? null : draft.Code ?? before?.Code,
            draft.ClearsMunicipality ? null : draft.Municipality ?? before?.Municipality,
            ClosedAt(draft, before, moment),
            before is not null && OrganizationDirectory.NameKey(before.Name) == key ? before.Sort : FirstNumber(draft.Name));
    }

    private static long? ClosedAt(OrganizationDraft draft, Organization? before, ImportMoment moment)
    {
        if (draft.IsClosed is not { } isClosed)
            return before?.ClosedAt;
        if (!isClosed)
            return null;
        if (draft.ClosedOn is { } day)
            return before?.ClosedAt is { } known && moment.DateOf(known) == day ? known : moment.Clock.At(day, TimeOnly.MinValue).ToUnixTimeMilliseconds();
        return before?.ClosedAt ?? moment.Now.ToUnixTimeMilliseconds();
    }

    private static long FirstNumber(string name)
    {
        var digits = name.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).Take(4).ToArray();
        return digits.Length == 0 ? NoNumber : long.Parse(digits, CultureInfo.InvariantCulture);
    }

    private static ImmutableArray<string> Differences(Organization before, Organization after, ImportMoment moment)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        Compare(OrganizationColumns.Name, before.Name, after.Name);
        Compare(OrganizationColumns.Kind, OrganizationColumns.NameOfKind(before.Kind), OrganizationColumns.NameOfKind(after.Kind));
        Compare(OrganizationColumns.Aliases, Listed(before.Aliases), Listed(after.Aliases));
        Compare(OrganizationColumns.Code, before.Code, after.Code);
        Compare(OrganizationColumns.Municipality, before.Municipality, after.Municipality);
        Compare(OrganizationColumns.Closed, Day(before.ClosedAt), Day(after.ClosedAt));
        return notes.ToImmutable();

        void Compare(ImportColumn column, string? was, string? becomes)
        {
            if (was != becomes)
                notes.Add(ImportMessages.Becomes(column.Heading, was, becomes));
        }

        string? Day(long? time) => time is { } known ? moment.DateOf(known).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) : null;
    }

    private static string? Listed(ImmutableArray<string> aliases) => aliases.IsEmpty ? null : ImportRow.Join(aliases);

    // Two organizations may exchange their names, and no two may have the same in between.
    private static void SetNamesAside(StoreTransaction transaction, List<long> organizations)
    {
        foreach (var id in organizations)
            transaction.Statement("UPDATE organization SET name = 'import ' || id WHERE id = @id").Bind("@id", id).ExecuteNonQuery();
    }

    private static void Insert(StoreTransaction transaction, Organization organization) => Bind(
        transaction,
        """
        INSERT INTO organization (kind, name, search, sort, code, aliases, municipality, closed_at)
        VALUES (@kind, @name, @search, @sort, @code, @aliases, @municipality, @closed)
        """,
        organization).ExecuteNonQuery();

    private static void Update(StoreTransaction transaction, Organization organization) => Bind(
        transaction,
        """
        UPDATE organization SET kind = @kind, name = @name, search = @search, sort = @sort, code = @code, aliases = @aliases,
            municipality = @municipality, closed_at = @closed WHERE id = @id
        """,
        organization).Bind("@id", organization.Id).ExecuteNonQuery();

    private static Statement Bind(StoreTransaction transaction, string sql, Organization organization) => transaction.Statement(sql)
        .Bind("@kind", organization.Kind)
        .Bind("@name", organization.Name)
        .Bind("@search", SearchText.Index([organization.Name, .. organization.Aliases, organization.Code ?? ""]))
        .Bind("@sort", organization.Sort)
        .Bind("@code", organization.Code)
        .Bind("@aliases", string.Join("; ", organization.Aliases))
        .Bind("@municipality", organization.Municipality)
        .Bind("@closed", organization.ClosedAt);
}

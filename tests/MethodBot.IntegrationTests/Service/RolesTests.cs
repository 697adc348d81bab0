using System.Collections.Immutable;
using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.IntegrationTests.Service;

/// <summary>docs/roles.md is the rule; what the service does is held against it, cell by cell.</summary>
public sealed class RolesTests : IDisposable
{
    private static readonly ImmutableArray<string> Columns = ["stranger", "newcomer", "teacher", "coordinator", "methodist", "head", "administrator"];
    private static readonly ImmutableDictionary<string, ImmutableHashSet<string>> Matrix = ReadMatrix();

    private readonly ServiceRig _rig = new();

    public static TheoryData<string, string> Cells
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (what, column) in Matrix.Keys.SelectMany(what => Columns.Select(column => (what, column))))
                data.Add(what, column);
            return data;
        }
    }

    [Fact]
    public void Everything_that_the_service_offers_stands_in_the_table()
    {
        var offered = _rig.Slices.All.SelectMany(slice => slice.Actions.Select(action => action.Signature.Name)
            .Concat(slice.Sources.Select(source => source.Signature.Name))
            .Concat(slice is IPressSlice presses ? presses.Presses.Select(press => $"{slice.Name}:{press.Verb}") : []));

        Matrix.Keys.Order(StringComparer.Ordinal).ShouldBe(offered.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void The_service_does_as_the_table_says(string what, string role)
    {
        var account = AddSomebody(role);

        IsLetIn(what, account).ShouldBe(Matrix[what].Contains(role), $"{what} as {role}");
    }

    public void Dispose() => _rig.Dispose();

    /// <summary>Not refused, whatever is then made of arguments that are nothing.</summary>
    private bool IsLetIn(string what, AccountId account)
    {
        if (what.Split(':') is [var slice, var verb])
            return _rig.Press(account, slice, verb, "0") != _rig.Dialogs.Texts.Plain(PressActions.Refused);
        if (_rig.Slices.All.SelectMany(part => part.Actions).Any(action => action.Signature.Name == what))
        {
            try
            {
                return _rig.Do(account, what) != ActionOutcome.Refused;
            }
            catch (KeyNotFoundException)
            {
                // It looked for its arguments.
                return true;
            }
        }

        var source = (ListSource)_rig.Slices.Source(what);
        return !new ListSource(source.Signature, source.Access, (_, _) => [new ListItem("1", "один", "один")])
            .List(_rig.Turn(account), ImmutableDictionary<string, Answer>.Empty, null, 0, 10).Items.IsEmpty;
    }

    private AccountId AddSomebody(string role)
    {
        if (role == "stranger")
            return _rig.AddStranger();
        if (role == "newcomer")
        {
            var account = _rig.AddStranger();
            PeopleTable.AddConsent(_rig.Transaction, PeopleTable.Add(_rig.Transaction, account, _rig.Now), account, "rig", _rig.Now);
            return account;
        }

        var person = _rig.AddPerson("Лебедева Анна Ивановна", "Школа № 5");
        switch (role)
        {
            case "coordinator":
                RoleTable.Grant(_rig.Transaction, person.Id, RoleTable.Coordinator, _rig.AddOrganization("Школа № 5"), _rig.Now);
                break;
            case "methodist":
                _rig.Connection.Execute("INSERT INTO direction (id, name, sort) VALUES ('primary', 'Начальные классы', 1)");
                RoleTable.AppointMethodist(_rig.Transaction, person.Id, "primary", [], isDeputy: false);
                break;
            case "head" or "administrator":
                RoleTable.Grant(_rig.Transaction, person.Id, role, null, _rig.Now);
                break;
        }

        return person.Account;
    }

    private static ImmutableDictionary<string, ImmutableHashSet<string>> ReadMatrix()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "roles.md")).Where(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        rows[0].Skip(1).ShouldBe(Columns);
        return rows.Skip(2).ToImmutableDictionary(
            row => row[0].Trim('`'),
            row => Columns.Where((_, i) => row[i + 1] == "да" || (row[i + 1] == "—" ? false : throw new InvalidDataException($"{row[0]}: «{row[i + 1]}»"))).ToImmutableHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }
}

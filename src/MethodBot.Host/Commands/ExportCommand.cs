using System.CommandLine;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Machines;
using MethodBot.Host.Settings;
using MethodBot.Service;
using MethodBot.Service.Consultations;
using MethodBot.Service.Events;
using MethodBot.Service.Exports;
using MethodBot.Service.People;
using MethodBot.Service.Questionnaires;
using Microsoft.Data.Sqlite;

namespace MethodBot.Host.Commands;

/// <summary><c>export …</c>: tables of what the store holds. Works beside a running bot and reads one moment of it.</summary>
internal static class ExportCommand
{
    public static Command Build() => new("export", "Writes tables for Excel and other programs.")
    {
        OfQuestionnaire("responses", "Responses to a questionnaire: a row a person, a column a question.", ResponseExport.Read),
        OfQuestionnaire("answers", "The same as a long table: a row an answer, with the ids of question and option.", AnswerExport.Read),
        Deficits(),
        Registrations(),
        Consultations(),
        Table("organizations", "The directory of organizations; import reads it back.", (connection, settings) => DirectoryExport.Organizations(connection, settings.Clock)),
        Table("people", "Everybody with a name, with job, role and directions; import reads it back.", (connection, _) => DirectoryExport.People(connection)),
    };

    private static Command OfQuestionnaire(string name, string description, Func<SqliteConnection, Machine, ServiceClock, ExportTable> read)
    {
        var questionnaire = new Option<string?>("--questionnaire") { Description = "Name of the questionnaire; may be left out when there is only one." };
        return Table(
            name,
            description,
            result =>
            {
                var machine = Choose(result.GetValue(questionnaire));
                return (connection, settings) => read(connection, machine, settings.Clock);
            },
            questionnaire);
    }

    private static Command Deficits()
    {
        var questionnaire = new Option<string?>("--questionnaire") { Description = "Name of the questionnaire; all of them when absent." };
        return Table(
            "deficits",
            "Difficulties by organization and subject: how many people named each, of how many who answered.",
            result =>
            {
                var machines = result.GetValue(questionnaire) is { } name ? [Choose(name)] : Questionnaires();
                return (connection, _) => DeficitExport.Read(connection, machines);
            },
            questionnaire);
    }

    private static Command Registrations()
    {
        var only = new Option<string?>("--event") { Description = "One event: its number, as in its link (12 of event-12), or its code; all of them when absent." };
        return Table(
            "registrations",
            "Registrations for events, those cancelled and those that wait too.",
            result => (connection, settings) =>
            {
                if (result.GetValue(only) is not { } text)
                    return RegistrationExport.Read(connection, settings.Clock);
                return EventLookup.Find(connection, text) is { } id
                    ? RegistrationExport.Read(connection, settings.Clock, id)
                    : throw new OperatorException($"there is no event \"{text}\". Its number stands in its link (12 of event-12), its code in the table that it came from.");
            },
            only);
    }

    private static Command Consultations()
    {
        var from = Day("--from", "First day of those asked, as 2026-11-01.");
        var to = Day("--to", "Last day of those asked.");
        return Table(
            "consultations",
            "Questions to methodists: who asked and answered, and how long that took in working time; not what was written.",
            result =>
            {
                var (first, last) = (result.GetValue(from), result.GetValue(to));
                return (connection, settings) => ConsultationExport.Read(
                    connection, WorkingHoursSettings.Read(settings.Service.WorkingHours, settings.Service.Holidays, settings.Clock, [])!, settings.Clock, first, last);
            },
            from,
            to);
    }

    private static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", out var day))
                return day;
            result.AddError($"{name} \"{result.Tokens[0].Value}\" is no day. Write for example 2026-11-25.");
            return null;
        },
    };

    private static Command Table(string name, string description, Func<SqliteConnection, HostSettings, ExportTable> read) => Table(name, description, _ => read);

    /// <param name="prepare">Reads the table's own options; what it throws is told before anything is opened.</param>
    private static Command Table(
        string name, string description, Func<ParseResult, Func<SqliteConnection, HostSettings, ExportTable>> prepare, params ReadOnlySpan<Option> own)
    {
        var format = new Option<ExportFormat?>("--format") { Description = "xlsx, csv or json; by the ending of --out when absent, else xlsx." };
        var output = new Option<FileInfo>("--out") { Description = "File to write.", Required = true };
        var store = StoreLocation.Option();
        var command = new Command(name, description) { format, output, store };
        foreach (var option in own)
            command.Options.Add(option);
        command.SetAction((result, _) => CommandLine.GuardAsync(() =>
        {
            var read = prepare(result);
            var file = result.GetRequiredValue(output);
            Write(read, result.GetValue(format) ?? FormatOf(file), file, result.GetValue(store));
            return Task.FromResult(0);
        }));
        return command;
    }

    private static void Write(Func<SqliteConnection, HostSettings, ExportTable> read, ExportFormat format, FileInfo output, string? storePath)
    {
        var settings = HostSettings.Read([]);
        var path = StoreLocation.ForReading(settings, storePath);
        try
        {
            using var store = StoreLocation.Open(settings, path);
            using var connection = store.OpenConnection();
            // One moment of the store, however many questions the table asks.
            using var moment = connection.BeginTransaction(deferred: true);
            WholeFile.Write(output, file => TableWriter.Write(read(connection, settings), format, file));
        }
        catch (StoreException e)
        {
            throw new OperatorException(e.Message);
        }
        catch (SqliteException e)
        {
            throw new OperatorException($"{StoreLocation.Explain(path, e)} Nothing was written.");
        }

        Console.WriteLine($"written: {output.FullName}");
    }

    internal static ExportFormat FormatOf(FileInfo file) => file.Extension.ToLowerInvariant() switch
    {
        ".csv" => ExportFormat.Csv,
        ".json" => ExportFormat.Json,
        _ => ExportFormat.Xlsx,
    };

    private static List<Machine> Questionnaires() =>
        [.. LoadedDialogs.Load(null).Machines.Where(machine => machine.Kind == DialogKind.Questionnaire).OrderBy(machine => machine.Name, StringComparer.Ordinal)];

    private static Machine Choose(string? name)
    {
        var all = Questionnaires();
        var names = string.Join(", ", all.Select(machine => machine.Name));
        if (name is null)
            return all.Count == 1 ? all[0] : throw new OperatorException($"there are several questionnaires: {names}. Choose with --questionnaire NAME.");
        return all.Find(machine => machine.Name == name) ?? throw new OperatorException($"there is no questionnaire \"{name}\". There are: {names}.");
    }
}

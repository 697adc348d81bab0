using System.CommandLine;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Definition;
using MethodBot.Host.DialogFiles;
using MethodBot.Host.Settings;
using MethodBot.Service;
using MethodBot.Service.Exports;
using MethodBot.Service.Questionnaires;

namespace MethodBot.Host.Commands;

/// <summary><c>export responses</c>: tables of what people answered. Works beside a running bot.</summary>
internal static class ExportCommand
{
    public static Command Build()
    {
        var questionnaire = new Option<string?>("--questionnaire") { Description = "Name of the questionnaire; may be left out when there is only one." };
        var format = new Option<ExportFormat>("--format") { Description = "xlsx, csv or json.", DefaultValueFactory = _ => ExportFormat.Xlsx };
        var output = new Option<FileInfo>("--out") { Description = "File to write.", Required = true };
        var store = new Option<string?>("--store") { Description = "Database file; the setting Storage:Path (in the sandbox its own) when absent." };
        var responses = new Command("responses", "Responses to a questionnaire: a row a person, a column a question.") { questionnaire, format, output, store };
        responses.SetAction((result, _) => CommandLine.GuardAsync(() => Task.FromResult(
            RunResponses(result.GetValue(questionnaire), result.GetValue(format), result.GetRequiredValue(output), result.GetValue(store)))));
        return new Command("export", "Writes tables for Excel and other programs.") { responses };
    }

    private static int RunResponses(string? questionnaire, ExportFormat format, FileInfo output, string? storePath)
    {
        var settings = HostSettings.Read([]);
        using var services = new ServiceCollection().AddService(settings.Service).AddSingleton<SliceSet>().BuildServiceProvider();
        var slices = services.GetRequiredService<SliceSet>();
        var (set, faults) = DialogFolder.Load(DialogFolder.Locate(settings.DialogsPath), slices.Vocabulary);
        if (set is null)
            throw new OperatorException([.. faults.Select(fault => fault.ToString())]);
        var machine = Choose(set, questionnaire);
        var path = storePath ?? (settings.IsSandbox ? Sandbox.SandboxFiles.StorePath(settings.Storage) : settings.Storage.Path);
        if (!File.Exists(path))
            throw new OperatorException($"there is no store at {Path.GetFullPath(path)}. Set Storage:Path or give --store FILE.");
        try
        {
            using var store = Store.Open(path, slices.Schemas, exclusive: false);
            using var connection = store.OpenConnection();
            using var file = output.Create();
            TableWriter.Write(ResponseExport.Read(connection, machine, settings.Clock), format, file);
        }
        catch (StoreException e)
        {
            throw new OperatorException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException($"{output.FullName} cannot be written: {e.Message}");
        }

        Console.WriteLine($"written: {output.FullName}");
        return 0;
    }

    private static Dialogs.Machines.Machine Choose(DialogSet set, string? name)
    {
        var all = set.Machines.Where(machine => machine.Kind == DialogKind.Questionnaire).OrderBy(machine => machine.Name, StringComparer.Ordinal).ToList();
        var names = string.Join(", ", all.Select(machine => machine.Name));
        if (name is null)
            return all.Count == 1 ? all[0] : throw new OperatorException($"there are several questionnaires: {names}. Choose with --questionnaire NAME.");
        return all.Find(machine => machine.Name == name) ?? throw new OperatorException($"there is no questionnaire \"{name}\". There are: {names}.");
    }
}

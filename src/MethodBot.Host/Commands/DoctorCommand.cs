using System.CommandLine;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Host.DialogFiles;
using MethodBot.Host.Settings;
using MethodBot.Messengers;
using MethodBot.Service;
using MethodBot.Service.People;
using Microsoft.Data.Sqlite;

namespace MethodBot.Host.Commands;

/// <summary><c>doctor</c>: whether settings, messengers and store are well, and what to do where they are not. Works beside a running bot.</summary>
internal static class DoctorCommand
{
    private const int UsualListening = 15;
    private const int LongestListening = 45;

    public static Command Build()
    {
        var listen = new Option<int>("--listen")
        {
            Description = $"Seconds to listen for another program that receives instead of the bot, while the bot is stopped; 0 to {LongestListening}.",
            DefaultValueFactory = _ => UsualListening,
        };
        var store = StoreLocation.Option();
        var command = new Command("doctor", "Checks settings, messengers and store, and says what to do. Exit code 1 when something is broken.")
        {
            listen,
            store,
            Change(
                "retry",
                "Runs the turn of an update that was set aside again, once what made it fail is mended.",
                "Marked: the running bot does it within seconds, a stopped one at its next start. \"methodbot doctor\" tells whether it failed again.",
                SetAsideTable.Mark),
            Change("discard", "Forgets an update that was set aside, with what was written in it.", "Discarded.", SetAsideTable.Discard),
        };
        command.SetAction((result, cancellationToken) => CommandLine.GuardAsync(
            () => ExamineAsync(result.GetValue(store), TimeSpan.FromSeconds(Math.Clamp(result.GetValue(listen), 0, LongestListening)), cancellationToken)));
        return command;
    }

    /// <summary>A command that changes one update that was set aside.</summary>
    /// <param name="change">False: there is no such one.</param>
    private static Command Change(string name, string description, string done, Func<SqliteConnection, long, bool> change)
    {
        var number = new Argument<long>("number") { Description = "Number of the update, as doctor lists it." };
        var store = StoreLocation.Option();
        var command = new Command(name, description) { number, store };
        command.SetAction((result, _) => CommandLine.GuardAsync(() =>
        {
            Change(result.GetValue(store), result.GetValue(number), change);
            Console.WriteLine(done);
            return Task.FromResult(0);
        }));
        return command;
    }

    private static void Change(string? given, long number, Func<SqliteConnection, long, bool> change)
    {
        var settings = HostSettings.Read([]);
        var path = StoreLocation.ForReading(settings, given);
        try
        {
            using var store = StoreLocation.Open(settings, path);
            using var connection = store.OpenConnection();
            if (!change(connection, number))
                throw new OperatorException($"no update {number} is set aside, or not in a way that allows this. \"methodbot doctor\" lists those that are.");
        }
        catch (StoreException e)
        {
            throw new OperatorException(e.Message);
        }
        catch (SqliteException e)
        {
            throw new OperatorException(StoreLocation.Explain(path, e));
        }
    }

    private static async Task<int> ExamineAsync(string? given, TimeSpan listening, CancellationToken cancellationToken)
    {
        var settings = HostSettings.Read([]);
        await using var services = new ServiceCollection()
            .AddLogging().AddService(settings.Service).AddSingleton<SliceSet>().AddMessengers(settings.Configuration).BuildServiceProvider();
        var slices = services.GetRequiredService<SliceSet>();
        var report = new DoctorReport(Console.Out);
        var path = Path.GetFullPath(given ?? StoreLocation.Default(settings));
        report.Tell(new Examination("Settings", [.. JudgeSettings(settings, slices, path)]));

        var visit = new DoctorVisit(() => Store.FindHolder(path) is not null, listening);
        foreach (var doctor in services.GetServices<IMessengerDoctor>())
        {
            foreach (var examination in await doctor.ExamineAsync(visit, cancellationToken))
                report.Tell(examination);
        }

        report.Tell(StoreDoctor.Examine(path, slices.Schemas, services.GetRequiredService<TimeProvider>().GetUtcNow()));
        report.Tell([.. ReadOrNothing(path, SetAsideTable.List)]);
        return report.Conclude();
    }

    private static IEnumerable<Finding> JudgeSettings(HostSettings settings, SliceSet slices, string path)
    {
        yield return settings.IsSandbox
            ? Finding.Attention("no messenger has a token: methodbot runs the sandbox", "Set Telegram:Token, or Vk:Token and Vk:GroupId, to serve people.")
            : Finding.Good("settings are read, and none is wrong");
        if (settings.Service.Phone.Length == 0)
            yield return Finding.Attention("Service:Phone is empty", "Set it: people who do not consent are given a number to call.");
        if (settings.Service.Admins.Count == 0 && !ReadOrNothing(path, PeopleTable.Administrators).Any())
        {
            yield return Finding.Attention(
                "there is no administrator: nobody may give roles, or publish dialogs from a chat",
                "Import one (\"methodbot import people\", with the role администратор and --invitations FILE), or set Service:Admins to accounts such as telegram:1001 or vk:7001.");
        }

        yield return JudgeDialogs(settings, slices);
    }

    private static Finding JudgeDialogs(HostSettings settings, SliceSet slices)
    {
        try
        {
            var folder = DialogFolder.Locate(settings.DialogsPath);
            var (set, faults) = DialogFolder.Load(folder, slices.Vocabulary);
            return set is null
                ? Finding.Broken($"{faults.Length} fault(s) in the dialogs of {folder}, the first: {faults[0]}", "\"methodbot check\" tells every one.")
                : Finding.Good($"the dialogs of {folder} have no faults");
        }
        catch (OperatorException e)
        {
            return Finding.Broken(string.Join(" ", e.Messages), "Without dialogs the bot does not start.");
        }
    }

    /// <summary>What can be told; why the store cannot be read is told by its examination.</summary>
    private static IEnumerable<T> ReadOrNothing<T>(string path, Func<SqliteConnection, IEnumerable<T>> read)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            return [.. read(connection)];
        }
        catch (SqliteException)
        {
            return [];
        }
    }
}

/// <summary>Prints examinations as they come, and counts what they found.</summary>
internal sealed class DoctorReport(TextWriter output)
{
    private int _broken;
    private int _attention;

    public void Tell(Examination examination)
    {
        output.WriteLine(examination.Subject);
        foreach (var finding in examination.Findings)
        {
            var word = finding.Level switch
            {
                FindingLevel.Good => "ok    ",
                FindingLevel.Attention => "look  ",
                _ => "BROKEN",
            };
            output.WriteLine($"  {word}  {finding.Found}");
            if (finding.ToDo is { } toDo)
                output.WriteLine($"          → {toDo}");
            _broken += finding.Level == FindingLevel.Broken ? 1 : 0;
            _attention += finding.Level == FindingLevel.Attention ? 1 : 0;
        }

        output.WriteLine();
    }

    public void Tell(IReadOnlyList<SetAsideUpdate> updates)
    {
        if (updates.Count == 0)
            return;
        output.WriteLine("Set aside (number, messenger, when by UTC, key: why)");
        foreach (var update in updates)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {update.Id}  {update.Messenger}:{update.Channel}  {update.ReceivedAt:yyyy-MM-dd HH:mm}  {update.Key}: {update.Error}"));
        }

        output.WriteLine();
    }

    /// <returns>The exit code.</returns>
    public int Conclude()
    {
        output.WriteLine((_broken, _attention) switch
        {
            (0, 0) => "Everything is well.",
            (0, _) => $"Nothing is broken; {_attention} to look at.",
            (_, 0) => $"Broken: {_broken}.",
            _ => $"Broken: {_broken}; {_attention} more to look at.",
        });
        return _broken == 0 ? 0 : 1;
    }
}

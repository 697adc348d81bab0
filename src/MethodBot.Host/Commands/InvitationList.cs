using System.CommandLine;
using MethodBot.Conversations.Storage;
using MethodBot.Host.Settings;
using MethodBot.Service;
using MethodBot.Service.Exports;
using MethodBot.Service.People;

namespace MethodBot.Host.Commands;

/// <summary>The list of invitations for people who came by a table, to be handed out.</summary>
internal static class InvitationList
{
    public static Option<FileInfo?> Option() => new("--invitations")
    {
        Description = "Writes a table (xlsx or csv) with a personal invitation for everybody who has no account yet; each works once, for two weeks.",
    };

    /// <exception cref="OperatorException">The file cannot be written; then no invitation was made either.</exception>
    public static void Write(Store store, HostSettings settings, FileInfo output)
    {
        using var services = new ServiceCollection().AddService(settings.Service).BuildServiceProvider();
        using var connection = store.OpenConnection();
        using var commit = connection.BeginTransaction(deferred: false);
        using var transaction = new StoreTransaction(connection);
        var table = PersonInvitations.Issue(
            transaction, services.GetRequiredService<IOneTimeCodeSource>(), settings.Clock, TimeProvider.System.GetUtcNow(), payload => LinkTo(settings, payload));
        WholeFile.Write(output, file => TableWriter.Write(table, ExportCommand.FormatOf(output), file));
        commit.Commit();
        Console.WriteLine($"written: {output.FullName}");
    }

    // Without asking the messengers only the community's own address is known; the bot's name in Telegram is not.
    private static string? LinkTo(HostSettings settings, string payload) =>
        settings.Configuration["Vk:GroupId"] is { Length: > 0 } group ? $"https://vk.me/club{group}?ref={payload}" : null;
}

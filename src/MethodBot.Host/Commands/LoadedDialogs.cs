using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Machines;
using MethodBot.Host.DialogFiles;
using MethodBot.Host.Settings;
using MethodBot.Service;

namespace MethodBot.Host.Commands;

/// <summary>The dialogs for commands that need them whole.</summary>
internal static class LoadedDialogs
{
    /// <param name="path">Folder of dialogs; the setting when null.</param>
    /// <exception cref="OperatorException">Every fault of the dialogs, a message each.</exception>
    public static DialogSet Load(string? path)
    {
        var settings = HostSettings.Read([]);
        using var services = new ServiceCollection().AddService(settings.Service).AddSingleton<SliceSet>().BuildServiceProvider();
        var (set, faults) = DialogFolder.Load(DialogFolder.Locate(path ?? settings.DialogsPath), services.GetRequiredService<SliceSet>().Vocabulary);
        return set ?? throw new OperatorException([.. faults.Select(fault => fault.ToString())]);
    }

    /// <summary>The dialog of this name.</summary>
    /// <exception cref="OperatorException">There is none; the message names those that there are.</exception>
    public static Machine Require(DialogSet dialogs, string name)
    {
        if (dialogs.Find(name) is { } machine)
            return machine;
        var names = dialogs.Machines.Select(known => known.Name).Order(StringComparer.Ordinal).ToList();
        var similar = Similarity.Closest(name, names);
        throw new OperatorException($"there is no dialog \"{name}\".{(similar is null ? "" : $" Did you mean \"{similar}\"?")} There are: {string.Join(", ", names)}.");
    }
}

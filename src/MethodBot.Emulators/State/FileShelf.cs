using System.Collections.Concurrent;

namespace MethodBot.Emulators.State;

/// <summary>Contents of files in chats: in a folder beside the state file, or in memory when there is none.</summary>
internal sealed class FileShelf
{
    private readonly string? folder;
    private readonly ConcurrentDictionary<string, byte[]> memory = new(StringComparer.Ordinal);

    public FileShelf(string? stateFile)
    {
        if (stateFile is null)
            return;
        folder = stateFile + ".files";
        Directory.CreateDirectory(folder);
    }

    /// <param name="id">Made by the emulator: letters, digits, hyphen and underscore.</param>
    public void Save(string id, byte[] content)
    {
        if (folder is null)
        {
            memory[id] = content;
            return;
        }
        var place = Path.Combine(folder, id);
        var fresh = place + ".new";
        File.WriteAllBytes(fresh, content);
        File.Move(fresh, place, overwrite: true);
    }

    public byte[]? Read(string id)
    {
        if (folder is null)
            return memory.GetValueOrDefault(id);
        var place = Path.Combine(folder, id);
        return File.Exists(place) ? File.ReadAllBytes(place) : null;
    }
}

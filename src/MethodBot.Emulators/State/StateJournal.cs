using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MethodBot.Emulators.State;

/// <summary>
/// Keys and values that survive a restart: an append-only file of changes, rewritten when most of it is out of date.
/// A change costs one small write whatever the length of the chats, and it is with the operating system before anybody is told
/// of it, so a killed process forgets nothing that it said. Not safe for several threads: the owner holds its lock.
/// </summary>
internal sealed class StateJournal : IDisposable
{
    private const string Format = "methodbot-emulator 1 ";

    /// <summary>Out-of-date lines that are tolerated besides as many as there are live ones.</summary>
    private const int Slack = 4096;

    private readonly string? path;
    private readonly string header;
    private readonly Dictionary<string, string> live = new(StringComparer.Ordinal);
    private readonly StringBuilder pending = new();
    private FileStream? stream;
    private int lines;
    private bool broken;

    private StateJournal(string? path, string owner)
    {
        this.path = path;
        header = Format + owner;
    }

    /// <summary>Opens the journal of <paramref name="owner"/>, or one that keeps nothing when there is no path.</summary>
    public static StateJournal Open(string? path, string owner)
    {
        var journal = new StateJournal(path, owner);
        if (path is not null)
            journal.Load(path);
        return journal;
    }

    public IEnumerable<T> Read<T>(string prefix, JsonTypeInfo<T> type)
    {
        foreach (var (key, json) in live)
        {
            if (!key.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            T? value;
            try
            {
                value = JsonSerializer.Deserialize(json, type);
            }
            catch (JsonException)
            {
                // A line half-written when the disk was full: the rest of the file is still good.
                continue;
            }
            if (value is not null)
                yield return value;
        }
    }

    public void Put<T>(string key, T value, JsonTypeInfo<T> type)
    {
        if (path is null)
            return;
        var json = JsonSerializer.Serialize(value, type);
        live[key] = json;
        pending.Append('+').Append(key).Append('\t').Append(json).Append('\n');
        lines++;
    }

    public void Remove(string key)
    {
        if (path is null || !live.Remove(key))
            return;
        pending.Append('-').Append(key).Append('\n');
        lines++;
    }

    /// <summary>Hands what has changed to the operating system.</summary>
    public void Flush()
    {
        if (path is null || pending.Length == 0)
            return;
        if (broken || lines > (2 * live.Count) + Slack)
        {
            Rewrite(path);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(pending.ToString());
        // Set until the write has ended, so that after a failure the next one starts from a whole file.
        broken = true;
        stream!.Write(bytes);
        stream.Flush();
        broken = false;
        pending.Clear();
    }

    public void Dispose()
    {
        if (stream is null)
            return;
        Flush();
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        stream = null;
    }

    private void Load(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (File.Exists(file))
        {
            using var reader = new StreamReader(file, Encoding.UTF8);
            var first = reader.ReadLine();
            if (first is not null && !string.Equals(first, header, StringComparison.Ordinal))
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{file} is not a state file of this emulator ({header})."));
            while (reader.ReadLine() is { } line)
                Apply(line);
        }
        Rewrite(file);
    }

    private void Apply(string line)
    {
        if (line.Length < 2)
            return;
        if (line[0] == '-')
        {
            live.Remove(line[1..]);
            return;
        }
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        // Without a whole value it is the torn last line of a killed process.
        if (line[0] == '+' && tab > 0 && line.EndsWith('}'))
            live[line[1..tab]] = line[(tab + 1)..];
    }

    /// <summary>Writes the live state beside the file and puts it in its place in one step.</summary>
    private void Rewrite(string file)
    {
        // Until it has ended well, every flush comes back here.
        broken = true;
        var fresh = file + ".new";
        using (var writer = new StreamWriter(fresh, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            writer.Write(header);
            writer.Write('\n');
            foreach (var (key, json) in live)
            {
                writer.Write('+');
                writer.Write(key);
                writer.Write('\t');
                writer.Write(json);
                writer.Write('\n');
            }
            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }
        stream?.Dispose();
        File.Move(fresh, file, overwrite: true);
        stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        lines = live.Count;
        pending.Clear();
        broken = false;
    }
}

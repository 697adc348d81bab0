using System.Text;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.PowerCuts;

/// <summary>One thing that the bot did to the files of its store, or the beginning of something that it sent.</summary>
/// <param name="Kind">As <c>shim.c</c> tells them.</param>
internal sealed record TraceRecord(char Kind, string File, long Offset, byte[] Data);

/// <summary>What a bot writes, syncs and sends, in order, recorded by a shim that stands before the C library.</summary>
internal sealed class WriteTrace(string folder)
{
    private readonly string _path = Path.Combine(folder, "trace");
    private readonly string _shim = Path.Combine(folder, "shim.so");

    /// <summary>Words before the bot's command line.</summary>
    public IReadOnlyList<string> Words => ["env", $"LD_PRELOAD={_shim}", $"METHODBOT_TRACE={_path}"];

    public Task CompileAsync() => Shim.CompileAsync(Path.Combine("PowerCuts", "shim.c"), _shim);

    public List<TraceRecord> Read()
    {
        using var reader = new BinaryReader(File.OpenRead(_path));
        var records = new List<TraceRecord>();
        // What the end of the process cut off in the middle was not done.
        while (reader.BaseStream.Length - reader.BaseStream.Position > 21)
        {
            var kind = (char)reader.ReadByte();
            var nameLength = reader.ReadInt32();
            var offset = reader.ReadInt64();
            var length = reader.ReadInt64();
            var name = Encoding.UTF8.GetString(reader.ReadBytes(nameLength));
            var data = reader.ReadBytes(kind is 'W' or 'N' ? (int)length : 0);
            if (kind is 'W' or 'N' && data.Length < length)
                break;
            records.Add(new TraceRecord(kind, name, offset, data));
        }

        return records;
    }
}

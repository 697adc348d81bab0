namespace MethodBot.Bench.Load;

/// <summary>A folder on the disk for one run.</summary>
internal sealed class LoadFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("methodbot-load").FullName;

    public string StorePath => Path.Combine(_path, "methodbot.db");

    public string Second => Path.Combine(_path, "second.db");

    public void Dispose() => Directory.Delete(_path, recursive: true);
}

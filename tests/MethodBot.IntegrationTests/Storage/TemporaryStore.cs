using MethodBot.Conversations.Storage;

namespace MethodBot.IntegrationTests.Storage;

/// <summary>A store in a folder of its own, gone at the end of the test.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private static readonly SchemaPart Notes = new("notes", ["CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"]);

    public string Folder { get; } = Directory.CreateTempSubdirectory("methodbot-store").FullName;

    public string Path => System.IO.Path.Combine(Folder, "methodbot.db");

    public Store Open(bool exclusive = false, params SchemaPart[] parts) => Store.Open(Path, parts.Length == 0 ? [Notes] : parts, exclusive);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

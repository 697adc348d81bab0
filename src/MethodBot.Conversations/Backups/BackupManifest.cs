using System.Text.Json.Serialization;

namespace MethodBot.Conversations.Backups;

/// <summary>What a backup says of itself, in <c>manifest.json</c>, its last entry: one that broke off has none.</summary>
/// <param name="Format">Of the archive; this program writes and reads 1.</param>
/// <param name="CreatedAt">When the copy of the database was begun, UTC.</param>
/// <param name="Schema">Versions of the database's parts.</param>
/// <param name="DatabaseHash">SHA-256 of the database, lower-case hexadecimal.</param>
/// <param name="Files">Contents beside it.</param>
/// <param name="Dialogs">Files of dialogs.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, int> Schema, string DatabaseHash, long DatabaseBytes, int Files, int Dialogs)
{
    internal const int PresentFormat = 1;
    internal const string Entry = "manifest.json";
    internal const string DatabaseEntry = "methodbot.db";
    internal const string FilesFolder = "files/";
    internal const string DialogsFolder = "dialogs/";
}

/// <summary>A backup cannot be made, is none, or cannot be restored here; the message says what to do.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;

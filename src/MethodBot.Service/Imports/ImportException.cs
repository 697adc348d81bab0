namespace MethodBot.Service.Imports;

/// <summary>The file as a whole cannot be imported; the message, in Russian, says what to do and is shown as it is.</summary>
public sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner);

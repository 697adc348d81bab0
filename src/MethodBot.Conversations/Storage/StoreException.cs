namespace MethodBot.Conversations.Storage;

/// <summary>The store cannot be used; the message says what to do and is shown to the operator as it is.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);

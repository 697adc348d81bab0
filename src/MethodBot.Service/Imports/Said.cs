namespace MethodBot.Service.Imports;

/// <summary>What a cell says: a value, that there is none (a dash), or nothing (it is empty).</summary>
public readonly record struct Said<T>(bool IsSaid, T? Value)
{
    /// <summary>The value to be, where <paramref name="known"/> is the one that is.</summary>
    public T? Or(T? known) => IsSaid ? Value : known;
}

namespace MethodBot.Service.Imports;

/// <summary>Words of cells that every directory shares.</summary>
internal static class ImportWords
{
    public static WordChoice<bool> YesNo { get; } = new(
        (true, ["да", "+", "1", "x", "х", "v", "истина", "true", "yes"]),
        (false, ["нет", "0", "ложь", "false", "no"]));
}

namespace MethodBot.Service.People;

/// <summary>Russian names: surname, first name, patronymic, in whatever order they are typed.</summary>
public sealed record FullName(string? Surname, string First, string? Patronymic)
{
    private static readonly string[] PatronymicEndings = ["вич", "вна", "ьич", "ична", "инична", "оглы", "кызы", "улы"];

    /// <summary>How a person is addressed: «Мария Петровна».</summary>
    public string Address => Patronymic is null ? First : $"{First} {Patronymic}";

    /// <summary>As names are searched and compared: «Алёна» and «Алена» are one.</summary>
    public string Search => SearchText.Index(Surname ?? "", First, Patronymic ?? "");

    /// <summary>«Лебедева Мария Петровна»; null when these are not one to four words of letters.</summary>
    public static FullName? Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Capitalize).ToArray();
        if (words.Length is 0 or > 4 || !Array.TrueForAll(words, IsWord))
            return null;
        return words switch
        {
            [var first] => new FullName(null, first, null),
            [var first, var second] when IsPatronymic(second) => new FullName(null, first, second),
            [var surname, var first] => new FullName(surname, first, null),
            [var first, var second, var surname] when IsPatronymic(second) => new FullName(surname, first, second),
            [var surname, var first, .. var rest] => new FullName(surname, first, string.Join(' ', rest)),
            _ => null,
        };
    }

    /// <summary>A name whose parts are known apart, each of one to three words of letters; null when they are not.</summary>
    public static FullName? Of(string? surname, string first, string? patronymic)
    {
        var (last, name, father) = (Part(surname), Part(first), Part(patronymic));
        return name is null || (last is null && surname is not null) || (father is null && patronymic is not null) ? null : new FullName(last, name, father);
    }

    private static string? Part(string? text)
    {
        if (text is null)
            return null;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Capitalize).ToArray();
        return words.Length is >= 1 and <= 3 && Array.TrueForAll(words, IsWord) ? string.Join(' ', words) : null;
    }

    private static bool IsPatronymic(string word) =>
        word.Length > 4 && Array.Exists(PatronymicEndings, ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsWord(string word) => word.Length is > 1 and <= 40 && char.IsLetter(word[0]) && word.All(c => char.IsLetter(c) || c is '-' or '\'' or '’');

    private static string Capitalize(string word) =>
        string.Join('-', word.Split('-').Select(part => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant()));
}

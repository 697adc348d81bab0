using System.Collections.Immutable;

namespace MethodBot.Service.Imports.Columns;

internal enum OrganizationKind
{
    School,
    Kindergarten,
    Extra,
}

/// <summary>How a table of organizations is written.</summary>
internal static class OrganizationColumns
{
    public static readonly ImportColumn Id = new("Номер в боте", "id", "номер записи");

    public static readonly ImportColumn Kind = new(
        "Вид", "вид организации", "тип", "тип организации", "вид учреждения", "тип учреждения", "категория");

    public static readonly ImportColumn Name = new(
        "Название", "наименование", "организация", "учреждение", "название организации", "наименование организации", "наименование учреждения",
        "название учреждения", "полное название", "полное наименование", "образовательная организация", "наименование оо", "название оо")
    {
        IsRequired = true,
    };

    public static readonly ImportColumn Aliases = new(
        "Другие названия", "краткое название", "краткие названия", "краткое наименование", "краткие наименования", "сокращенное название",
        "сокращенное наименование", "псевдоним", "псевдонимы", "прежние названия", "прежнее название", "как еще называют", "сокращение", "синонимы");

    public static readonly ImportColumn Code = new(
        "Код", "инн", "номер", "код организации", "код оо", "инн организации", "код или инн", "инн код", "идентификатор");

    public static readonly ImportColumn Municipality = new(
        "Муниципалитет", "район", "муниципальное образование", "округ", "муниципальный округ", "городской округ", "территория", "мо");

    public static readonly ImportColumn Closed = new("Закрыта", "закрыто", "закрыт", "дата закрытия", "ликвидирована");

    public static readonly ImmutableArray<ImportColumn> All = [Id, Kind, Name, Aliases, Code, Municipality, Closed];

    public static WordChoice<OrganizationKind> Kinds { get; } = new(
        (OrganizationKind.School,
            ["школа", "школы", "сош", "оош", "общеобразовательная", "общеобразовательная организация", "общеобразовательное учреждение", "гимназия", "лицей",
            "интернат", "школа интернат", "мбоу", "мкоу", "маоу", "оу", "school"]),
        (OrganizationKind.Kindergarten,
            ["детский сад", "детские сады", "доу", "доо", "мбдоу", "мадоу", "мкдоу", "мдоу", "сад", "садик", "дошкольная", "дошкольное",
            "дошкольная образовательная организация", "дошкольное учреждение", "дошкольное образовательное учреждение", "kindergarten"]),
        (OrganizationKind.Extra,
            ["доп. образование", "дополнительное образование", "допобразование", "организация дополнительного образования", "учреждение дополнительного образования",
            "удо", "одо", "мбу до", "мау до", "мбудо", "дополнительное", "extra"]));

    /// <summary>As the store keeps it.</summary>
    public static string KeyOf(OrganizationKind kind) => kind switch
    {
        OrganizationKind.School => "school",
        OrganizationKind.Kindergarten => "kindergarten",
        _ => "extra",
    };

    /// <summary>As a table says it.</summary>
    public static string NameOfKind(string key) => Kinds.Find(key) is { } kind ? Kinds.NameOf(kind) : key;

    // Of several that fit, the first: a school of sports is no school.
    private static readonly ImmutableArray<(OrganizationKind Kind, string Words)> Signs =
    [
        (OrganizationKind.Kindergarten, "детский сад"), (OrganizationKind.Kindergarten, "детского сада"), (OrganizationKind.Kindergarten, "доу"),
        (OrganizationKind.Kindergarten, "мбдоу"), (OrganizationKind.Kindergarten, "мадоу"), (OrganizationKind.Kindergarten, "мкдоу"),
        (OrganizationKind.Kindergarten, "мдоу"), (OrganizationKind.Kindergarten, "црр"),
        (OrganizationKind.Extra, "спортивная школа"), (OrganizationKind.Extra, "школа искусств"), (OrganizationKind.Extra, "музыкальная школа"),
        (OrganizationKind.Extra, "художественная школа"), (OrganizationKind.Extra, "дополнительного образования"), (OrganizationKind.Extra, "творчества"),
        (OrganizationKind.Extra, "станция юных"), (OrganizationKind.Extra, "ддт"), (OrganizationKind.Extra, "цдт"), (OrganizationKind.Extra, "дюсш"),
        (OrganizationKind.Extra, "сют"), (OrganizationKind.Extra, "юннатов"), (OrganizationKind.Extra, "кванториум"),
        (OrganizationKind.School, "школа"), (OrganizationKind.School, "сош"), (OrganizationKind.School, "оош"), (OrganizationKind.School, "нош"),
        (OrganizationKind.School, "гимназия"), (OrganizationKind.School, "лицей"), (OrganizationKind.School, "интернат"),
        (OrganizationKind.School, "общеобразовательная"),
    ];

    /// <summary>What the name itself says; null when it says nothing.</summary>
    public static OrganizationKind? GuessKind(string name)
    {
        var words = $" {ImportColumn.Normalize(name)} ";
        foreach (var (kind, sign) in Signs)
        {
            if (words.Contains($" {sign} ", StringComparison.Ordinal))
                return kind;
        }

        return null;
    }
}

using System.Collections.Immutable;

namespace MethodBot.Service.Imports.Columns;

internal enum PersonRole
{
    /// <summary>No role of the service: everybody else.</summary>
    Teacher,
    Coordinator,
    Methodist,

    /// <summary>A methodist who stands in for another.</summary>
    Deputy,
    Head,
    Administrator,
}

/// <summary>How a table of people is written.</summary>
internal static class PersonColumns
{
    public static readonly ImportColumn Id = new("Номер в боте", "id", "номер записи");

    public static readonly ImportColumn Surname = new("Фамилия");

    public static readonly ImportColumn FirstName = new("Имя");

    public static readonly ImportColumn Patronymic = new("Отчество");

    public static readonly ImportColumn FullName = new(
        "ФИО", "фамилия имя отчество", "фио педагога", "фио сотрудника", "фио работника", "педагог", "сотрудник", "полное имя");

    public static readonly ImportColumn Organization = new(
        "Организация", "школа", "место работы", "учреждение", "образовательная организация", "оо", "название организации", "наименование организации", "работодатель");

    public static readonly ImportColumn Position = new("Должность", "кем работает", "занимаемая должность", "основная должность");

    public static readonly ImportColumn Area = new(
        "Предмет или группа", "предмет", "предметы", "группа", "предмет группа", "преподаваемый предмет", "преподаваемые предметы", "возрастная группа");

    public static readonly ImportColumn Role = new("Роль", "роли", "роль в боте", "права");

    public static readonly ImportColumn Directions = new("Направления", "направление", "направление методиста", "направления методиста");

    public static readonly ImportColumn Levels = new("Уровни", "уровень", "уровень образования", "уровни образования");

    public static readonly ImmutableArray<ImportColumn> All =
        [Id, Surname, FirstName, Patronymic, FullName, Organization, Position, Area, Role, Directions, Levels];

    public static WordChoice<PersonRole> RoleWords { get; } = new(
        (PersonRole.Teacher, ["педагог", "учитель", "воспитатель", "пользователь", "без роли"]),
        (PersonRole.Coordinator, ["координатор", "школьный координатор", "координатор организации", "coordinator"]),
        (PersonRole.Methodist, ["методист", "methodist"]),
        (PersonRole.Deputy, ["методист-заместитель", "заместитель методиста", "зам. методиста", "заместитель"]),
        (PersonRole.Head, ["руководитель службы", "руководитель", "руководитель центра", "head"]),
        (PersonRole.Administrator, ["администратор", "админ", "administrator"]));

    /// <summary>Levels of education, as the store keeps them.</summary>
    public static WordChoice<Level> LevelWords { get; } = new(
        (Level.Preschool, ["ДО", "дошкольное", "дошкольный", "дошкольное образование", "доу", "фгос до", "preschool"]),
        (Level.Primary, ["НОО", "начальное", "начальный", "начальная школа", "начальные классы", "1-4", "фгос ноо", "primary"]),
        (Level.Basic, ["ООО", "основное", "основной", "основная школа", "5-9", "фгос ооо", "basic"]),
        (Level.Secondary, ["СОО", "среднее", "средний", "старшая школа", "средняя школа", "10-11", "фгос соо", "secondary"]));

    /// <summary>Beside a direction, in parentheses: the methodist stands in for another there.</summary>
    public const string DeputyMark = "зам.";

    /// <summary>As the table of roles keeps it; methodists have a table of their own.</summary>
    public static string KeyOf(PersonRole role) => role switch
    {
        PersonRole.Coordinator => "coordinator",
        PersonRole.Head => "head",
        PersonRole.Administrator => "administrator",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "the table of roles does not keep it"),
    };

    /// <summary>Null for a role that tables do not name.</summary>
    public static PersonRole? RoleOf(string key) => key switch
    {
        "coordinator" => PersonRole.Coordinator,
        "head" => PersonRole.Head,
        "administrator" => PersonRole.Administrator,
        _ => null,
    };

    public static string KeyOf(Level level) => level switch
    {
        Level.Preschool => "preschool",
        Level.Primary => "primary",
        Level.Basic => "basic",
        _ => "secondary",
    };

    public static string NameOfLevel(string key) => LevelWords.Find(key) is { } level ? LevelWords.NameOf(level) : key;
}

internal enum Level
{
    Preschool,
    Primary,
    Basic,
    Secondary,
}

using System.Collections.Immutable;
using MethodBot.Service.Events;

namespace MethodBot.Service.Imports.Columns;

internal enum EventKind
{
    Seminar,
    Series,
    MasterClass,
    RoundTable,
    Webinar,
    OpenDay,
    Festival,
}

/// <summary>How a plan of events is written: a row for each session.</summary>
internal static class EventColumns
{
    public static readonly ImportColumn Id = new("Номер в боте", "id", "номер записи");

    public static readonly ImportColumn Code = new("Код", "код мероприятия", "шифр", "идентификатор");

    public static readonly ImportColumn Kind = new("Вид", "вид мероприятия", "форма", "форма проведения", "тип", "тип мероприятия", "формат");

    public static readonly ImportColumn Title = new("Название", "название мероприятия", "наименование", "наименование мероприятия", "мероприятие", "тема")
    {
        IsRequired = true,
    };

    public static readonly ImportColumn Description = new("Описание", "содержание", "аннотация", "о чем", "примечание");

    public static readonly ImportColumn Place = new("Место", "место проведения", "где", "адрес", "площадка", "аудитория");

    public static readonly ImportColumn Link = new("Ссылка", "ссылка на подключение", "ссылка на трансляцию", "адрес трансляции");

    public static readonly ImportColumn Date = new("Дата", "дата проведения", "день", "когда", "дата и время", "дата начала", "срок", "сроки")
    {
        IsRequired = true,
    };

    public static readonly ImportColumn Starts = new("Начало", "время", "время начала", "время проведения", "во сколько");

    public static readonly ImportColumn Ends = new("Окончание", "время окончания", "конец", "завершение");

    public static readonly ImportColumn Topic = new("Тема занятия", "тема встречи", "занятие", "вопросы занятия");

    public static readonly ImportColumn Hours = new("Часы", "количество часов", "часов", "академических часов", "объем");

    public static readonly ImportColumn Places = new("Мест", "количество мест", "места", "число мест", "сколько мест", "количество участников");

    public static readonly ImportColumn Quota = new("Мест от организации", "квота", "от организации", "квота на организацию", "мест на организацию");

    public static readonly ImportColumn Direction = new("Направление", "направление работы", "направление методиста");

    public static readonly ImportColumn Audience = new("Для кого", "категория", "участники", "категория участников", "аудитория участников", "категория слушателей");

    public static readonly ImportColumn Opens = new("Запись с", "начало записи", "регистрация с", "открытие записи");

    public static readonly ImportColumn Closes = new("Запись до", "окончание записи", "регистрация до", "запись по", "срок записи");

    public static readonly ImmutableArray<ImportColumn> All =
    [
        Id, Code, Kind, Title, Description, Place, Link, Date, Starts, Ends, Topic, Hours, Places, Quota, Direction, Audience, Opens, Closes,
    ];

    public static WordChoice<EventKind> Kinds { get; } = new(
        (EventKind.Seminar, ["семинар", "семинар-практикум", "практикум", "совещание", "лекция", "тренинг", "консультация", "заседание", "заседание ГМО", "seminar"]),
        (EventKind.Series, ["постоянно действующий семинар", "ПДС", "серия", "серия занятий", "цикл", "цикл занятий", "школа", "курс", "series"]),
        (EventKind.MasterClass, ["мастер-класс", "открытое занятие", "открытый урок"]),
        (EventKind.RoundTable, ["круглый стол", "дискуссия"]),
        (EventKind.Webinar, ["вебинар", "онлайн", "онлайн-семинар", "видеоконференция", "webinar"]),
        (EventKind.OpenDay, ["день открытых дверей", "декадник", "декада"]),
        (EventKind.Festival, ["фестиваль", "конкурс", "конференция", "festival"]));

    public static string KeyOf(EventKind kind) => EventKinds.All[(int)kind];

    public static string NameOfKind(string key) => EventKinds.All.IndexOf(key) is >= 0 and var place ? Kinds.NameOf((EventKind)place) : key;
}

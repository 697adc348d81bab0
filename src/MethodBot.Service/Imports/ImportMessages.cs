using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Faults;

namespace MethodBot.Service.Imports;

/// <summary>What an import says to the person who keeps the tables: everything that it says.</summary>
internal static class ImportMessages
{
    public const string EmptyFile = "В файле ничего нет. Нужна таблица: строка с названиями столбцов и строки под ней.";
    public const string NoRows = "Под названиями столбцов нет ни одной строки.";
    public const string NotATable = "Это не таблица. Сохраните её в Excel как «Книга Excel (*.xlsx)» или «CSV UTF-8».";
    public const string OldExcel =
        "Это старый формат Excel (.xls) или книга под паролем. Откройте её в Excel, снимите пароль и сохраните как «Книга Excel (*.xlsx)».";
    public const string BinaryExcel = "Это двоичная книга Excel (.xlsb). Сохраните её как «Книга Excel (*.xlsx)».";
    public const string OpenDocument = "Это таблица OpenDocument (.ods). В LibreOffice выберите «Сохранить как» и тип «Excel 2007–365 (.xlsx)».";
    public const string DamagedWorkbook = "Книга Excel повреждена. Откройте её в Excel и сохраните заново.";

    public const string NoName = "не понял имя. Нужны фамилия, имя и отчество полностью, например: Лебедева Мария Петровна";
    public const string CoordinatorOfNothing = "координатору нужна организация";

    public const string EndsBeforeItStarts = "заканчивается раньше, чем начинается";
    public const string AnotherRowOfIt = "с ошибкой другая строка этого же мероприятия";
    public const string AlreadyOver = "уже прошло. Проверьте год";
    public const string CalledOff = "мероприятие с этим кодом отменено. Дайте новому другой код";

    private const int SuggestedColumns = 3;

    public static string NoFile(string path) => $"Нет такого файла: {path}";

    public static string FileClosedToUs(string path, string reason) => $"Не удалось открыть {path}: {reason}";

    public static string FileTooBig(int megabytes) => $"Файл больше {megabytes} МБ. Разделите его на несколько.";

    public static string TooManyRows(int limit) => $"В файле больше {limit} строк. Разделите его на несколько.";

    public static string OpenQuote(int row) => $"Строка {row}: слишком длинная ячейка. Похоже, открыта кавычка, которая нигде не закрыта.";

    public static string MissingColumns(int row, IReadOnlyList<string> missing, IEnumerable<string> known) =>
        $"Не нашлось: {Quoted(missing)}. Названия столбцов искали в первых строках, ближе всего строка {row}. Знаю столбцы: {Quoted(known)}.";

    public static string RepeatedColumn(string heading) => $"Два столбца говорят об одном и том же: «{heading}» лишний. Оставьте один из них.";

    public static string UnknownColumns(IReadOnlyList<string> unknown, IEnumerable<string> known)
    {
        var names = known.ToList();
        var similar = unknown.Select(heading => Similar(heading, names)).OfType<string>().Distinct(StringComparer.Ordinal).Take(SuggestedColumns).ToList();
        return $"Столбцы, которых не знаю, пропущены: {Quoted(unknown)}."
            + (similar.Count > 0 ? $" Может быть, имелось в виду: {Quoted(similar)}?" : "")
            + $" Знаю: {Quoted(names)}.";
    }

    public static string ReadFrom(string sheet) => $"Лист «{sheet}».";

    public static string FormulaError(string heading, string text) => $"{heading}: в ячейке ошибка формулы {text}";

    public static string TooLong(string heading, int length, int limit) => $"{heading}: {length} {Characters(length)}, можно до {limit}";

    public static string EmptyCell(string heading) => $"{heading}: не указано";

    public static string UnknownWord(string heading, string text, IEnumerable<string> names) => $"{heading}: не понял «{text}». Бывает: {string.Join(", ", names)}";

    public static string NoNumber(string heading, string text, int least, int most) => $"{heading}: «{text}» не целое число от {least} до {most}";

    public static string NoDate(string heading, string text) => $"{heading}: не понял дату «{text}». Пример: 25.11.2026";

    public static string NoTime(string heading, string text) => $"{heading}: не понял время «{text}». Пример: 14:30";

    public static string RepeatsRow(int number) => $"повторяет строку {number}";

    public static string UnknownId(string heading, string id) => $"{heading}: в базе нет записи {id}. Очистите эту ячейку, если запись новая";

    public static string ClosesLater(string heading, string day) => $"{heading}: {day} ещё не наступило. Отметьте закрытие, когда оно произойдёт";

    public static string CodeTaken(string code, string owner) => $"код {code} уже у организации «{owner}»";

    public static string NameTaken(string name, string? code) => code is null
        ? $"название уже у другой организации: «{name}»"
        : $"название уже у организации с кодом {code}: «{name}»";

    public static string NameRepeats(int number) => $"такое же название в строке {number}";

    public static string KindUnclear(string heading, IEnumerable<string> names) => $"{heading}: не указано, и по названию не понять. Бывает: {string.Join(", ", names)}";

    public static string SeveralOrganizations(string name, IEnumerable<string> found) => $"«{name}» может быть любой из них: {Quoted(found)}. Напишите название полностью или код";

    public static string UnknownOrganization(string heading, string text, IReadOnlyList<string> similar) => similar.Count == 0
        ? $"{heading}: в справочнике нет «{text}». Сначала загрузите организации"
        : $"{heading}: в справочнике нет «{text}». Похожие: {Quoted(similar)}";

    public static string OrganizationClosed(string name) => $"организация «{name}» закрыта";

    public static string SeveralPeople(string heading, IEnumerable<long> ids) =>
        $"таких людей несколько: {string.Join(", ", ids.Order())}. Укажите «{heading}» (он есть в выгрузке людей)";

    public static string DirectionsOfNoMethodist(string heading) => $"{heading}: бывают только у методиста, а роль не «методист»";

    public static string UnknownDirection(string heading, string name, IReadOnlyCollection<string> known) =>
        $"{heading}: нет такого: «{name}»." + (known.Count > 0 ? $" Есть: {Quoted(known)}" : " Направления появляются вместе с методистами");

    public static string UnknownDirection(string heading, string name, IReadOnlyCollection<string> known, bool adds) =>
        $"{heading}: нет такого: «{name}»." + (known.Count > 0 ? $" Есть: {Quoted(known)}." : "")
        + (adds ? " Слишком похоже на одно из них: проверьте, не опечатка ли." : " Чтобы завести новые направления, добавьте --new-directions");

    public static string Contradicts(string heading, int number) => $"{heading}: не такое, как в строке {number} о том же мероприятии";

    public static string FewerSessions(int known, int given) =>
        $"в базе у мероприятия {known} {RussianText.Plural(known, "занятие", "занятия", "занятий")}, в таблице {given}. Добавьте строки остальных; убрать занятие можно в чате";

    public static string SeveralEvents(string heading, IEnumerable<long> ids) =>
        $"таких мероприятий в этот день несколько: {string.Join(", ", ids.Order())}. Укажите «{heading}»";

    public static string Session(int number) => $"занятие {number}";

    public static string NewDirection(string name) => $"Новое направление: «{name}».";

    public static string Is(string heading, string value) => $"{heading}: {value}";

    public static string Caption(ImportStage stage) => stage == ImportStage.Reading ? "Читаю таблицу" : "Записываю";

    public static string Progress(ImportProgress progress) => progress.Total is { } total
        ? $"{Caption(progress.Stage)}: {progress.Done} из {total}"
        : $"{Caption(progress.Stage)}: {progress.Done}";

    public static string Row(RowPlan row)
    {
        var about = (row.Subject.Length > 0 ? [row.Subject] : Array.Empty<string>()).Concat(row.Notes);
        var change = row.Change switch
        {
            RowChange.Added => "добавить: ",
            RowChange.Changed => "изменить: ",
            RowChange.Unchanged => "без изменений: ",
            _ => "",
        };
        return $"строка {row.Number}: {change}{string.Join("; ", about)}";
    }

    public static string Becomes(string heading, string? before, string? after) => $"{heading}: «{before ?? "—"}» → «{after ?? "—"}»";

    public static string Sum(ImportReport report)
    {
        var total = report.Plan.Rows.Length;
        var bad = report.Count(RowChange.Bad);
        var good = $"новых {report.Count(RowChange.Added)}, изменено {report.Count(RowChange.Changed)}, без изменений {report.Count(RowChange.Unchanged)}";
        if (report.Request.DryRun)
            return $"Это проверка, ничего не записано. Строк {total}: {good}, с ошибками {bad}.";
        if (report.IsWritten)
            return $"Готово. Строк {total}: {good}{(bad > 0 ? $", пропущено с ошибками {bad}" : "")}.";
        if (bad > 0 && !report.Request.SkipBad)
            return $"Ничего не записано: с ошибками {bad} из {total}. Исправьте их в таблице и повторите. Остальные строки запишутся и так, если добавить --skip-bad.";
        return $"Записывать нечего. Строк {total}: {good}{(bad > 0 ? $", с ошибками {bad}" : "")}.";
    }

    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"«{name}»"));

    private static string Characters(int count) => RussianText.Plural(count, "знак", "знака", "знаков");

    private static string? Similar(string heading, IReadOnlyList<string> known) => Similarity.Closest(
        ImportColumn.Normalize(heading), known.Select(ImportColumn.Normalize)) is { } found
        ? known.First(name => ImportColumn.Normalize(name) == found)
        : null;
}

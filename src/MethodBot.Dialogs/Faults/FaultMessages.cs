using MethodBot.Dialogs.Answers;

namespace MethodBot.Dialogs.Faults;

/// <summary>
/// What the checker says, in Russian, in one place: its readers are methodists. Each sentence tells what is wrong and what to do.
/// </summary>
public static class FaultMessages
{
    public const string MissingStart = "нет диалога «start»: с него начинается каждый разговор.";
    public const string EmptyFile = "файл пуст. Начните со строки «dialog: имя».";
    public const string TooBig = "файл больше 1 МБ. Разделите диалог на несколько файлов.";
    public const string TooDeep = "слишком глубокая вложенность. Проверьте отступы.";
    public const string OneDocument = "в файле второй диалог после «---». Перенесите его в отдельный файл.";
    public const string RootMustBeMap = "файл должен состоять из строк «ключ: значение». Начните со строки «dialog: имя».";
    public const string NoAnchors = "якоря и ссылки YAML (& и *) здесь не используются. Напишите значение целиком.";
    public const string ColonInText = "двоеточие с пробелом внутри текста YAML понимает как новый ключ. Возьмите весь текст в кавычки: text: \"Отметьте: до трёх\".";
    public const string TabIndent = "отступ сделан табуляцией. Замените её пробелами.";
    public const string NoSteps = "в диалоге нет шагов. Добавьте раздел steps.";
    public const string StepMustBeMap = "шаг пишется как «- say: …», «- ask: …», «- do: …», «- go: …», «- call: …», «- review: …» или «- section: …».";
    public const string EmptyText = "нет текста. Напишите, что должен прочитать человек.";
    public const string NoQuestionType = "у вопроса нет вида ответа. Добавьте one_of, many_of, scale, matrix, rank, yes_no, from или type.";
    public const string NoOptions = "нет вариантов ответа. Добавьте хотя бы один.";
    public const string OptionNeedsId = "у варианта нет id. Пример: { id: ict, text: Цифровые инструменты }.";
    public const string MenuNeedsOneOf = "menu: true пишется только у вопроса one_of.";
    public const string ReviewNeedsQuestions = "перед review нет ни одного вопроса: проверять нечего.";
    public const string LoopWithoutWait = "круг без вопроса: диалог будет ходить по нему бесконечно. Поставьте в круг вопрос или условие when.";
    public const string UnexpectedEnd = "условие обрывается. Допишите его.";
    public const string UnclosedQuote = "в условии не закрыта кавычка.";
    public const string ConditionMustBeYesNo = "условие должно отвечать «да» или «нет». Пример: experience == 'lt3'.";

    public const string RowDeficitNeedsColumn = "у строки указано затруднение, но ни один столбец его не показывает. Добавьте столбцу deficit: true, например «Нужна помощь».";
    public const string ColumnDeficitNeedsRow = "столбец показывает затруднение, но ни у одной строки оно не названо. Добавьте строке deficit.";
    public const string RankNeedsTwo = "расставлять по порядку можно хотя бы два варианта.";
    public const string EmptySection = "в разделе нет шагов. Добавьте их после строки section.";
    public const string ConditionTooLong = "условие длиннее 2000 знаков. Разделите его: часть вынесите в when раздела или другого шага.";
    public const string InNeedsList = "после in нужен список в скобках: ['a', 'b'].";
    public const string ConditionAsValue = "здесь нужно значение, а стоит условие. Уберите лишние скобки.";

    public const string BadYaml = "файл не читается как YAML с этого места. Проверьте отступы, скобки, кавычки и двоеточия здесь и строкой выше.";

    public static string DuplicateKey(string key) => $"ключ «{key}» повторяется. Оставьте один.";

    public static string UnknownKey(string key, string? similar) => similar is null
        ? $"неизвестный ключ «{key}»."
        : $"неизвестный ключ «{key}»; похоже на «{similar}».";

    public static string MissingKey(string key) => $"не хватает ключа «{key}».";

    public static string NeedsText(string key) => $"«{key}» должен быть строкой текста.";

    public static string NeedsNumber(string key) => $"«{key}» должен быть целым числом.";

    public static string NeedsFlag(string key) => $"«{key}» должен быть true или false.";

    public static string NeedsDate(string key) => $"«{key}» должен быть датой вида 2026-10-15.";

    public static string NeedsTime(string key) => $"«{key}» должен быть временем вида 09:30.";

    public static string NeedsList(string key) => $"«{key}» должен быть списком.";

    public static string NeedsMap(string key) => $"«{key}» должен состоять из строк «ключ: значение».";

    public static string NotAllowed(string key, string value, IEnumerable<string> allowed) =>
        $"«{key}: {value}» не подходит. Можно: {string.Join(", ", allowed)}.";

    public static string BadName(string name) =>
        $"имя «{name}» не подходит: маленькие латинские буквы, цифры, «_» и «-», начиная с буквы, до 40 знаков.";

    public static string BadOptionId(string id) =>
        $"id варианта «{id}» не подходит: маленькие латинские буквы, цифры, «_» и «-», до 40 знаков. " +
        "Если это часть текста после запятой, возьмите текст в кавычки.";

    public static string OptionWithoutText(string id) =>
        $"у варианта «{id}» нет текста. Если это продолжение предыдущего варианта после запятой, возьмите его текст в кавычки: lt3: \"до трёх лет, включая декрет\".";

    public static string DuplicateOption(string id) => $"вариант «{id}» повторяется. Дайте каждому свой id.";

    public static string DuplicateLabel(string label) => $"два варианта с одинаковым текстом «{label}»: человек их не различит.";

    public static string DuplicateStep(string id) => $"шаг «{id}» уже есть. Дайте другому шагу другое имя.";

    public static string DuplicateDialog(string name, string otherFile) => $"диалог «{name}» уже есть в файле {otherFile}.";

    public static string TwoKinds(string first, string second) => $"в одном шаге и «{first}», и «{second}». Разделите на два шага.";

    public static string TwoQuestionTypes(string first, string second) => $"у вопроса и «{first}», и «{second}». Оставьте один вид ответа.";

    public static string UnknownStep(string name, string? similar) => similar is null
        ? $"нет шага «{name}»."
        : $"нет шага «{name}»; похоже на «{similar}».";

    public static string UnknownDialog(string name, string? similar) => similar is null
        ? $"нет диалога «{name}»."
        : $"нет диалога «{name}»; похоже на «{similar}».";

    public static string UnknownAction(string name, string? similar) => similar is null
        ? $"программа не умеет «{name}»."
        : $"программа не умеет «{name}»; похоже на «{similar}».";

    public static string UnknownSource(string name, string? similar) => similar is null
        ? $"нет списка «{name}»."
        : $"нет списка «{name}»; похоже на «{similar}».";

    public static string UnknownOutcome(string action, string outcome, IEnumerable<string> outcomes) =>
        $"у действия «{action}» нет исхода «{outcome}». Есть: {string.Join(", ", outcomes)}.";

    public static string UnknownArgument(string target, string name, IEnumerable<string> known)
    {
        var list = string.Join(", ", known);
        return list.Length == 0 ? $"«{target}» ничего не принимает, а здесь «{name}»." : $"«{target}» не принимает «{name}». Принимает: {list}.";
    }

    public static string MissingArgument(string target, string name) => $"для «{target}» нужно указать «{name}» в with.";

    public static string UnknownName(string name, string? similar) => similar is null
        ? $"в диалоге нет ничего по имени «{name}»."
        : $"в диалоге нет ничего по имени «{name}»; похоже на «{similar}».";

    public static string UnknownOptionInCondition(string name, string option, string? similar) => similar is null
        ? $"у «{name}» нет варианта «{option}»."
        : $"у «{name}» нет варианта «{option}»; похоже на «{similar}».";

    public static string CannotCompare(string left, string right) => $"нельзя сравнить {left} и {right}.";

    public static string OperatorNotFor(string op, string type) => $"«{op}» не подходит: слева {type}.";

    public static string UnexpectedInCondition(string token) => $"в условии лишнее: «{token}».";

    public static string UnknownFunction(string name) => $"неизвестная функция «{name}». Есть: count(…), answered(…).";

    public static string Unreachable(string after) => $"сюда нельзя попасть: перед этим шагом всегда происходит «{after}».";

    public static string LabelTooLong(string label, int max) => $"надпись «{label}» длиннее {max} знаков. Сократите её.";

    public static string TextTooLong(int length, int max) => $"текст длиной {length} знаков, а можно до {max}. Сократите его или разделите на два шага.";

    public static string MinAboveMax(int min, int max) => $"min ({min}) больше, чем max ({max}).";

    public static string MinAboveOptions(int min, int options) => $"min ({min}) больше числа вариантов ({options}).";

    public static string MustBePositive(string key) => $"«{key}» должен быть больше нуля: иначе ответить нельзя.";

    public static string ReservedName(string name) => $"«{name}» здесь значит другое: туда ведут go и outcomes. Дайте шагу другое имя.";

    public static string NotADate(string text) => $"сравнивается с датой, а «{text}» не дата вида 2026-10-15.";

    public static string MaxAboveOptions(int max, int options) => $"max ({max}) больше числа вариантов ({options}).";

    public static string KeyNotFor(string key, string kind) => $"«{key}» не пишется у «{kind}».";

    public static string BadPlaceholder(string text) => $"непонятная подстановка «{text}». Пример: {{person.first_name}} или {{free|место|места|мест}}.";

    public static string UnknownValue(string name, string? similar, IReadOnlyCollection<string> known) => known.Count == 0
        ? $"в этот текст ничего не подставляется, а здесь «{name}»."
        : similar is null
            ? $"в этот текст не подставляется «{name}». Есть: {string.Join(", ", known)}."
            : $"в этот текст не подставляется «{name}»; похоже на «{similar}».";

    public static string MissingTextKey(string key) => $"в texts.yaml не хватает текста «{key}».";

    public static string DateBefore(string later, string earlier) => $"«{later}» раньше, чем «{earlier}».";

    public static string CallsItself(string name) => $"диалог «{name}» вызывает сам себя без вопроса по дороге.";

    public static string BadScale(int from, int to, int longest) => $"шкала от {from} до {to} не годится: to больше, чем from, а делений не больше {longest}.";

    public static string DefaultNotFor(string type, string question) => $"default не подходит: это {type}, а вопрос ждёт {question}.";

    public static string NotATime(string text) => $"сравнивается со временем, а «{text}» не время вида 14:30.";

    public static string ReservedDialog(string name) => $"диалог не может называться «{name}»: «call: {name}» открывает то, что названо в ссылке. Дайте другое имя.";

    public static string DuplicateLink(string link, string other) => $"ссылка «{link}» уже ведёт в диалог «{other}». Дайте другую.";

    public static string LinkTakesOne(string dialog) => $"по ссылке можно передать одно значение, а диалог «{dialog}» принимает в takes несколько.";

    /// <summary>A type of value as it reads inside the messages above.</summary>
    public static string Describe(AnswerType type) => type switch
    {
        AnswerType.Flag => "да/нет",
        AnswerType.Text => "текст",
        AnswerType.Number => "число",
        AnswerType.Date => "дату",
        AnswerType.Time => "время",
        AnswerType.Matrix => "таблицу (строки называются через точку: вопрос.строка)",
        AnswerType.Place => "место",
        AnswerType.Option => "вариант",
        AnswerType.OptionSet => "набор вариантов (для него есть contains)",
        AnswerType.Ranking => "порядок вариантов (для него есть contains)",
        _ => "файлы",
    };
}

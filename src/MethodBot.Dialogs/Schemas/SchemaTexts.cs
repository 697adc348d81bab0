namespace MethodBot.Dialogs.Schemas;

/// <summary>What an editor shows beside a key, for whoever writes dialogs: in Russian, in one place.</summary>
internal static class SchemaTexts
{
    public const string Dialog = "Имя диалога латиницей. По нему диалог вызывают другие.";
    public const string Title = "Название для людей: в меню и в предложении продолжить.";
    public const string Kind = "flow — обычный разговор; questionnaire — анкета: считает вопросы, хранит черновик, один ответ от человека.";
    public const string Link = "По какой ссылке открывается: event откроется по t.me/…?start=event-12, и 12 станет значением из takes.";
    public const string Takes = "Что передают диалогу, когда его вызывают.";
    public const string Questionnaire = "Сроки и правила анкеты. Читаются каждый раз заново.";
    public const string Anonymous = "true — ответы хранятся без имени: изменить их нельзя, по организациям они не делятся.";
    public const string Opens = "Первый день, когда можно отвечать: 2026-09-01.";
    public const string Closes = "Последний день, когда можно отвечать: 2026-10-15.";
    public const string Once = "true — один ответ от человека; false — новый ответ заменяет прежний.";
    public const string Steps = "Шаги по порядку.";

    public const string Say = "Что сказать. Можно **жирным**, с подстановками {имя} и {число|место|места|мест}.";
    public const string Section = "Заголовок раздела: стоит рядом с номером вопроса. Условие when действует на весь раздел.";
    public const string Go = "К какому шагу перейти; end — закончить диалог.";
    public const string Review = "Показать все ответы для проверки, с кнопками «Отправить» и «Изменить».";
    public const string Call = "Какой диалог пройти и вернуться; link — тот, что назван в ссылке.";
    public const string Do = "Действие программы.";
    public const string Outcomes = "Куда вести при каждом исходе действия; чего здесь нет, идёт дальше.";
    public const string With = "Что передать: имя вопроса или результата, либо 'слово' в одинарных кавычках.";
    public const string Id = "Имя шага латиницей, чтобы на него можно было перейти.";
    public const string When = "Условие, например experience == 'lt3'. Без ответа сравнение ложно.";

    public const string Ask = "Имя вопроса латиницей. По нему узнают ответ; менять его нельзя.";
    public const string Text = "Сам вопрос.";
    public const string Short = "Короткое название вопроса: для проверки ответов и таблиц.";
    public const string Optional = "true — вопрос можно пропустить.";
    public const string Menu = "true — место отдыха: отсюда нет «Назад», непонятное идёт дальше, в обращение.";
    public const string Forget = "true — ответ только выбирает путь: кто вернулся сюда, выбирает заново, без «Оставить как есть».";
    public const string Default = "Что предложить как ответ: имя ответа или факта, либо 'слово' в кавычках.";
    public const string OneOf = "Один вариант из списка: { id: надпись } или списком { id, text }. { other: Другое } позволяет дописать своё.";
    public const string ManyOf = "Несколько вариантов; min и max — сколько отметить. exclusive: true — вариант, который исключает остальные.";
    public const string Rank = "Расставить по важности; max — сколько выбрать.";
    public const string Scale = "Шкала чисел с подписями краёв.";
    public const string ScaleFrom = "Наименьшее число.";
    public const string ScaleTo = "Наибольшее число.";
    public const string Low = "Что значит наименьшее.";
    public const string High = "Что значит наибольшее.";
    public const string Matrix = "Таблица: строки оцениваются одна за другой одними и теми же словами.";
    public const string YesNo = "Да или нет.";
    public const string From = "Список, который даёт программа.";
    public const string FreeText = "Надпись на кнопке, которая позволяет написать то, чего нет в списке.";
    public const string Type = "Что нужно прислать или написать.";
    public const string Min = "Не меньше: число, дата 2026-10-15, время 09:30, знаков или вариантов.";
    public const string Max = "Не больше: число, дата, время, знаков, вариантов или файлов.";
    public const string Whole = "true — только целое число.";
    public const string OptionId = "Код варианта латиницей. По нему считают ответы; менять его нельзя.";
    public const string OptionText = "Надпись на кнопке.";
    public const string Other = "Вариант, к которому человек дописывает своё.";
    public const string Exclusive = "true — вариант исключает остальные: «Ничего из этого».";
    public const string Lack = "true — если о строке сказано это, её затруднение считается.";
    public const string Deficit = "Какое затруднение показывает этот вариант.";
}

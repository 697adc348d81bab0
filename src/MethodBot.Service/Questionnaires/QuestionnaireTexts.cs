using System.Collections.Immutable;
using MethodBot.Dialogs.Texts;
using MethodBot.Service.Questionnaires.Summaries;

namespace MethodBot.Service.Questionnaires;

/// <summary>Keys of the sentences of questionnaires in texts.yaml.</summary>
internal static class QuestionnaireTexts
{
    public const string AllEvents = "questionnaires.all_events";
    public const string NotBegun = "questionnaires.not_begun";
    public const string NotFinished = "questionnaires.not_finished";
    public const string ListNotBegun = "questionnaires.list_not_begun";
    public const string ListNotFinished = "questionnaires.list_not_finished";
    public const string ListFinished = "questionnaires.list_finished";
    public const string ListName = "questionnaires.list_name";
    public const string NamesHidden = "questionnaires.names_hidden";
    public const string Reminder = "questionnaires.reminder";
    public const string ReminderUntil = "questionnaires.reminder_until";

    public static ImmutableArray<TextKey> All { get; } =
    [
        AllEvents, ListNotBegun, ListNotFinished, ListFinished, NamesHidden,
        new(NotBegun, "count"),
        new(NotFinished, "count"),
        new(ListName, "name"),
        new(Reminder, "title", "minutes"),
        new(ReminderUntil, "title", "minutes", "date"),
        .. SummaryTexts.All,
    ];
}

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

    public const string HeldHeading = "questionnaires.held_heading";
    public const string HeldResponse = "questionnaires.held_response";
    public const string HeldAnswer = "questionnaires.held_answer";
    public const string HeldReceipt = "questionnaires.held_receipt";

    public static ImmutableArray<TextKey> All { get; } =
    [
        AllEvents, ListNotBegun, ListNotFinished, ListFinished, NamesHidden, HeldHeading,
        new(HeldResponse, "title", "date"),
        new(HeldAnswer, "question", "answer"),
        new(HeldReceipt, "title"),
        new(NotBegun, "count"),
        new(NotFinished, "count"),
        new(ListName, "name"),
        new(Reminder, "title", "minutes"),
        new(ReminderUntil, "title", "minutes", "date"),
        .. SummaryTexts.All,
    ];
}

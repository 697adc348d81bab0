using System.Collections.Immutable;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Consultations;

/// <summary>Sentences of consultations in texts.yaml.</summary>
internal static class ConsultationTexts
{
    public const string Card = "consultations.card";
    public const string CardTaken = "consultations.card_taken";
    public const string CardClosed = "consultations.card_closed";
    public const string Take = "consultations.take";
    public const string Answer = "consultations.answer";
    public const string Close = "consultations.close";
    public const string Ask = "consultations.ask_more";
    public const string TakenToast = "consultations.taken_toast";
    public const string TakenByOther = "consultations.taken_by_other";
    public const string TakenYou = "consultations.taken_you";
    public const string TakenForTeacher = "consultations.taken_for_teacher";
    public const string FromMethodist = "consultations.from_methodist";
    public const string FromTeacher = "consultations.from_teacher";
    public const string PassedToMethodist = "consultations.passed_to_methodist";
    public const string PassedToTeacher = "consultations.passed_to_teacher";
    public const string PassedToQueue = "consultations.passed_to_queue";
    public const string NotReachable = "consultations.not_reachable";
    public const string WriteAnswer = "consultations.write_answer";
    public const string WriteMore = "consultations.write_more";
    public const string Closed = "consultations.closed";
    public const string ClosedForTeacher = "consultations.closed_for_teacher";
    public const string ClosedForMethodist = "consultations.closed_for_methodist";
    public const string AlreadyClosed = "consultations.already_closed";
    public const string NotYours = "consultations.not_yours";
    public const string Correction = "consultations.correction";
    public const string Later = "consultations.later";
    public const string Label = "consultations.label";
    public const string StateWaiting = "consultations.state_waiting";
    public const string StateTaken = "consultations.state_taken";

    public static ImmutableArray<TextKey> All { get; } =
    [
        Take, Answer, Close, Ask, TakenToast, NotYours, StateWaiting, StateTaken,
        new(Card, "number", "direction", "name", "position", "organization", "text"),
        new(CardTaken, "number", "direction", "methodist", "name", "position", "organization", "text"),
        new(CardClosed, "number", "name", "position", "organization", "text"),
        new(TakenByOther, "name"),
        new(TakenYou, "number", "name"),
        new(TakenForTeacher, "number", "name"),
        new(FromMethodist, "name", "number", "text"),
        new(FromTeacher, "name", "number", "text"),
        new(PassedToMethodist, "number", "name"),
        new(PassedToTeacher, "name", "number"),
        new(PassedToQueue, "number"),
        new(NotReachable, "number"),
        new(WriteAnswer, "number"),
        new(WriteMore, "number"),
        new(Closed, "number"),
        new(ClosedForTeacher, "number", "name"),
        new(ClosedForMethodist, "name", "number"),
        new(AlreadyClosed, "number"),
        new(Correction, "name", "number", "text"),
        new(Later, "number"),
        new(Label, "number", "subject", "state"),
    ];
}

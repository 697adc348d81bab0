using System.Collections.Immutable;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Consultations;

/// <summary>Sentences of consultations in texts.yaml.</summary>
internal static class ConsultationTexts
{
    public const string Title = "consultations.title";
    public const string Card = "consultations.card";
    public const string StateWaiting = "consultations.state_waiting";
    public const string StateTaken = "consultations.state_taken";
    public const string StateClosed = "consultations.state_closed";
    public const string StateErased = "consultations.state_erased";
    public const string StateOverdue = "consultations.state_overdue";
    public const string Created = "consultations.created";
    public const string CreatedLater = "consultations.created_later";
    public const string Take = "consultations.take";
    public const string TakeOver = "consultations.take_over";
    public const string Answer = "consultations.answer";
    public const string AskBack = "consultations.ask_back";
    public const string HandOver = "consultations.hand_over";
    public const string Close = "consultations.close";
    public const string AskMore = "consultations.ask_more";
    public const string TakenToast = "consultations.taken_toast";
    public const string TakenByOther = "consultations.taken_by_other";
    public const string TakenYou = "consultations.taken_you";
    public const string TakenForTeacher = "consultations.taken_for_teacher";
    public const string GivenForTeacher = "consultations.given_for_teacher";
    public const string TakenOver = "consultations.taken_over";
    public const string OfferedForTeacher = "consultations.offered_for_teacher";
    public const string FromMethodist = "consultations.from_methodist";
    public const string AsksBack = "consultations.asks_back";
    public const string FromTeacher = "consultations.from_teacher";
    public const string PassedToMethodist = "consultations.passed_to_methodist";
    public const string PassedToTeacher = "consultations.passed_to_teacher";
    public const string PassedQuestion = "consultations.passed_question";
    public const string PassedToQueue = "consultations.passed_to_queue";
    public const string NotPassedTaken = "consultations.not_passed_taken";
    public const string NotReachable = "consultations.not_reachable";
    public const string NotAtWork = "consultations.not_at_work";
    public const string WriteAnswer = "consultations.write_answer";
    public const string WriteQuestion = "consultations.write_question";
    public const string WriteMore = "consultations.write_more";
    public const string WriteCancelled = "consultations.write_cancelled";
    public const string Closed = "consultations.closed";
    public const string ClosedForTeacher = "consultations.closed_for_teacher";
    public const string ClosedForMethodist = "consultations.closed_for_methodist";
    public const string AlreadyClosed = "consultations.already_closed";
    public const string ClosedLongAgo = "consultations.closed_long_ago";
    public const string Reopened = "consultations.reopened";
    public const string ReopenedForMethodist = "consultations.reopened_for_methodist";
    public const string NotYours = "consultations.not_yours";
    public const string Correction = "consultations.correction";
    public const string Thread = "consultations.thread";
    public const string ThreadLine = "consultations.thread_line";
    public const string ThreadNote = "consultations.thread_note";
    public const string Earlier = "consultations.earlier";
    public const string More = "consultations.more";
    public const string EscalatedWaiting = "consultations.escalated_waiting";
    public const string EscalatedTaken = "consultations.escalated_taken";
    public const string EscalatedForMethodist = "consultations.escalated_for_methodist";
    public const string EscalatedForTeacher = "consultations.escalated_for_teacher";
    public const string EscalatedForTeacherWaiting = "consultations.escalated_for_teacher_waiting";
    public const string HandOverTo = "consultations.hand_over_to";
    public const string HandOverToDirection = "consultations.hand_over_to_direction";
    public const string ToDirection = "consultations.to_direction";
    public const string NoColleagues = "consultations.no_colleagues";
    public const string WriteNote = "consultations.write_note";
    public const string WithoutNote = "consultations.without_note";
    public const string KeepIt = "consultations.keep_it";
    public const string Kept = "consultations.kept";
    public const string MoreToNote = "consultations.more_to_note";
    public const string GivenToYou = "consultations.given_to_you";
    public const string GivenToDirection = "consultations.given_to_direction";
    public const string GivenAway = "consultations.given_away";
    public const string GivenAwayToDirection = "consultations.given_away_to_direction";
    public const string GivenAwayToNobody = "consultations.given_away_to_nobody";
    public const string DirectionForTeacher = "consultations.direction_for_teacher";
    public const string NobodyThere = "consultations.nobody_there";
    public const string RateIt = "consultations.rate_it";
    public const string Rated = "consultations.rated";
    public const string RatedToast = "consultations.rated_toast";
    public const string AddWords = "consultations.add_words";
    public const string WriteRatingWords = "consultations.write_rating_words";
    public const string RatingWordsTaken = "consultations.rating_words_taken";
    public const string Which = "consultations.which";
    public const string Nowhere = "consultations.nowhere";
    public const string Dropped = "consultations.dropped";
    public const string NothingWaits = "consultations.nothing_waits";
    public const string Label = "consultations.label";
    public const string LabelNotTaken = "consultations.label_not_taken";
    public const string LabelAnswering = "consultations.label_answering";
    public const string LabelAsksYou = "consultations.label_asks_you";
    public const string LabelAnswered = "consultations.label_answered";
    public const string LabelClosed = "consultations.label_closed";
    public const string LabelWaits = "consultations.label_waits";
    public const string LabelYours = "consultations.label_yours";
    public const string LabelOverdue = "consultations.label_overdue";
    public const string LabelWaitsForTeacher = "consultations.label_waits_for_teacher";
    public const string NobodyTook = "consultations.nobody_took";
    public const string MethodistLine = "consultations.methodist_line";
    public const string MethodistOverdue = "consultations.methodist_overdue";
    public const string AgeMinutes = "consultations.age_minutes";
    public const string AgeHours = "consultations.age_hours";
    public const string AgeHoursMinutes = "consultations.age_hours_minutes";
    public const string Today = "consultations.today";
    public const string Tomorrow = "consultations.tomorrow";
    public const string After = "consultations.after";
    public const string HeldHeading = "consultations.held_heading";
    public const string HeldConsultation = "consultations.held_consultation";
    public const string HeldMessage = "consultations.held_message";
    public const string HeldWithFiles = "consultations.held_with_files";
    public const string ErasedForMethodist = "consultations.erased_for_methodist";
    public const string ErasedMethodist = "consultations.erased_methodist";
    public const string ErasedSubject = "consultations.erased_subject";

    /// <summary>«в воскресенье, в понедельник …», from Sunday on.</summary>
    public const string Weekdays = "consultations.weekdays";

    /// <summary>Words of which a mere «спасибо» is made.</summary>
    public const string ThanksWords = "consultations.thanks_words";

    /// <summary>First words of a sentence that only greets.</summary>
    public const string Greetings = "consultations.greetings";

    /// <summary>Beginnings of the words by which a position of the first four years is told.</summary>
    public const string PrimaryWords = "consultations.primary_words";

    public static ImmutableArray<TextKey> All { get; } =
    [
        StateWaiting, StateErased, Take, TakeOver, Answer, AskBack, HandOver, Close, AskMore, TakenToast, NotYours, Earlier, More, ToDirection,
        WithoutNote, KeepIt, NobodyThere, RateIt, AddWords, Nowhere, Dropped, NothingWaits, LabelNotTaken, LabelAsksYou, LabelAnswered, LabelClosed,
        LabelWaitsForTeacher, NobodyTook, Today, Tomorrow, Weekdays, ThanksWords, PrimaryWords, Greetings, ErasedSubject, HeldHeading,
        .. Levels.All.Select(level => new TextKey(LevelKey(level))),
        new(Title, "number", "subject"),
        new(Card, "number", "direction"),
        new(Created, "title", "direction", "when"),
        new(CreatedLater, "title", "direction", "when"),
        new(StateTaken, "name"),
        new(StateClosed, "date"),
        new(StateOverdue, "age"),
        new(TakenByOther, "name"),
        new(TakenYou, "title", "name"),
        new(TakenForTeacher, "title", "name"),
        new(GivenForTeacher, "title", "name"),
        new(TakenOver, "title", "name"),
        new(OfferedForTeacher, "title"),
        new(FromMethodist, "title", "name"),
        new(AsksBack, "title", "name"),
        new(FromTeacher, "title", "name"),
        new(PassedToMethodist, "title", "name"),
        new(PassedToTeacher, "title", "name"),
        new(PassedQuestion, "title", "name"),
        new(PassedToQueue, "title", "name"),
        new(NotPassedTaken, "title", "name"),
        new(NotReachable, "title", "name"),
        new(NotAtWork, "title", "when"),
        new(WriteAnswer, "title"),
        new(WriteQuestion, "title"),
        new(WriteMore, "title"),
        new(WriteCancelled, "title"),
        new(Closed, "title"),
        new(ClosedForTeacher, "title", "name"),
        new(ClosedForMethodist, "title", "name"),
        new(AlreadyClosed, "title"),
        new(ClosedLongAgo, "title"),
        new(Reopened, "title"),
        new(ReopenedForMethodist, "title", "name"),
        new(Correction, "title", "name", "text"),
        new(Thread, "title"),
        new(ThreadLine, "name", "when"),
        new(ThreadNote, "name", "when"),
        new(EscalatedWaiting, "age"),
        new(EscalatedTaken, "name", "age"),
        new(EscalatedForMethodist, "title", "age", "names", "count"),
        new(EscalatedForTeacher, "title", "name", "names", "count"),
        new(EscalatedForTeacherWaiting, "title", "names", "count"),
        new(HandOverTo, "title"),
        new(HandOverToDirection, "title"),
        new(NoColleagues, "title"),
        new(WriteNote, "title", "name"),
        new(Kept, "title"),
        new(MoreToNote, "title", "name"),
        new(GivenToYou, "name"),
        new(GivenToDirection, "name"),
        new(GivenAway, "title", "name"),
        new(GivenAwayToDirection, "title", "direction"),
        new(GivenAwayToNobody, "title", "direction"),
        new(DirectionForTeacher, "title", "direction"),
        new(Rated, "title", "rating"),
        new(RatedToast, "rating"),
        new(WriteRatingWords, "title"),
        new(RatingWordsTaken, "title"),
        new(Which, "count"),
        new(Label, "title", "state"),
        new(LabelAnswering, "name"),
        new(LabelWaits, "age"),
        new(LabelYours, "age"),
        new(LabelOverdue, "age"),
        new(MethodistLine, "name", "open"),
        new(MethodistOverdue, "name", "open", "overdue"),
        new(AgeMinutes, "minutes"),
        new(AgeHours, "hours"),
        new(AgeHoursMinutes, "hours", "minutes"),
        new(After, "day", "time"),
        new(HeldConsultation, "title", "date"),
        new(HeldMessage, "date", "text", "files"),
        new(HeldWithFiles, "date", "text", "files"),
        new(ErasedForMethodist, "title", "number"),
        new(ErasedMethodist, "title"),
    ];

    public static string LevelKey(string level) => $"consultations.level_{level}";
}

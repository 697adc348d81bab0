using System.Collections.Immutable;

namespace MethodBot.Dialogs.Texts;

/// <summary>Keys of the sentences that the engine itself takes from texts.yaml.</summary>
public static class TextKeys
{
    public const string Back = "buttons.back";
    public const string Skip = "buttons.skip";
    public const string Done = "buttons.done";
    public const string Menu = "buttons.menu";
    public const string Keep = "buttons.keep";
    public const string Send = "buttons.send";
    public const string Edit = "buttons.edit";
    public const string ToReview = "buttons.to_review";
    public const string NextPage = "buttons.next_page";
    public const string PreviousPage = "buttons.previous_page";
    public const string ShowAll = "buttons.show_all";
    public const string Yes = "buttons.yes";
    public const string No = "buttons.no";
    public const string Resume = "buttons.resume";
    public const string ShareContact = "buttons.share_contact";
    public const string ShareLocation = "buttons.share_location";

    public const string Progress = "screen.progress";
    public const string ChooseUpTo = "screen.choose_up_to";
    public const string ChooseSeveral = "screen.choose_several";
    public const string CurrentAnswer = "screen.current_answer";
    public const string SearchHint = "screen.search_hint";
    public const string Found = "screen.found";
    public const string Page = "screen.page";
    public const string FilesReceived = "screen.files_received";
    public const string ReviewLine = "screen.review_line";
    public const string NotAnswered = "screen.not_answered";
    public const string WhatToEdit = "screen.what_to_edit";
    public const string FreeText = "screen.free_text";
    public const string Empty = "screen.empty";
    public const string Section = "screen.section";
    public const string ScaleEnd = "screen.scale_end";
    public const string MatrixRow = "screen.matrix_row";
    public const string RankAll = "screen.rank_all";
    public const string RankExactly = "screen.rank_exactly";
    public const string RankUpTo = "screen.rank_up_to";
    public const string RankLine = "screen.rank_line";
    public const string Suggested = "screen.suggested";

    public const string StalePress = "notices.stale_press";
    public const string StaleQuestion = "notices.stale_question";
    public const string TooMany = "notices.too_many";
    public const string ChooseAtLeast = "notices.choose_at_least";
    public const string NotAChoice = "notices.not_a_choice";
    public const string Ambiguous = "notices.ambiguous";
    public const string NotFound = "notices.not_found";
    public const string NotANumber = "notices.not_a_number";
    public const string NumberRange = "notices.number_range";
    public const string NumberFrom = "notices.number_from";
    public const string NumberUpTo = "notices.number_up_to";
    public const string NotWhole = "notices.not_whole";
    public const string NotADate = "notices.not_a_date";
    public const string DateRange = "notices.date_range";
    public const string DateFrom = "notices.date_from";
    public const string DateUpTo = "notices.date_up_to";
    public const string TextTooLong = "notices.text_too_long";
    public const string NeedsText = "notices.needs_text";
    public const string NeedsPhoto = "notices.needs_photo";
    public const string NeedsVideo = "notices.needs_video";
    public const string NeedsVoice = "notices.needs_voice";
    public const string NeedsPlace = "notices.needs_place";
    public const string NotATime = "notices.not_a_time";
    public const string TimeRange = "notices.time_range";
    public const string NotAPhone = "notices.not_a_phone";
    public const string ForeignContact = "notices.foreign_contact";
    public const string NotAnEmail = "notices.not_an_email";
    public const string TextTooShort = "notices.text_too_short";
    public const string RankAtLeast = "notices.rank_at_least";
    public const string Moved = "notices.moved";
    public const string NeedsFile = "notices.needs_file";
    public const string TooManyFiles = "notices.too_many_files";
    public const string NoWayBack = "notices.no_way_back";
    public const string NotOptional = "notices.not_optional";
    public const string Cancelled = "notices.cancelled";
    public const string StartedOver = "notices.started_over";
    public const string NothingToCancel = "notices.nothing_to_cancel";
    public const string UnknownLink = "notices.unknown_link";
    public const string Resumed = "notices.resumed";
    public const string ResumedReview = "notices.resumed_review";
    public const string ResumedFlow = "notices.resumed_flow";
    public const string Gone = "notices.gone";
    public const string Changed = "notices.changed";
    public const string NotUnderstood = "notices.not_understood";
    public const string Unsupported = "notices.unsupported";
    public const string ReviewHint = "notices.review_hint";

    /// <summary>An action that is not this person's to take.</summary>
    public const string Refused = "notices.refused";

    public const string WordsBack = "words.back";
    public const string WordsCancel = "words.cancel";
    public const string WordsSkip = "words.skip";
    public const string WordsMenu = "words.menu";
    public const string WordsHelp = "words.help";
    public const string WordsStart = "words.start";
    public const string WordsDone = "words.done";
    public const string Help = "help";

    public static ImmutableArray<TextKey> All { get; } =
    [
        Back, Skip, Done, Menu, Keep, Send, Edit, ToReview, NextPage, PreviousPage, ShowAll, Yes, No, ShareContact, ShareLocation, ForeignContact, ChooseSeveral, SearchHint, NotAnswered,
        WhatToEdit, FreeText, Empty, RankAll, StalePress, StaleQuestion, NotAChoice, NotANumber, NotWhole, NotADate, NeedsText, NeedsPhoto,
        NeedsVideo, NeedsVoice, NeedsPlace, NotATime, NotAPhone, NotAnEmail, NeedsFile, NoWayBack, NotOptional, Cancelled, StartedOver, NothingToCancel, UnknownLink, Gone,
        Changed, NotUnderstood, Unsupported, ReviewHint, Refused, WordsBack, WordsCancel, WordsSkip, WordsMenu, WordsHelp, WordsStart, WordsDone, Help,
        new(Resume, "title"),
        new(Progress, "number", "total"),
        new(ChooseUpTo, "max"),
        new(CurrentAnswer, "answer"),
        new(Found, "text"),
        new(Page, "page", "pages"),
        new(FilesReceived, "count"),
        new(ReviewLine, "question", "answer"),
        new(Section, "number", "total", "section"),
        new(ScaleEnd, "number", "meaning"),
        new(MatrixRow, "number", "total", "row"),
        new(RankExactly, "max"),
        new(RankUpTo, "max"),
        new(RankLine, "number", "option"),
        new(Suggested, "answer"),
        new(TooMany, "max"),
        new(ChooseAtLeast, "min"),
        new(Ambiguous, "text"),
        new(NotFound, "text"),
        new(NumberRange, "min", "max"),
        new(NumberFrom, "min"),
        new(NumberUpTo, "max"),
        new(DateRange, "from", "to"),
        new(DateFrom, "from"),
        new(DateUpTo, "to"),
        new(TextTooLong, "max"),
        new(TimeRange, "from", "to"),
        new(TextTooShort, "min"),
        new(RankAtLeast, "min"),
        new(Moved, "person.address", "title"),
        new(TooManyFiles, "max"),
        new(Resumed, "person.address", "title", "number", "total"),
        new(ResumedReview, "person.address", "title"),
        new(ResumedFlow, "person.address", "title"),
    ];
}

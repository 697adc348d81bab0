using System.Collections.Immutable;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Festivals;

/// <summary>Sentences of festivals, in texts.yaml.</summary>
internal static class FestivalTexts
{
    public const string EntryItem = "festivals.entry_item";
    public const string EntryAbout = "festivals.entry_about";
    public const string EntryInNomination = "festivals.entry_in_nomination";
    public const string EntryInPair = "festivals.entry_in_pair";
    public const string FileLine = "festivals.file_line";
    public const string HeldHeading = "festivals.held_heading";
    public const string Consented = "festivals.children_consented";
    public const string NoChildren = "festivals.children_none";
    public const string Work = "festivals.work";
    public const string NumbersTotal = "festivals.numbers_total";
    public const string NumberLine = "festivals.number_line";
    public const string OrganizerItem = "festivals.organizer_item";
    public const string ListFile = "festivals.list_file";
    public const string DeadlineReminder = "festivals.deadline_reminder";

    public static ImmutableArray<TextKey> All { get; } =
    [
        Consented, NoChildren, HeldHeading,
        new(EntryItem, "title", "festival"),
        new(EntryAbout, "festival", "place", "authors", "work", "children"),
        new(EntryInNomination, "nomination"),
        new(EntryInPair, "nomination", "age"),
        new(FileLine, "count"),
        new(Work, "title"),
        new(NumbersTotal, "count", "organizations"),
        new(NumberLine, "nomination", "count"),
        new(OrganizerItem, "title", "organization"),
        new(ListFile, "title"),
        new(DeadlineReminder, "title", "when"),
    ];
}

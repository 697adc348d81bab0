using System.Collections.Immutable;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;
using MethodBot.Service.Events;
using MethodBot.Service.Notices;
using MethodBot.Service.People;

namespace MethodBot.Service.Festivals;

/// <summary>Festivals: an event with nominations and age groups, for which people enter works by a link or a file.</summary>
public sealed class FestivalsSlice : ISlice, IPersonalData
{
    private const string HasEntries = "person.has_entries";

    private readonly FestivalReminders _reminders;
    private readonly FestivalOrganizing _organizing;
    private readonly FestivalPersonalData _personal = new();

    public FestivalsSlice(ServiceOptions options, NoticeDesk notices)
    {
        _reminders = new FestivalReminders(options, new EventNews(notices));
        _organizing = new FestivalOrganizing(_reminders);
    }

    public string Name => FestivalReminders.SliceName;

    public SchemaPart Schema => FestivalTable.Schema;

    public ImmutableArray<TextKey> TextKeys => FestivalTexts.All;

    public ImmutableDictionary<string, AnswerType> Facts { get; } = ImmutableDictionary<string, AnswerType>.Empty.Add(HasEntries, AnswerType.Flag);

    public ImmutableArray<IDialogAction> Actions => [.. Entries.Actions, .. _organizing.Actions];

    public ImmutableArray<IChoiceSource> Sources => [.. Entries.Sources, .. FestivalOrganizing.Sources];

    IEnumerable<PersonalSection> IPersonalData.Describe(ServiceContext context, long person) => _personal.Describe(context, person);

    IEnumerable<ErasedCount> IPersonalData.Erase(ServiceContext context, long person) => _personal.Erase(context, person);

    public Answer? ReadFact(TurnContext turn, string name) => name == HasEntries
        ? Answer.OfFlag(turn.Person() is { } person && FestivalTable.HasEntries(turn.Transaction.Connection, person.Id))
        : null;

    public void TakeTimer(TimerContext timer, string kind, string subject)
    {
        if (kind == FestivalReminders.Timer)
            _reminders.Take(timer, subject);
    }
}

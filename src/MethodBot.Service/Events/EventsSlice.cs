using System.Collections.Immutable;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Texts;
using MethodBot.Service.Access;
using MethodBot.Service.Notices;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>Seminars, series, open days: the list, the card, places and the waiting list, reminders, check-in, and what organisers do.</summary>
public sealed class EventsSlice : ISlice, IPressSlice, IPersonalData
{
    private readonly Reminders _reminders;
    private readonly SignUp _signUp;
    private readonly CheckIn _checkIn;
    private readonly Colleagues _colleagues;
    private readonly Organizing _organizing;
    private readonly Participants _participants;
    private readonly EventPersonalData _personal;

    public EventsSlice(ServiceOptions options, NoticeDesk notices, EventEditing editing)
    {
        var news = new EventNews(notices);
        var registrations = new Registrations(news);
        _reminders = new Reminders(options, news);
        _signUp = new SignUp(registrations);
        _checkIn = new CheckIn(registrations);
        _colleagues = new Colleagues(registrations, news);
        _organizing = new Organizing(editing);
        _participants = new Participants(registrations, news);
        _personal = new EventPersonalData(registrations);
    }

    public string Name => EventNews.SliceName;

    public SchemaPart Schema => EventsSchema.Part;

    public ImmutableArray<TextKey> TextKeys => EventTexts.All;

    public ImmutableArray<IDialogAction> Actions =>
        [.. _signUp.Actions, .. _checkIn.Actions, .. _colleagues.Actions, .. _organizing.Actions, .. _participants.Actions, .. Participation.Actions];

    public ImmutableArray<IChoiceSource> Sources =>
        [.. EventLists.Sources, .. Colleagues.Sources, .. Organizing.Sources, .. Participants.Sources, .. Participation.Sources];

    ImmutableArray<PressAction> IPressSlice.Presses => _signUp.Presses;

    IEnumerable<PersonalSection> IPersonalData.Describe(ServiceContext context, long person) => _personal.Describe(context, person);

    IEnumerable<ErasedCount> IPersonalData.Erase(ServiceContext context, long person) => _personal.Erase(context, person);

    void IPersonalData.Merge(ServiceContext context, long from, long to) => _personal.Merge(context, from, to);

    public string? TakePress(TurnContext turn, string verb, string subject) => _signUp.Presses.Take(turn, verb, subject);

    /// <summary>At start: events that came into the store in some other way get their reminders.</summary>
    public void NoticeDialogs(ServiceContext context) => _reminders.Plan(context);

    public bool Forget(ServiceContext context)
    {
        CheckInTries.Forget(context.Transaction.Connection, context.Now - TimeSpan.FromDays(1));
        return false;
    }

    public void TakeTimer(TimerContext timer, string kind, string subject)
    {
        switch (kind)
        {
            case Reminders.Timer:
                _reminders.Take(timer, subject);
                break;
            case Reminders.AfterTimer:
                _reminders.TakeAfter(timer, subject);
                break;
        }
    }
}

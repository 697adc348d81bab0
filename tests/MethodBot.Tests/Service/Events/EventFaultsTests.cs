using MethodBot.Service.Events;

namespace MethodBot.Tests.Service.Events;

public sealed class EventFaultsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly EventDraft Good = new()
    {
        Kind = EventKinds.Seminar,
        Title = "Оценивание",
        Place = "Школа № 3",
        Sessions = [new SessionDraft(Noon)],
    };

    public static TheoryData<EventDraft, string> Faulty => new()
    {
        { Good with { Kind = "party" }, EventFaults.Kind },
        { Good with { Title = "" }, EventFaults.NoTitle },
        { Good with { Title = new string('а', 151) }, EventFaults.LongTitle },
        { Good with { Place = "" }, EventFaults.NoPlace },
        { Good with { Link = "урок" }, EventFaults.Link },
        { Good with { Sessions = [] }, EventFaults.NoSessions },
        { Good with { Sessions = [new SessionDraft(Noon, Noon.AddHours(-1))] }, EventFaults.SessionEnd },
        { Good with { Sessions = [new SessionDraft(Noon, Noon.AddHours(2)), new SessionDraft(Noon.AddHours(1))] }, EventFaults.SessionsOverlap },
        { Good with { Hours = 0 }, EventFaults.Hours },
        { Good with { Places = 0 }, EventFaults.Places },
        { Good with { Places = 5, Quota = 6 }, EventFaults.Quota },
        { Good with { OrganizationKinds = ["office"] }, EventFaults.Audience },
        { Good with { Opens = Noon, Closes = Noon.AddHours(-1) }, EventFaults.Period },
        { Good with { Closes = Noon.AddHours(1) }, EventFaults.Period },
        { Good with { Questions = [new QuestionDraft("Нужна парковка?", ["да"])] }, EventFaults.Questions },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Each_fault_is_named(EventDraft draft, string fault) => EventFaults.Of(draft).ShouldBe([fault]);

    [Fact]
    public void A_good_draft_has_none() => EventFaults.Of(Good).ShouldBeEmpty();

    [Fact]
    public void Every_fault_is_told_at_once() =>
        EventFaults.Of(Good with { Title = "", Places = 0 }).ShouldBe([EventFaults.NoTitle, EventFaults.Places]);
}

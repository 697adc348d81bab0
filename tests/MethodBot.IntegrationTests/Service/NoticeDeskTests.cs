using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service.Notices;

namespace MethodBot.IntegrationTests.Service;

public sealed class NoticeDeskTests : IDisposable
{
    private readonly ServiceRig _rig = new();
    private readonly NoticeDesk _desk;

    public NoticeDeskTests() => _desk = _rig.Service<NoticeDesk>();

    [Fact]
    public void A_notice_in_the_night_leaves_in_the_morning()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        _rig.Now = Local(24, 21, 30);

        _desk.Tell(_rig.Context, anna.Id, Own("место")).ShouldBe(NoticeFate.Waits);
        _rig.Now = Local(25, 7, 59);
        _rig.FireTimers();
        _rig.SentTo(anna.Account).ShouldBeEmpty();
        _rig.Now = Local(25, 8, 0);
        _rig.FireTimers();

        _rig.SentTo(anna.Account).ShouldBe(["место"]);
    }

    [Fact]
    public void What_would_come_too_late_is_not_sent()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        _rig.Now = Local(24, 21, 30);

        _desk.Tell(_rig.Context, anna.Id, Own("начинаем") with { Expires = Local(25, 7, 0) }).ShouldBe(NoticeFate.Dropped);
    }

    [Fact]
    public void A_waiting_notice_that_became_void_is_not_sent()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        _rig.Now = Local(24, 21, 30);
        _desk.Tell(_rig.Context, anna.Id, Own("место") with { Subject = "registration:17" });

        NoticeDesk.Withdraw(_rig.Context, "registration:17");
        _rig.Now = Local(25, 9, 0);
        _rig.FireTimers();

        _rig.SentTo(anna.Account).ShouldBeEmpty();
    }

    [Fact]
    public void The_fourth_invitation_of_a_week_waits_until_the_first_is_a_week_old()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        foreach (var day in new[] { 24, 25, 26 })
        {
            _rig.Now = Local(day, 12, 0);
            _desk.Tell(_rig.Context, anna.Id, Unsolicited($"{day}")).ShouldBe(NoticeFate.Sent);
        }

        _rig.Now = Local(27, 12, 0);
        _desk.Tell(_rig.Context, anna.Id, Unsolicited("27")).ShouldBe(NoticeFate.Waits);
        _desk.Tell(_rig.Context, anna.Id, Own("своё")).ShouldBe(NoticeFate.Sent);
        _rig.Now = _rig.Now.AddDays(4).AddMinutes(-1);
        _rig.FireTimers();
        _rig.SentTo(anna.Account).ShouldBe(["24", "25", "26", "своё"]);
        _rig.Now = _rig.Now.AddMinutes(1);
        _rig.FireTimers();

        _rig.SentTo(anna.Account).ShouldBe(["24", "25", "26", "своё", "27"]);
    }

    [Fact]
    public void Two_that_wait_for_the_same_place_in_the_week_do_not_leave_together()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        for (var hour = 10; hour < 15; hour++)
        {
            _rig.Now = Local(24, hour, 0);
            _desk.Tell(_rig.Context, anna.Id, Unsolicited($"{hour}"));
        }

        _rig.Now = Local(24, 10, 0).AddDays(7);
        _rig.FireTimers();

        _rig.SentTo(anna.Account).ShouldBe(["10", "11", "12", "13"]);
    }

    [Fact]
    public void Who_wants_no_invitations_gets_only_what_is_their_own()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        _rig.Connection.Execute("UPDATE person SET invited = 0 WHERE id = @Id", new { anna.Id });

        _desk.Tell(_rig.Context, anna.Id, Unsolicited("приходите")).ShouldBe(NoticeFate.Dropped);
        _desk.Tell(_rig.Context, anna.Id, Own("своё")).ShouldBe(NoticeFate.Sent);
    }

    [Fact]
    public void On_a_shared_account_the_one_who_writes_now_sees_whose_notice_it_is()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var maria = _rig.AddPerson("Орлова Мария Петровна");
        MethodBot.Service.People.PeopleTable.AddAccount(_rig.Transaction, maria.Id, anna.Account, _rig.Now);

        _desk.Tell(_rig.Context, anna.Id, Own("место"));

        _rig.SentTo(anna.Account).ShouldBe(["Анна Ивановна, это Вам.\nместо"]);
    }

    [Fact]
    public void A_notice_goes_to_the_preferred_messenger()
    {
        var anna = _rig.AddPerson("Лебедева Анна Ивановна");
        var vk = _rig.AddStranger("vk");
        MethodBot.Service.People.PeopleTable.AddAccount(_rig.Transaction, anna.Id, vk, _rig.Now.AddHours(1));
        _rig.Connection.Execute("UPDATE person SET preferred = 'telegram' WHERE id = @Id", new { anna.Id });

        _desk.Tell(_rig.Context, anna.Id, Own("место"));

        _rig.SentTo(anna.Account).ShouldBe(["место"]);
        _rig.SentTo(vk).ShouldBeEmpty();
    }

    public void Dispose() => _rig.Dispose();

    private static Notice Own(string text) => new(new OutboundMessage { Text = [new TextSpan(text)] }) { Kind = NoticeKind.Own };

    private static Notice Unsolicited(string text) => Own(text) with { Kind = NoticeKind.Unsolicited };

    private static DateTimeOffset Local(int day, int hour, int minute) => new(2026, 11, day, hour, minute, 0, TimeSpan.FromHours(3));
}

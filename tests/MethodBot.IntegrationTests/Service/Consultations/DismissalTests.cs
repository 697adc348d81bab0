using Dapper;
using MethodBot.Dialogs.Answers;

namespace MethodBot.IntegrationTests.Service.Consultations;

/// <summary>Who may not answer any more neither reads nor keeps a question; who only looked is not taken for one who was asked.</summary>
public sealed class DismissalTests : IDisposable
{
    private readonly ConsultationTown _town = new();

    public DismissalTests()
    {
        _town.At("2026-11-23 09:00");
        _town.Ask("Как оценивать проект?");
    }

    public void Dispose() => _town.Dispose();

    [Fact]
    public void What_a_dismissed_methodist_has_goes_to_the_colleagues()
    {
        _town.Press(_town.Olga, "take", "1");

        Dismiss();
        _town.Rig.FireTimers();

        _town.Value<long?>("SELECT methodist_id FROM consultation").ShouldBeNull();
        _town.Heard(_town.Deputy).ShouldContain(text => text.Contains("Как оценивать проект?", StringComparison.Ordinal));
        _town.Heard(_town.Teacher).Last().ShouldStartWith("На Ваш вопрос ответит другой методист");
        _town.Press(_town.Deputy, "take", "1").ShouldBe("Обращение за Вами");
    }

    [Fact]
    public void Before_anybody_looks_a_dismissed_methodist_can_neither_read_nor_answer()
    {
        _town.Press(_town.Olga, "take", "1");
        _town.Press(_town.Olga, "write", "1");
        Dismiss();

        _town.Write(_town.Olga, "Последнее слово");
        _town.Reply(_town.Olga, "1", "И ещё").ShouldBeFalse();
        foreach (var verb in new[] { "write", "close", "thread" })
            _town.Rig.Slices.Find("consultations")!.TakePress(_town.Rig.Turn(_town.Olga.Account), verb, "1").ShouldNotBeNull(verb);

        _town.Thread("1").ShouldBe(["Как оценивать проект?"]);
    }

    [Fact]
    public void Who_lost_one_direction_keeps_what_belongs_to_another()
    {
        _town.Methodist("Зорина Наталья Юрьевна", "preschool");
        _town.Rig.Connection.Execute("INSERT INTO methodist (person_id, direction_id, is_deputy) VALUES (@Id, 'preschool', 0)", new { _town.Olga.Id });
        _town.Ask("Как оценивать рисунок?", direction: "preschool");
        _town.Press(_town.Olga, "take", "1");
        _town.Press(_town.Olga, "take", "2");

        Dismiss();
        _town.Rig.FireTimers();

        _town.Value<int>("SELECT count(*) FROM consultation WHERE id = 1 AND methodist_id IS NULL").ShouldBe(1);
        _town.Value<long>("SELECT methodist_id FROM consultation WHERE id = 2").ShouldBe(_town.Olga.Id);
    }

    [Fact]
    public void Opened_again_it_is_offered_anew_where_the_methodist_is_gone()
    {
        _town.Press(_town.Olga, "take", "1");
        _town.Write(_town.Olga, "По критериям");
        _town.Press(_town.Olga, "close", "1");
        Dismiss();
        _town.Rig.FireTimers();

        _town.Reply(_town.Teacher, "1", "А по каким?");

        _town.Value<long?>("SELECT methodist_id FROM consultation").ShouldBeNull();
        _town.Heard(_town.Deputy).Last().ShouldEndWith("А по каким?");
    }

    [Fact]
    public void A_sole_methodist_who_withdraws_is_not_offered_their_own_work()
    {
        _town.Rig.Connection.Execute("DELETE FROM methodist WHERE is_deputy = 1");
        _town.Press(_town.Olga, "take", "1");

        _town.Rig.Do(_town.Olga.Account, "people.withdraw").Name.ShouldBe("ok");

        _town.Heard(_town.Head).ShouldContain(text => text.Contains("Как оценивать проект?", StringComparison.Ordinal));
    }

    [Fact]
    public void A_deputy_who_looked_is_asked_all_the_same_and_a_head_who_looked_does_not_hear_every_word()
    {
        Show(_town.Deputy);
        Show(_town.Head);
        var before = _town.Heard(_town.Head).Count;

        _town.Write(_town.Teacher, "В третьем классе");
        _town.Heard(_town.Head).Count.ShouldBe(before);

        _town.PassTo("2026-11-23 14:00", _town.Deputy).ShouldBe(["2026-11-23 14:00"]);
    }

    [Fact]
    public void Looking_again_leaves_one_card_with_buttons()
    {
        for (var i = 0; i < 3; i++)
            Show(_town.Olga);

        _town.Value<int>($"SELECT count(*) FROM consultation_card WHERE person_id = {_town.Olga.Id}").ShouldBe(1);
        _town.Value<int>($"SELECT offered FROM consultation_card WHERE person_id = {_town.Olga.Id}").ShouldBe(1);
    }

    [Fact]
    public void Words_that_have_not_left_do_not_leave_after_a_withdrawal()
    {
        _town.Rig.Do(_town.Teacher.Account, "people.withdraw").Name.ShouldBe("ok");

        _town.Heard(_town.Olga).ShouldHaveSingleItem().ShouldBe("Обращение № 1 закрыто: учитель забирает согласие, и его слова удалены. Отвечать не нужно.");
    }

    [Fact]
    public void A_question_of_the_first_schema_gets_a_clock()
    {
        _town.Rig.Connection.Execute("DELETE FROM timer; UPDATE consultation SET counted_from = NULL");

        _town.Rig.Slices.Find("consultations")!.NoticeDialogs(_town.Rig.Context);

        _town.PassTo("2026-11-23 14:00", _town.Deputy).ShouldBe(["2026-11-23 14:00"]);
    }

    private void Dismiss() => _town.Rig.Connection.Execute("DELETE FROM methodist WHERE person_id = @Id AND direction_id = 'primary'", new { _town.Olga.Id });

    private void Show(Kit.RigPerson person) =>
        _town.Rig.Do(person.Account, "consultations.show", ("consultation", Answer.OfOption("1", ""))).Name.ShouldBe("ok");
}

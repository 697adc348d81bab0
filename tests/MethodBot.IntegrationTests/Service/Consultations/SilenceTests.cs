using Dapper;

namespace MethodBot.IntegrationTests.Service.Consultations;

/// <summary>
/// The dates were written down before the code: 2026-11-20 is a Friday, 2026-11-23 a Monday; work is from 8:30 to 12:00 and from 13:00 to
/// 17:00, an answer is due within four hours of it.
/// </summary>
public sealed class SilenceTests : IDisposable
{
    private readonly ConsultationTown _town = new(options => options.Holidays = ["2026-11-25", "2026-12-04"]);

    public void Dispose() => _town.Dispose();

    [Theory]
    [InlineData("2026-11-23 09:00", "2026-11-23 14:00", "2026-11-24 09:30")] // A Monday, over lunch; the head on the next day.
    [InlineData("2026-11-20 16:00", "2026-11-23 11:30", "2026-11-23 16:30")] // Over the weekend.
    [InlineData("2026-11-24 16:00", "2026-11-26 11:30", "2026-11-26 16:30")] // Over a holiday in the middle of a week.
    [InlineData("2026-12-03 16:30", "2026-12-07 12:00", "2026-12-07 17:00")] // Over a holiday that adjoins a weekend.
    [InlineData("2026-11-23 12:15", "2026-11-23 17:00", "2026-11-24 13:30")] // Asked during lunch.
    [InlineData("2026-11-22 22:00", "2026-11-23 13:30", "2026-11-24 09:00")] // Asked on a Sunday night.
    public void Silence_calls_the_deputy_and_then_the_head_at_the_right_working_minute(string asked, string deputy, string head)
    {
        _town.At(asked);
        _town.Ask("Как оценивать проект?");

        _town.PassTo(deputy, _town.Deputy).ShouldBe([deputy]);
        _town.PassTo(head, _town.Head).ShouldBe([head]);
    }

    [Fact]
    public void The_deputy_gets_the_question_and_everybody_is_told_who_has_it_now()
    {
        _town.At("2026-11-23 09:00");
        _town.Ask("Как оценивать проект?");
        _town.PassTo("2026-11-23 14:00", _town.Deputy);

        var card = _town.Heard(_town.Deputy).Single();
        card.ShouldStartWith("Обращение никто не взял. Учитель ждёт 4 ч рабочего времени.");
        card.ShouldContain("Как оценивать проект?");
        _town.Heard(_town.Teacher).Last().ShouldBe("Ответа пока нет (№ 1 · Как оценивать проект). Вопрос теперь видит и Анна Сергеевна, повторять не нужно.");
        _town.Press(_town.Deputy, "take", "1").ShouldBe("Обращение за Вами");
        _town.Heard(_town.Teacher).Last().ShouldBe("На Ваш вопрос ответит Анна Сергеевна (№ 1 · Как оценивать проект).");
    }

    [Fact]
    public void Who_took_it_has_the_whole_time_again_and_is_told_when_that_is_over()
    {
        _town.At("2026-11-23 09:00");
        _town.Ask("Как оценивать проект?");
        _town.At("2026-11-23 11:00");
        _town.Press(_town.Olga, "take", "1");

        _town.PassTo("2026-11-23 16:00", _town.Deputy).ShouldBe(["2026-11-23 16:00"]);

        _town.Heard(_town.Deputy).Single().ShouldStartWith("Ольга Ивановна не успевает ответить. Учитель ждёт 6 ч рабочего времени.");
        _town.Heard(_town.Olga).Last().ShouldContain("Теперь обращение видит и Анна Сергеевна.");
        _town.Heard(_town.Teacher).Last().ShouldBe("Ольга Ивановна не успевает ответить (№ 1 · Как оценивать проект).\nВопрос теперь видит и Анна Сергеевна, повторять не нужно.");
    }

    [Fact]
    public void An_answer_stops_the_clock_and_the_next_word_of_the_teacher_starts_it()
    {
        _town.At("2026-11-23 09:00");
        _town.Ask("Как оценивать проект?");
        _town.Press(_town.Olga, "take", "1");
        _town.Write(_town.Olga, "По критериям.");
        _town.PassTo("2026-11-24 09:00", _town.Deputy).ShouldBeEmpty();

        _town.Write(_town.Teacher, "По каким?");
        _town.At("2026-11-24 10:00");
        _town.Write(_town.Teacher, "И где их взять?");

        _town.PassTo("2026-11-24 16:59", _town.Deputy).ShouldBe(["2026-11-24 14:00"]);
    }

    [Fact]
    public void Thanks_for_an_answer_start_no_clock()
    {
        _town.At("2026-11-23 09:00");
        _town.Ask("Как оценивать проект?");
        _town.Press(_town.Olga, "take", "1");
        _town.Write(_town.Olga, "По критериям.");
        _town.Write(_town.Teacher, "Спасибо большое!");

        _town.PassTo("2026-11-24 17:00", _town.Deputy).ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_is_called_while_the_teacher_was_asked_back()
    {
        _town.At("2026-11-23 09:00");
        _town.Ask("Как оценивать проект?");
        _town.Press(_town.Olga, "take", "1");
        _town.Press(_town.Olga, "ask", "1");
        _town.Write(_town.Olga, "В каком классе?");
        _town.Heard(_town.Teacher).Last().ShouldStartWith("Ольга Ивановна уточняет по обращению № 1 · Как оценивать проект");
        _town.PassTo("2026-11-26 17:00", _town.Deputy).ShouldBeEmpty();

        _town.At("2026-11-27 08:30");
        _town.Write(_town.Teacher, "В третьем.");

        _town.PassTo("2026-11-27 17:00", _town.Deputy).ShouldBe(["2026-11-27 13:30"]);
    }

    [Fact]
    public void A_closed_consultation_calls_nobody()
    {
        _town.At("2026-11-23 09:00");
        _town.Ask("Как оценивать проект?");
        _town.Press(_town.Teacher, "close", "1");

        _town.PassTo("2026-11-24 17:00", _town.Deputy).ShouldBeEmpty();
        _town.Heard(_town.Head).ShouldBeEmpty();
    }

    [Fact]
    public void A_late_start_calls_nobody_at_night_and_gives_the_deputy_the_whole_time()
    {
        _town.At("2026-11-23 09:00");
        _town.Ask("Как оценивать проект?");

        _town.At("2026-11-23 22:00");
        _town.Rig.FireTimers();

        _town.Heard(_town.Deputy).ShouldBeEmpty();
        _town.PassTo("2026-11-24 08:30", _town.Deputy).ShouldBe(["2026-11-24 08:30"]);
        _town.PassTo("2026-11-24 17:00", _town.Head).ShouldBe(["2026-11-24 13:30"]);
    }

    [Fact]
    public void Where_there_is_no_deputy_the_head_is_called_at_once()
    {
        _town.Rig.Connection.Execute("DELETE FROM methodist WHERE is_deputy = 1");
        _town.At("2026-11-23 09:00");
        _town.Ask("Как оценивать проект?");

        _town.PassTo("2026-11-23 17:00", _town.Head).ShouldBe(["2026-11-23 14:00"]);
        _town.Value<int>("SELECT escalation FROM consultation").ShouldBe(2);
    }

    [Fact]
    public void The_head_may_take_it_over_and_who_had_it_is_told()
    {
        _town.At("2026-11-23 09:00");
        _town.Ask("Как оценивать проект?");
        _town.Press(_town.Olga, "take", "1");
        _town.Press(_town.Head, "take", "1").ShouldBe("Уже отвечает Ольга Ивановна");
        _town.PassTo("2026-11-24 17:00", _town.Head);

        _town.Press(_town.Head, "take", "1").ShouldBe("Обращение за Вами");

        _town.Heard(_town.Olga).Last().ShouldBe("Теперь отвечает Татьяна Павловна: № 1 · Как оценивать проект.");
        _town.Heard(_town.Teacher).Last().ShouldBe("На Ваш вопрос теперь ответит Татьяна Павловна (№ 1 · Как оценивать проект). Повторять ничего не нужно.");
        _town.Press(_town.Deputy, "take", "1").ShouldBe("Уже отвечает Татьяна Павловна");
    }

    [Fact]
    public void Overdue_ones_stay_marked_in_the_lists()
    {
        _town.At("2026-11-23 09:00");
        _town.Ask("Как оценивать проект?");
        _town.PassTo("2026-11-24 17:00", _town.Head);

        _town.Rig.List(_town.Olga.Account, "consultations.queue").Single().Label.ShouldBe("№ 1 · Как оценивать проект · ❗ ждёт 14 ч 30 мин");
        _town.Rig.List(_town.Head.Account, "consultations.methodists").First().Label.ShouldBe("❗ Никто не взял · открыто 1, просрочено 1");
        _town.Rig.List(_town.Head.Account, "consultations.of", ("methodist", MethodBot.Dialogs.Answers.Answer.OfText("nobody"))).Single().Id.ShouldBe("1");
    }

    [Fact]
    public void A_holiday_that_is_set_meanwhile_counts()
    {
        _town.At("2026-11-23 16:00");
        _town.Ask("Как оценивать проект?");
        using var later = new ConsultationTown(options => options.Holidays = ["2026-11-24"]);
        later.At("2026-11-23 16:00");
        later.Ask("Как оценивать проект?");
        later.Rig.Connection.Execute("UPDATE timer SET due_at = due_at - 86400000");

        later.PassTo("2026-11-25 17:00", later.Deputy).ShouldBe(["2026-11-25 11:30"]);
    }
}

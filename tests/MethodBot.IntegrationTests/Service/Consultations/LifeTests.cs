using Dapper;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Answers;
using MethodBot.Service;
using MethodBot.Service.Consultations;
using MethodBot.Service.Exports;
using MethodBot.Service.People;

namespace MethodBot.IntegrationTests.Service.Consultations;

/// <summary>What becomes of a consultation: handed over, closed, rated, opened again, erased, exported.</summary>
public sealed class LifeTests : IDisposable
{
    private readonly ConsultationTown _town = new();

    public void Dispose() => _town.Dispose();

    [Fact]
    public void Handed_over_with_a_note_the_colleague_gets_the_whole_thread_and_the_teacher_only_learns_who_answers()
    {
        Taken("Как оценивать проект?");
        _town.Write(_town.Teacher, "В третьем классе");

        _town.Press(_town.Olga, "pass", "1");
        var target = _town.ButtonsOf(_town.Olga).Single(button => button.Label.StartsWith("Крылова", StringComparison.Ordinal));
        _town.Press(_town.Olga, target.Verb, target.Subject);
        _town.Write(_town.Olga, "Посмотрите, пожалуйста, это по Вашей теме");

        var heard = _town.Heard(_town.Deputy);
        heard[0].ShouldStartWith("Ольга Ивановна передаёт Вам обращение.\nПосмотрите, пожалуйста, это по Вашей теме\n\nОбращение № 1");
        heard[1].ShouldContain("В третьем классе");
        _town.Heard(_town.Teacher).Last().ShouldBe("На Ваш вопрос теперь ответит Анна Сергеевна (№ 1 · Как оценивать проект). Повторять ничего не нужно.");
        _town.Heard(_town.Teacher).ShouldNotContain(text => text.Contains("Посмотрите", StringComparison.Ordinal));
        _town.Write(_town.Deputy, "Отвечаю");
        _town.Heard(_town.Teacher).Last().ShouldEndWith("\n\nОтвечаю");
        _town.Reply(_town.Olga, "1", "И я скажу");
        _town.Heard(_town.Olga).Last().ShouldBe("Сообщение не отправлено, на это обращение уже отвечает Анна Сергеевна: № 1 · Как оценивать проект.");
        _town.Rig.Do(_town.Teacher.Account, "consultations.show", ("consultation", Answer.OfOption("1", "")));
        _town.Heard(_town.Teacher).Last().ShouldNotContain("Посмотрите");
    }

    [Fact]
    public void Photos_of_a_note_stay_with_the_note()
    {
        Taken("Как оценивать проект?");
        _town.Press(_town.Olga, "to", $"1-p{_town.Deputy.Id}");
        _town.Write(_town.Olga, "Вот работа", album: "a1");
        var before = _town.Heard(_town.Teacher).Count;
        _town.Write(_town.Olga, "", album: "a1");

        _town.Heard(_town.Teacher).Count.ShouldBe(before);
        _town.Heard(_town.Deputy).Last().ShouldBe("Ольга Ивановна добавляет к заметке (№ 1 · Как оценивать проект)");
        _town.Value<int>("SELECT count(*) FROM consultation_message WHERE kind = 'note'").ShouldBe(2);
    }

    [Fact]
    public void Handed_to_a_direction_it_waits_there_and_those_who_had_it_cannot_take_it()
    {
        var preschool = _town.Methodist("Зорина Наталья Юрьевна", "preschool", messenger: "vk");
        Taken("Как оценивать рисунок?");
        _town.Press(_town.Olga, "nonote", "1-dpreschool");

        _town.Heard(preschool).First().ShouldStartWith("Ольга Ивановна передаёт обращение в Ваше направление.\n\nОбращение № 1 · Дошкольное образование");
        _town.Press(_town.Olga, "take", "1").ShouldBe("Это обращение ведёт другой человек.");
        _town.Press(preschool, "take", "1").ShouldBe("Обращение за Вами");
        _town.Heard(_town.Teacher).Last().ShouldBe("На Ваш вопрос ответит Наталья Юрьевна (№ 1 · Как оценивать рисунок).");
    }

    [Fact]
    public void A_note_that_comes_after_another_took_it_over_goes_nowhere()
    {
        Taken("Как оценивать проект?");
        _town.Press(_town.Olga, "to", $"1-p{_town.Deputy.Id}");
        _town.Press(_town.Head, "nonote", $"1-p{_town.Head.Id}");

        _town.Write(_town.Olga, "Заметка");

        _town.Heard(_town.Olga).Last().ShouldStartWith("Сообщение не отправлено, на это обращение уже отвечает Татьяна Павловна");
        _town.Heard(_town.Deputy).ShouldBeEmpty();
    }

    [Fact]
    public void The_question_to_whom_has_no_buttons_once_it_is_dropped()
    {
        Taken("Как оценивать проект?");
        _town.Press(_town.Olga, "pass", "1");
        _town.ButtonsOf(_town.Olga).Last().Label.ShouldBe("Не передавать");
        _town.Press(_town.Olga, "to", $"1-p{_town.Deputy.Id}");
        Asking().ShouldBe(1, "somebody is chosen, and only the note is asked for");

        _town.Press(_town.Olga, "keep", "1").ShouldBeNull();

        Asking().ShouldBe(0);
        _town.Heard(_town.Olga).Last().ShouldBe("Хорошо, не передаю: № 1 · Как оценивать проект.");
        _town.Write(_town.Olga, "По критериям");
        _town.Heard(_town.Teacher).Last().ShouldEndWith("По критериям");
        _town.Value<int>("SELECT count(*) FROM consultation_message WHERE kind = 'note'").ShouldBe(0);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("away")]
    public void The_question_to_whom_has_no_buttons_once_the_consultation_has_another_course(string course)
    {
        Taken("Как оценивать проект?");
        _town.Press(_town.Olga, "pass", "1");
        Asking().ShouldBe(1);

        if (course == "close")
            _town.Press(_town.Teacher, "close", "1").ShouldBeNull();
        else
            _town.Press(_town.Head, "nonote", $"1-p{_town.Deputy.Id}").ShouldBeNull();

        Asking().ShouldBe(0);
    }

    [Fact]
    public void Nothing_is_handed_to_who_asked_it_or_is_not_of_the_service()
    {
        _town.Ask("Как оценивать проект?", _town.Deputy);
        _town.Press(_town.Olga, "take", "1");

        _town.Press(_town.Olga, "to", $"1-p{_town.Deputy.Id}").ShouldBe("Передать туда уже нельзя. Выберите, пожалуйста, ещё раз.");
        _town.Press(_town.Olga, "nonote", $"1-p{_town.Teacher.Id}").ShouldBe("Передать туда уже нельзя. Выберите, пожалуйста, ещё раз.");
        _town.Press(_town.Olga, "to", "1-dnothing").ShouldBe("Передать туда уже нельзя. Выберите, пожалуйста, ещё раз.");
    }

    [Fact]
    public void A_card_that_went_to_the_other_messenger_follows_what_becomes_of_it_there()
    {
        _town.Ask("Как оценивать проект?");
        var row = _town.Value<long>("SELECT outbox_id FROM consultation_card");
        var other = new ChatAddress(new ChannelId("vk", "1"), "555");
        var moved = _town.Rig.Context.Send(other, new OutboundMessage());
        _town.Rig.Slices.Find("consultations")!.NoticeRedirect(_town.Rig.Context, row, new Redirection(other, moved));
        _town.Rig.Connection.Execute("UPDATE outbox SET state = 2");

        _town.Press(_town.Deputy, "take", "1");

        _town.Rig.SentTo(new AccountId("vk", "555")).Last().ShouldContain("Отвечает: Анна Сергеевна");
    }

    [Fact]
    public void A_rating_is_kept_once_and_may_be_changed_by_the_teacher_alone()
    {
        Taken("Как оценивать проект?");
        _town.Write(_town.Olga, "По критериям");
        _town.Press(_town.Olga, "close", "1");
        _town.ButtonsOf(_town.Teacher).Select(button => button.Label).ShouldBe(["1", "2", "3", "4", "5"]);

        _town.Press(_town.Teacher, "rate", "1-4").ShouldBe("Оценка 4 записана");
        _town.Press(_town.Teacher, "rate", "1-5").ShouldBe("Оценка 5 записана");
        _town.Press(_town.Teacher, "rate", "1-9").ShouldBeNull();
        _town.Press(_town.Olga, "rate", "1-1").ShouldBe("Это обращение ведёт другой человек.");
        _town.Press(_town.Teacher, "words", "1");
        _town.Write(_town.Teacher, "Спасибо, помогло");

        _town.Value<int>("SELECT rating FROM consultation").ShouldBe(5);
        _town.Value<string>("SELECT rating_words FROM consultation").ShouldBe("Спасибо, помогло");
        _town.Heard(_town.Olga).ShouldNotContain(text => text.Contains("помогло", StringComparison.Ordinal));
        _town.Rig.Do(_town.Head.Account, "consultations.numbers").Results["rating"].Number.ShouldBe(5);
    }

    [Fact]
    public void What_nobody_answered_is_not_rated()
    {
        _town.Ask("Как оценивать проект?");
        _town.Press(_town.Teacher, "close", "1");

        _town.Heard(_town.Teacher).Last().ShouldBe("Закрыто: № 1 · Как оценивать проект.");
    }

    [Fact]
    public void A_button_of_the_dialog_lets_go_of_what_a_button_of_a_card_asked_for()
    {
        Taken("Как оценивать проект?");
        Taken("Как оценивать рисунок?");
        _town.Press(_town.Olga, "write", "1");
        _town.PressDialog(_town.Olga);
        _town.Write(_town.Olga, "По критериям");

        _town.Thread("1").ShouldBe(["Как оценивать проект?"]);
        _town.Heard(_town.Olga).Last().ShouldStartWith("К какому обращению это относится?");
    }

    [Fact]
    public void Cancelling_an_answer_sends_nothing()
    {
        Taken("Как оценивать проект?");
        _town.Press(_town.Olga, "ask", "1");
        _town.Write(_town.Olga, "Отмена").ShouldBeTrue();

        _town.Heard(_town.Olga).Last().ShouldBe("Хорошо, ничего не отправил: № 1 · Как оценивать проект.");
        _town.Thread("1").ShouldBe(["Как оценивать проект?"]);
        _town.Value<int>("SELECT count(*) FROM consultation_expected").ShouldBe(0);
    }

    [Fact]
    public void Erasing_a_teacher_takes_every_word_and_tells_the_methodist()
    {
        Taken("Как оценивать проект?");
        _town.Write(_town.Teacher, "Мой телефон 123");
        _town.Write(_town.Olga, "Перезвоню");
        _town.Ask("Второй вопрос");
        _town.Write(_town.Teacher, "Куда это?");
        _town.Rig.Connection.Execute("UPDATE outbox SET state = 2");

        var erased = ((IPersonalData)_town.Rig.Slices.Find("consultations")!).Erase(_town.Rig.Context, _town.Teacher.Id).ToList();

        erased.ShouldContain(new ErasedCount("consultations", 2));
        _town.Heard(_town.Olga).ShouldContain("Обращение № 1 закрыто: учитель забирает согласие, и его слова удалены. Отвечать не нужно.");
        _town.Value<int>("SELECT count(*) FROM consultation WHERE closed_at IS NULL").ShouldBe(0);
        _town.Value<int>("SELECT count(*) FROM consultation_pending").ShouldBe(0);
        foreach (var word in new[] { "проект", "телефон", "Перезвоню", "Второй", "Куда" })
        {
            _town.Value<int>($"SELECT count(*) FROM consultation_message WHERE text LIKE '%{word}%'").ShouldBe(0, word);
            _town.Value<int>($"SELECT count(*) FROM consultation WHERE subject LIKE '%{word}%'").ShouldBe(0, word);
            _town.Value<int>($"SELECT count(*) FROM outbox WHERE payload LIKE '%{word}%' AND tag IS NOT NULL").ShouldBe(0, word);
        }

        _town.Reply(_town.Olga, "1", "Алло").ShouldBeTrue();
        _town.Thread("1").ShouldAllBe(text => text.Length == 0);
    }

    [Fact]
    public void Erasing_a_methodist_gives_what_they_had_to_the_colleagues()
    {
        Taken("Как оценивать проект?");

        _ = ((IPersonalData)_town.Rig.Slices.Find("consultations")!).Erase(_town.Rig.Context, _town.Olga.Id).ToList();

        _town.Value<long?>("SELECT methodist_id FROM consultation").ShouldBeNull();
        _town.Heard(_town.Teacher).Last().ShouldBe("На Ваш вопрос ответит другой методист (№ 1 · Как оценивать проект). Повторять ничего не нужно.");
    }

    [Fact]
    public void What_is_held_of_a_person_is_told_in_their_own_words()
    {
        Taken("Как оценивать проект?");
        _town.Write(_town.Teacher, "В третьем классе");

        var section = ((IPersonalData)_town.Rig.Slices.Find("consultations")!).Describe(_town.Rig.Context, _town.Teacher.Id).Single();

        section.Heading.ShouldBe("Обращения к методистам");
        section.Lines.Length.ShouldBe(3);
        section.Lines[2].ShouldEndWith(": В третьем классе");
    }

    [Fact]
    public void The_table_counts_in_working_minutes_and_holds_no_words()
    {
        _town.At("2026-11-20 16:30");
        _town.Ask("Как оценивать проект? Подробности внутри.");
        _town.At("2026-11-23 09:00");
        _town.Press(_town.Olga, "take", "1");
        _town.At("2026-11-23 13:30");
        _town.Write(_town.Olga, "По критериям");
        _town.Press(_town.Olga, "close", "1");
        _town.Press(_town.Teacher, "rate", "1-5");

        var hours = WorkingHoursSettings.Read([], [], _town.Rig.Clock, [])!;
        var table = ConsultationExport.Read(_town.Rig.Connection, hours, _town.Rig.Clock);

        var row = table.Columns.Select(column => column.Key).Zip(table.Rows.Single()).ToDictionary(pair => pair.First, pair => pair.Second);
        row["minutes_to_take"].ShouldBe("60");
        row["minutes_to_answer"].ShouldBe("270");
        row["created_at"].ShouldBe("2026-11-20 16:30");
        row["methodist"].ShouldBe("Белова Ольга Ивановна");
        row["organization"].ShouldBe("Школа № 5");
        row["subject"].ShouldBe("Как оценивать проект");
        row["rating"].ShouldBe("5");
        row["escalated"].ShouldBeNull();
        row.Values.ShouldNotContain(value => value != null && value.Contains("Подробности", StringComparison.Ordinal));
        using var output = new MemoryStream();
        TableWriter.Write(table, ExportFormat.Csv, output);
        output.Length.ShouldBeGreaterThan(100);
    }

    /// <summary>How many questions about handing over stand with their buttons.</summary>
    private int Asking() => _town.Rig.Connection.Query<string>("SELECT payload FROM outbox").Select(OutboxPayload.Read)
        .Count(message => message.Buttons.Any(button => button.Label == "Не передавать"));

    private void Taken(string question)
    {
        var number = _town.Ask(question);
        _town.Press(_town.Olga, "take", number).ShouldBe("Обращение за Вами");
    }
}

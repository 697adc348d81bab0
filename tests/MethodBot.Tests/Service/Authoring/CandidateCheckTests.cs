using MethodBot.Dialogs.Compilation;
using MethodBot.Service.Authoring;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Service.Authoring;

/// <summary>Over the dialogs that ship.</summary>
public sealed class CandidateCheckTests
{
    private const string Poll = "dialog: poll\ntitle: Опрос\nsteps:\n  - say: Здравствуйте!\n";

    private static DialogSet Serving => RealDialogs.Set;

    [Fact]
    public void A_dialog_that_serves_is_replaced_where_it_lies_whatever_its_file_is_called()
    {
        var present = Serving.Definitions.Single(dialog => dialog.Name.Value == "profile");
        var good = Check("знакомство (2).yml", present.Source + "# новее\n").ShouldBeOfType<Verdict.Good>();
        good.Path.ShouldBe(present.File);
        good.Document.ShouldBe("profile");
        good.BaseHash.ShouldBe(Documents.Hash(present.Source));
        good.Candidate.Files.Length.ShouldBe(Serving.Files.Length);
    }

    [Fact]
    public void A_new_dialog_gets_a_file_of_its_name_among_the_published_ones()
    {
        var good = Check("любой.yaml", Poll).ShouldBeOfType<Verdict.Good>();
        (good.Path, good.Title, good.BaseHash).ShouldBe(("published/poll.yaml", "Опрос", null));
    }

    [Fact]
    public void A_file_of_that_name_with_another_dialog_in_it_is_left_alone()
    {
        var taken = Serving.Change(new DialogFile("published/poll.yaml", Poll.Replace("dialog: poll", "dialog: survey", StringComparison.Ordinal))).Set!;
        CandidateCheck.Check(taken, "poll.yaml", Poll).ShouldBeOfType<Verdict.Good>().Path.ShouldBe("published/poll-2.yaml");
        CandidateCheck.Check(taken, "poll.yaml", Poll, "published/poll.yaml").ShouldBeOfType<Verdict.Good>().Path.ShouldBe("published/poll-2.yaml");
        CandidateCheck.Check(taken, "poll.yaml", Poll, "polls/poll.yaml").ShouldBeOfType<Verdict.Good>().Path.ShouldBe("polls/poll.yaml");
    }

    [Fact]
    public void Texts_are_known_by_their_name_and_have_no_dialog()
    {
        var text = RealDialogs.Texts.Text.Replace("skip: Пропустить", "skip: Дальше", StringComparison.Ordinal);
        var good = Check("texts (1).yaml", text).ShouldBeOfType<Verdict.Good>();
        (good.Path, good.Document).ShouldBe((Serving.TextsFile.Path, Documents.Texts));
        DialogDifference.OfTexts(Serving, good.Candidate).Changed.ShouldBe(["buttons.skip"]);
        Check("texts.yaml", Poll).ShouldBeOfType<Verdict.Good>().Document.ShouldBe("poll");
        Check("texts.yaml", "buttons:\n  back: Назад\n").ShouldBeOfType<Verdict.Faulty>().Faults.Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Word_for_word_the_same_is_told_as_such() => Check("start.yaml", Serving.Files.Single(file => file.Path == "start.yaml").Text).ShouldBeOfType<Verdict.Same>();

    [Fact]
    public void What_is_no_map_is_no_dialog()
    {
        Check("план.yaml", "Расписание на вторник").ShouldBeOfType<Verdict.NotYaml>();
        Check("план.yaml", "- раз\n- два\n").ShouldBeOfType<Verdict.NotYaml>();
    }

    [Fact]
    public void Faults_are_told_under_the_path_of_the_file_and_those_it_causes_elsewhere_under_theirs()
    {
        var broken = Check("poll.yaml", Poll.Replace("say:", "sey:", StringComparison.Ordinal)).ShouldBeOfType<Verdict.Faulty>();
        broken.Faults.ShouldAllBe(fault => fault.File == broken.Path);
        Check("poll.yaml", "dialog: poll\n steps: [").ShouldBeOfType<Verdict.Faulty>().Faults.ShouldHaveSingleItem().File.ShouldBe("poll.yaml");

        var card = Serving.Definitions.Single(dialog => dialog.Name.Value == "event-card");
        var faulty = Check("event-card.yaml", card.Source.Replace("takes: [event]", "takes: [event, day]", StringComparison.Ordinal).Replace("link: event\n", "", StringComparison.Ordinal))
            .ShouldBeOfType<Verdict.Faulty>();
        faulty.Faults.ShouldContain(fault => fault.File == "events/events.yaml");
    }

    [Fact]
    public void A_name_that_is_none_leads_nowhere() => Check("../../etc/passwd.yaml", Poll.Replace("dialog: poll", "dialog: ../../start", StringComparison.Ordinal))
        .ShouldBeOfType<Verdict.Faulty>().Path.ShouldNotContain("..");

    private static Verdict Check(string name, string text) => CandidateCheck.Check(Serving, name, text);
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;
using MethodBot.Dialogs.Texts;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Properties;

/// <summary>What holds after every turn, whatever was sent.</summary>
internal sealed partial class TurnProperties(Conversations conversations, Coverage coverage, TurnTaken turn)
{
    /// <summary>The fewest buttons of a messenger: one choice, both page buttons, and every way out that a question may have.</summary>
    public const int LeastButtons = 9;

    private const int LongestText = 4096;
    private const int WayOut = 1500;

    private readonly ConversationState _before = turn.Before.State;
    private readonly ConversationState _after = turn.After.State;

    public void Check(Random random)
    {
        CheckScreen();
        CheckRepeatable(started: random.Next(5) == 0);
        var losses = Losses();
        CheckNothingIsLost(losses);
        if (losses.Said.Contains("changed"))
            CheckNothingIsDoneTwice();
        CheckAcceptedPress();
        CheckMenu();
        if (random.Next(5) == 0)
            CheckBackAndAgain();
        if (random.Next(16) == 0)
            CheckWayOut(random);
        CountWhatHappened();
    }

    private void CheckScreen()
    {
        if (_after.Visit is not { } visit)
        {
            _after.Stack.ShouldBeEmpty("what runs must wait for something");
            return;
        }

        _after.Stack[0].Dialog.ShouldBe(DialogSet.StartDialog);
        var waiting = conversations.Waiting(_after);
        (waiting is AskNode or ReviewNode).ShouldBeTrue("what waits is a question or a review");
        if (waiting is AskNode asked)
            coverage.Count("question:" + KindOf(asked));
        var screen = turn.After.Screen;
        screen.Visit.ShouldBe(visit.Number, "the newest picture is of what waits");
        var text = Chat.Plain(screen.Text);
        text.ShouldNotBeNullOrWhiteSpace();
        text.Length.ShouldBeLessThanOrEqualTo(LongestText);
        screen.Buttons.Length.ShouldBeLessThanOrEqualTo(turn.Host.MaxButtons);
        screen.Buttons.All(button => button.Label.Length > 0 && button.Data.Length <= 64 && button.Data.All(char.IsAscii)).ShouldBeTrue();
        // With two pages both page buttons lead to the other one.
        screen.Buttons.Where(button => !button.Data.Contains("." + Controls.PagePrefix, StringComparison.Ordinal)).Select(button => button.Data).ShouldBeUnique();
        _after.LastVisit.ShouldBeGreaterThanOrEqualTo(_before.LastVisit);
        visit.Number.ShouldBeLessThanOrEqualTo(_after.LastVisit);
    }

    // Also by an engine that has just been started.
    private void CheckRepeatable(bool started)
    {
        var again = Conversations.Take(turn.Before, turn.Trigger, turn.Mood, started ? new DialogEngine(turn.Before.Engine.Dialogs) : null);
        Same(again.After.Saved, turn.After.Saved, "the same turn comes to the same state");
        Same(again.Effects, turn.Effects, "the same turn says the same");
        Same(_after.ToJson(), turn.After.Saved, "a conversation reads back as it was saved");
    }

    private LegalLosses Losses()
    {
        var texts = turn.Before.Engine.Dialogs.Texts;
        var said = new List<string>();
        if (Says(texts.Plain(TextKeys.Changed)))
            said.Add("changed");
        if (Says("Вы продолжили в другом мессенджере"))
            said.Add("moved");
        return new LegalLosses(_before, _after, turn.Trigger, turn.Before.Host.Moved, turn.Host.Done.Count > 0, turn.Before.Engine.Dialogs, said, conversations.Find);
    }

    private void CheckNothingIsLost(LegalLosses losses)
    {
        foreach (var lost in Holding.Missing(turn.Before.Holdings, turn.After.Holdings))
        {
            var reason = losses.Reason(lost);
            (reason is not null).ShouldBeTrue($"the answer «{AnswerText.Format(lost.Answer)}» to {lost.Dialog}.{lost.Step} is lost (aside {lost.Aside}, frame {lost.Index}, call {lost.Call}, kept {lost.IsKept})\nbefore {turn.Before.Saved}\nafter {turn.After.Saved}");
            coverage.Count("loss:" + reason);
        }
    }

    // What has been written is on the path: a newer revision goes on behind it. Only a new round writes it again.
    private void CheckNothingIsDoneTwice()
    {
        foreach (var done in turn.Host.Done)
        {
            foreach (var frame in _before.Stack.Concat(_before.Stack.SelectMany(Called)).Where(frame => frame.Dialog == done.Dialog))
            {
                if (conversations.Find(frame) is { } machine && !Rounds(machine) && _after.Stack.Length >= _before.Stack.Length)
                    frame.Path.Any(entry => IsStepOf(machine, entry.Step, done.Action)).ShouldBeFalse($"{done.Action} of {done.Dialog} is done once\nbefore {turn.Before.Saved}\nafter {turn.After.Saved}");
            }
        }

        static IEnumerable<Frame> Called(Frame frame) => frame.Path.Select(entry => entry.Called).OfType<Frame>().SelectMany(called => Called(called).Prepend(called));

        static bool Rounds(Machine machine) => machine.Nodes.Any(node => node.Transitions.Any(transition => transition.LeadsToNode && transition.Target <= node.Index));

        static bool IsStepOf(Machine machine, string step, string action) => machine.ById.GetValueOrDefault(step) is DoNode node && node.Action.Name == action
            && machine.Nodes.OfType<DoNode>().Count(other => other.Action.Name == action) == 1;
    }

    private void CheckAcceptedPress()
    {
        foreach (var data in _after.Accepted.TakeLast(2))
        {
            var again = Conversations.Take(turn.After, new Trigger.Press(data), turn.Mood);
            // It may move on to a newer revision, as any turn may.
            Same(Revision().Replace(again.After.Saved, ""), Revision().Replace(turn.After.Saved, ""), $"a repeat of {data} changes nothing");
            Same(again.Effects, "", $"a repeat of {data} says nothing");
        }
    }

    private void CheckMenu()
    {
        var menu = Conversations.Take(turn.After, new Trigger.Message("меню", []), turn.Mood).After;
        var start = menu.Engine.Dialogs.Find(DialogSet.StartDialog)!;
        if (menu.State.Visit is null && !start.Nodes.Any(node => node is { IsState: true, When: null }))
            return;
        menu.State.Visit.ShouldNotBeNull("the menu, or what comes before it, is a word away");
        menu.State.Stack[0].Dialog.ShouldBe(DialogSet.StartDialog);
    }

    // «Назад» and the same answer again: as it was, but for the numbers of visits.
    private void CheckBackAndAgain()
    {
        if (_after.Stack is not [.., var top] || top.Answers.ContainsKey(top.Step!) || RandomPerson.Button(turn.After.Screen, Controls.Back) is null)
            return;
        var quiet = RandomHost.Copy(turn.Host, TestDialogs.Vocabulary, new Random(turn.Mood));
        quiet.Drafts.Clear();
        if (Again(turn.After with { Host = quiet }, out var behind) is not { } once)
            return;
        // Facts and lists may have changed since an older answer: then the way on from it may be another.
        if (IsSameStep(_before, behind) && turn.Host.Done.Count == 0 && !IsBack)
            Same(Story(once, withVisit: false), Story(turn.After, withVisit: false), "back and the same answer again");
        // The first way may have taken up again what was put aside, with what was ticked there; the later ones enter anew.
        if (Again(once, out _) is { } twice && Again(twice, out _) is { } thrice)
        {
            Same(Story(twice, withVisit: false), Story(once, withVisit: false), "back and the same answer a second time");
            Same(Story(thrice, withVisit: true), Story(twice, withVisit: true), "back and the same answer a third time");
        }

        coverage.Count("event:back and again");
    }

    // Null where an action runs on the way, the answer does not hold any more, or this was a part of a question.
    private Moment? Again(Moment from, out ConversationState between)
    {
        between = from.State;
        if (RandomPerson.Button(from.Screen, Controls.Back) is not { } back)
            return null;
        var behind = Conversations.Take(from, back, turn.Mood).After;
        between = behind.State;
        if (behind.Host.Done.Count > 0 || conversations.Waiting(between) is not AskNode { Menu: false } ask || IsSameStep(from.State, between)
            || !between.Stack[^1].Answers.ContainsKey(ask.Id)
            || (RandomPerson.Button(behind.Screen, Controls.Keep) ?? RandomPerson.Button(behind.Screen, Controls.Done)) is not { } keep)
        {
            return null;
        }

        var again = Conversations.Take(behind, keep, turn.Mood).After;
        return again.Host.Done.Count > 0 || IsSameStep(between, again.State) ? null : again;
    }

    private static bool IsSameStep(ConversationState one, ConversationState other) =>
        one.Stack.Length == other.Stack.Length && !one.Stack.IsEmpty && (one.Stack[^1].Dialog, one.Stack[^1].Step) == (other.Stack[^1].Dialog, other.Stack[^1].Step);

    private static string Story(Moment moment, bool withVisit)
    {
        var story = JsonNode.Parse(moment.Saved)!.AsObject();
        story.Remove("lastVisit");
        story.Remove("accepted");
        story.Remove("album");
        if (withVisit)
            story["visit"]?.AsObject().Remove("number");
        else
            story.Remove("visit");
        return story.ToJsonString();
    }

    // Valid answers, whichever they are, come to an end or to the menu.
    private void CheckWayOut(Random random)
    {
        var host = RandomHost.Copy(turn.Host, TestDialogs.Vocabulary, random);
        host.Drafts.Clear();
        foreach (var list in host.Lists.Values)
        {
            if (list.Count == 0)
                list.Add(new Choice("c1", "Запись"));
        }

        var last = new List<string>();
        // A sticker has the question shown again, with what the lists hold now.
        var now = Conversations.Take(turn.After with { Host = host }, new Trigger.Unsupported(), turn.Mood).After;
        for (var i = 0; i < WayOut; i++)
        {
            var waiting = conversations.Waiting(now.State);
            if (waiting is null || (i > 0 && Conversations.IsMenu(waiting)))
            {
                coverage.Count("event:way out");
                return;
            }

            var answer = RandomPerson.ValidAnswer(waiting, now.State.Visit!, now.Screen, random);
            answer.ShouldNotBeNull($"there is something to answer {waiting.Id} with: {Chat.Plain(now.Screen.Text)} [{string.Join("; ", now.Screen.Buttons.Select(button => button.Label))}]");
            var next = Conversations.Take(now, answer, random.Next());
            if (i > WayOut - 8)
                last.Add($"{waiting.Id} ← {answer}: {next.Effects}");
            now = next.After;
        }

        throw new InvalidOperationException($"{WayOut} valid answers did not lead out; at last\n{string.Join('\n', last)}");
    }

    // Shouldly draws the difference letter by letter, which for a saved conversation is pages of it.
    private static void Same(string now, string expected, string what)
    {
        if (now != expected)
            throw new InvalidOperationException($"{what}; here\n{now}\ninstead of\n{expected}");
    }

    [GeneratedRegex("\"revision\":\"[0-9a-f]*\"")]
    private static partial Regex Revision();

    private bool Says(string text) => turn.Outcome.Effects.OfType<Effect.Say>().Any(say => Chat.Plain(say.Text).Contains(text, StringComparison.Ordinal));
}

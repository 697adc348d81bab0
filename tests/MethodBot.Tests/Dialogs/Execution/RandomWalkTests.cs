using System.Text;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Machines;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Execution;

/// <summary>People who press and type anything at all, in dialogs that change under them and a service in any mood.</summary>
public sealed class RandomWalkTests
{
    private const int Conversations = 1500;
    private const int Turns = 60;

    private static readonly string[] Words =
    [
        "", " ", "1", "2", "17", "0", "-3", "да", "нет", "назад", "Отмена", "пропустить", "меню", "помощь", "старт", "готово", "Отправить", "изменить",
        "запись", "Запись № 5", "очно", "математика", "15 октября", "31.12.26", "Иванова Мария Петровна", "Маша", "до трёх лет", "🙂", "а\nб", "...",
        "1, 2", "1,2,3,4,5,6", "Что делать с {card.title} и **жирным**?",
    ];

    private static readonly string[] Codes = ["~r:needs-2026", "~e:experience", "~send", "~edit", "~p9", "~keep", "~all", "~free", "~menu", "~done", "~skip", "x"];

    [Fact]
    public void Conversations_never_fail_and_the_menu_is_always_within_reach()
    {
        var sets = Mutations.Make(RealDialogs.Files, 25, new Random(1));
        sets.Count.ShouldBe(26, "most changes must give a set that the checker accepts");
        var reached = new HashSet<string>();
        for (var seed = 0; seed < Conversations; seed++)
            Walk(seed, sets, reached);

        // A dialog that asks nothing is over within the turn.
        RealDialogs.Set.Machines.Where(machine => machine.Nodes.Any(node => node is AskNode or ReviewNode)).Select(machine => machine.Name).Except(reached)
            .ShouldBeEmpty("a walk that does not come everywhere proves little");
    }

    private static void Walk(int seed, List<DialogSet> sets, HashSet<string> reached)
    {
        var random = new Random(seed);
        var host = RandomHost.Make(RealDialogs.Vocabulary, random);
        var chat = new Chat(sets[0], host);
        var seen = new List<Screen>();
        var log = new StringBuilder();
        try
        {
            for (var turn = 0; turn < Turns; turn++)
            {
                if (random.Next(15) == 0)
                {
                    var version = random.Next(sets.Count);
                    log.AppendLine($"{turn}: dialogs {version}");
                    chat.Reload(sets[version]);
                }

                if (random.Next(20) == 0)
                    host.Lists[host.Lists.Keys.ElementAt(random.Next(host.Lists.Count))] = RandomHost.DrawList(random);
                var trigger = Draw(chat, seen, random);
                log.AppendLine($"{turn}: {chat.Dialog}/{chat.Step} {trigger}");
                chat.Take(trigger);
                seen.Add(chat.Screen);
                reached.UnionWith(chat.State.Stack.Select(frame => frame.Dialog));
                CheckTurn(chat, host);
            }

            chat.Command(CommandName.Menu);
            chat.State.Stack[0].Dialog.ShouldBe(DialogSet.StartDialog);
            chat.State.Visit.ShouldNotBeNull();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"conversation {seed} failed:\n{log}", e);
        }
    }

    private static void CheckTurn(Chat chat, FakeHost host)
    {
        var state = chat.State;
        if (state.Visit is null)
        {
            state.Stack.ShouldBeEmpty("what runs must wait for something");
            return;
        }

        state.Stack[0].Dialog.ShouldBe(DialogSet.StartDialog);
        if (chat.Effects.OfType<Effect.Show>().LastOrDefault() is not { } show)
            return;
        show.Screen.Visit.ShouldBe(state.Visit.Number, "the latest picture is of what waits");
        Chat.Plain(show.Screen.Text).ShouldNotBeNullOrWhiteSpace();
        Chat.Plain(show.Screen.Text).Length.ShouldBeLessThanOrEqualTo(4096);
        show.Screen.Buttons.All(button => button.Label.Length > 0 && button.Data.Length <= 64).ShouldBeTrue();
        show.Screen.Buttons.Where(button => !button.Data.Contains("~p", StringComparison.Ordinal)).Select(button => button.Data).ShouldBeUnique();
        if (host.MaxButtons >= 10)
            show.Screen.Buttons.Length.ShouldBeLessThanOrEqualTo(host.MaxButtons);
    }

    private static Trigger Draw(Chat chat, List<Screen> seen, Random random)
    {
        switch (random.Next(20))
        {
            case < 11 when !chat.Screen.Buttons.IsEmpty:
                return Press(chat.Screen);
            case < 13 when seen.Count > 0 && seen[random.Next(seen.Count)] is { Buttons.IsEmpty: false } old:
                return Press(old);
            case < 17:
                return new Trigger.Message(Words[random.Next(Words.Length)], []);
            case 17:
                return new Trigger.Command((CommandName)random.Next(6));
            case 18:
                return new Trigger.Message(random.Next(2) == 0 ? "" : "вот", [new AnswerFile(random.Next(100), random.Next(2) == 0 ? "photo" : "document", null)]);
            default:
                return random.Next(3) switch
                {
                    0 => new Trigger.Unsupported(),
                    1 => new Trigger.NotUnderstood(),
                    _ => new Trigger.Press($"{chat.State.Visit?.Number}.{Codes[random.Next(Codes.Length)]}"),
                };
        }

        Trigger.Press Press(Screen screen) => new(screen.Buttons[random.Next(screen.Buttons.Length)].Data);
    }
}

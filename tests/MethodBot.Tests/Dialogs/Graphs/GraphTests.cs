using MethodBot.Dialogs.Graphs;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Graphs;

public sealed class GraphTests
{
    private const string Dialog = """
        dialog: start
        title: "Запись: «Встреча»"
        steps:
          - say: Здравствуйте!
          - section: О Вас
          - ask: who
            short: Кто
            text: Кто Вы?
            one_of: { teacher: Учитель, guest: Гость }
          - ask: school
            when: who == 'teacher'
            text: Где работаете?
            type: text
            optional: true
          - go: end
            when: who == 'guest'
          - section: Запись
          - id: save
            do: notes.save
            outcomes: { full: full }
          - say: Записал.
          - go: end
          - id: full
            say: Мест нет.
          - call: start
        """;

    private static StateGraph Graph => StateGraph.Of(TestDialogs.Load(Dialog).Find("start")!);

    [Fact]
    public void States_are_what_waits_acts_or_is_called() => Graph.States.Select(state => $"{state.Kind} {state.Id} {state.Section}").ShouldBe(
        ["Waiting who 0", "Waiting school 0", "Action save 1", "Called start 1"]);

    [Fact]
    public void Arrows_carry_trigger_guard_and_what_is_said_in_the_order_of_the_guards() => Graph.Edges.Select(edge => $"{edge.From ?? "*"} > {edge.To ?? "*"}: {edge.Label}").ShouldBe(
    [
        "* > who: / say «Здравствуйте!»",
        "who > school: answer [who == 'teacher']",
        "who > *: answer [else, who == 'guest']",
        "who > save: answer [else]",
        "school > save: answer, skip",
        "save > *: outcome:ok / say «Записал.»",
        "save > start: outcome:full / say «Мест нет.»",
        "start > *: return",
    ]);

    [Fact]
    public void A_circle_of_steps_that_only_lead_on_is_drawn_once()
    {
        const string Circle = "dialog: start\nsteps:\n  - id: a\n    say: Раз\n  - ask: q\n    text: Ещё?\n    yes_no: true\n  - go: a\n    when: q\n  - go: end\n    when: person.known\n  - go: a\n";

        StateGraph.Of(TestDialogs.Load(Circle).Find("start")!).Edges.Select(edge => $"{edge.From} > {edge.To}: {edge.Label}").ShouldBe(
        [
            " > q: / say «Раз»", "q > q: answer [q] / say «Раз»", "q > : answer [else, person.known]", "q > q: answer [else] / say «Раз»",
        ]);
    }

    // Nobody comes to «b» from «a»: the menu was answered once.
    [Fact]
    public void Ways_whose_guards_contradict_each_other_are_not_drawn()
    {
        const string Menu = "dialog: start\nsteps:\n  - ask: q\n    text: Куда?\n    one_of: { a: А, b: Б, c: В }\n  - id: a\n    do: notes.read\n    when: q == 'a'\n  - say: Б\n    when: q in ['b', 'c']\n"
            + "  - id: b\n    do: notes.read\n    when: q == 'b' or q == 'c'\n  - id: c\n    do: notes.read\n    when: not (q == 'a')\n";

        StateGraph.Of(TestDialogs.Load(Menu).Find("start")!).Edges.Select(edge => $"{edge.From ?? "*"} > {edge.To ?? "*"}: {edge.Label}").ShouldBe(
        [
            "* > q: ",
            "q > a: answer [q == 'a']",
            "q > b: answer [else, q == 'b' or q == 'c'] / say «Б» [q in ['b', 'c']]",
            "q > c: answer [else] / say «Б» [q in ['b', 'c']]",
            "a > *: outcome:ok, outcome:missing",
            "b > c: outcome:ok, outcome:missing [not (q == 'a')]",
            "b > *: outcome:ok, outcome:missing [else]",
            "c > *: outcome:ok, outcome:missing",
        ]);
    }

    [Fact]
    public void What_was_known_is_forgotten_where_a_way_leads_back_or_an_action_makes_the_person_another()
    {
        const string Back = "dialog: start\nsteps:\n  - id: save\n    do: notes.save\n    when: not person.known\n    outcomes: { full: end }\n  - say: Здравствуйте!\n    when: not person.known\n"
            + "  - ask: q\n    text: Ещё раз?\n    yes_no: true\n  - go: save\n    when: q\n";

        StateGraph.Of(TestDialogs.Load(Back).Find("start")!).Edges.Select(edge => $"{edge.From ?? "*"} > {edge.To ?? "*"}: {edge.Label}").ShouldBe(
        [
            "* > save: [not person.known]",
            "* > q: [else]",
            "save > q: outcome:ok / say «Здравствуйте!» [not person.known]",
            "save > *: outcome:full",
            "q > save: answer [q, not person.known]",
            "q > q: answer [q, else]",
            "q > *: answer [else]",
        ]);
    }

    [Fact]
    public void Mermaid_joins_arrows_between_the_same_states_and_escapes_what_it_would_read_as_markup()
    {
        const string Joined = "dialog: start\nsteps:\n  - ask: n\n    text: Сколько?\n    type: number\n  - say: 'Мало; \"да\"'\n    when: n < 3\n  - do: notes.save\n    outcomes: { full: many }\n  - say: Раз\n  - go: end\n  - id: many\n    say: Два\n";
        var mermaid = MermaidGraph.Write(StateGraph.Of(TestDialogs.Load(Joined).Find("start")!));

        mermaid.ShouldContain("  s1_n --> s2_notes_save_1 : answer / say «Мало#59; #quot;да#quot;» [n #lt; 3]\n");
        mermaid.ShouldContain("  s2_notes_save_1 --> [*] : outcome#58;ok / say «Раз»<br/>outcome#58;full / say «Два»\n");
        mermaid.ShouldContain("state \"notes.save#35;1<br/>do notes.save, barrier\" as s2_notes_save_1");
    }

    [Fact]
    public void Mermaid_draws_a_dialog_as_a_state_of_states() => MermaidGraph.Write(StateGraph.Of(TestDialogs.Load("dialog: start\ntitle: \"Запись: «Да»\"\nsteps:\n  - ask: q\n    text: Да?\n    yes_no: true\n").Find("start")!)).ShouldBe("""
        stateDiagram-v2
          %% start: Запись: «Да»
          state "Запись#58; «Да»" as dialog {
            state "q<br/>yes_no<br/>Да?" as s1_q
            [*] --> s1_q
            s1_q --> [*] : answer
          }
          state "start / menu" as rest
          dialog --> rest : cancel, menu
          note right of dialog
            back → the state passed before (H)
            help → the same state
          end note

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Mermaid_draws_sections_as_states_of_states_and_tells_the_superstate_beside_the_first() => MermaidGraph.Write(Graph).ShouldBe("""
        stateDiagram-v2
          %% start: Запись: «Встреча»
          state "О Вас" as section1 {
            state "who<br/>one_of<br/>Кто" as s1_who
            state "school<br/>text<br/>Где работаете?" as s2_school
          }
          state "Запись" as section2 {
            state "save<br/>do notes.save, barrier" as s3_save:::action
            state "start<br/>call start" as s4_start:::called
          }
          [*] --> s1_who : / say «Здравствуйте!»
          s1_who --> s2_school : answer [who == 'teacher']
          s1_who --> [*] : answer [else, who == 'guest']
          s1_who --> s3_save : answer [else]
          s2_school --> s3_save : answer, skip
          s3_save --> [*] : outcome#58;ok / say «Записал.»
          s3_save --> s4_start : outcome#58;full / say «Мест нет.»
          s4_start --> [*] : return
          note right of s1_who
            Запись#58; «Встреча»
            cancel, menu → start / menu
            back → the state passed before (H)
            help → the same state
          end note

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void A_dialog_that_never_waits_is_drawn_too()
    {
        var graph = StateGraph.Of(TestDialogs.Load("dialog: start\nsteps:\n  - section: Раздел\n  - say: Привет!\n").Find("start")!);

        MermaidGraph.Write(graph).ShouldEndWith("  [*] --> [*] : / say «Привет!»\n");
        DotGraph.Write(graph).ShouldContain("begin -> end [label=\"/ say «Привет!»\"];");
    }

    [Fact]
    public void Dot_draws_the_same()
    {
        var dot = DotGraph.Write(Graph);

        dot.ShouldStartWith("digraph \"start\" {\n");
        dot.ShouldContain("subgraph cluster_section2 {\n      label=\"Запись\"; style=\"rounded,dashed\";\n      s3_save [shape=diamond label=\"save\\ndo notes.save, barrier\"];\n");
        dot.ShouldContain("  s1_who -> s2_school [label=\"answer [who == 'teacher']\"];\n");
        dot.ShouldContain("  s3_save -> end [label=\"outcome:ok\\n/ say «Записал.»\"];\n");
        dot.ShouldContain("s1_who -> rest [ltail=cluster_dialog style=dashed label=\"cancel, menu\"];\n");
        dot.Count(c => c == '{').ShouldBe(dot.Count(c => c == '}'));
    }
}

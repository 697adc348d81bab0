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
        "school > *: answer, skip [who == 'guest']",
        "school > save: answer, skip [else]",
        "save > *: outcome:ok / say «Записал.»",
        "save > start: outcome:full / say «Мест нет.»",
        "start > *: return",
    ]);

    [Fact]
    public void A_circle_of_steps_that_only_lead_on_is_drawn_once()
    {
        const string Circle = "dialog: start\nsteps:\n  - id: a\n    say: Раз\n  - ask: q\n    text: Ещё?\n    yes_no: true\n  - go: a\n    when: q\n  - go: end\n    when: not q\n  - go: a\n";

        StateGraph.Of(TestDialogs.Load(Circle).Find("start")!).Edges.Select(edge => $"{edge.From} > {edge.To}: {edge.Label}").ShouldBe(
        [
            " > q: / say «Раз»", "q > q: answer [q] / say «Раз»", "q > : answer [else, not q]", "q > q: answer [else] / say «Раз»",
        ]);
    }

    [Fact]
    public void Mermaid_nests_sections_in_the_dialog_and_draws_the_superstates_once() => MermaidGraph.Write(Graph).ShouldBe("""
        stateDiagram-v2
          %% start: Запись: «Встреча»
          state "Запись#58; «Встреча»" as dialog {
            state "О Вас" as section1 {
              state "who<br/>choice<br/>Кто" as s1_who
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
            s2_school --> [*] : answer, skip [who == 'guest']
            s2_school --> s3_save : answer, skip [else]
            s3_save --> [*] : outcome#58;ok / say «Записал.»
            s3_save --> s4_start : outcome#58;full / say «Мест нет.»
            s4_start --> [*] : return
          }
          state "start / menu" as rest
          dialog --> rest : cancel, menu
          note right of dialog
            back → the state passed before (H)
            help → the same state
          end note

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Dot_draws_the_same()
    {
        var dot = DotGraph.Write(Graph);

        dot.ShouldStartWith("digraph \"start\" {\n");
        dot.ShouldContain("subgraph cluster_section2 {\n      label=\"Запись\"; style=\"rounded,dashed\";\n      s3_save [shape=diamond label=\"save\\ndo notes.save, barrier\"];\n");
        dot.ShouldContain("  s1_who -> s2_school [label=\"answer [who == 'teacher']\"];\n");
        dot.ShouldContain("  s3_save -> end [label=\"outcome:ok / say «Записал.»\"];\n");
        dot.ShouldContain("s1_who -> rest [ltail=cluster_dialog style=dashed label=\"cancel, menu\"];\n");
        dot.Count(c => c == '{').ShouldBe(dot.Count(c => c == '}'));
    }
}

using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;

namespace MethodBot.Bench.Inputs;

/// <summary>A world that costs next to nothing, so that what is measured is the engine.</summary>
internal sealed class BenchHost : IDialogHost
{
    private static readonly ImmutableArray<Choice> Choices =
    [
        .. new[] { "Методика чтения", "Новые программы", "Одарённые дети", "Работа с родителями", "Функциональная грамотность" }
            .Select((label, i) => new Choice($"c{i}", label)),
    ];

    private static readonly Answer Known = Answer.OfText("Ольга Ивановна");

    public DateOnly Today => new(2026, 9, 20);

    /// <summary>As in Telegram.</summary>
    public int MaxButtons => 16;

    public ImmutableArray<string> DraftsElsewhere => [];

    public Answer? Fact(string name) => Known;

    public string? FindSource(string dialog, string revision) => null;

    public Suspended? ReadDraft(string draft) => null;

    public bool HoldsDraft(string draft) => true;

    public ActionOutcome Do(ActionCall call) => ActionOutcome.Of("ok");

    public ChoicePage List(ListCall call, string? query, int offset, int count)
    {
        var found = query is null ? Choices : Choices.RemoveAll(choice => !choice.Label.Contains(query, StringComparison.OrdinalIgnoreCase));
        return new ChoicePage([.. found.Skip(offset).Take(count)], found.Length);
    }

    public Choice? Find(ListCall call, string id) => Choices.FirstOrDefault(choice => choice.Id == id);
}

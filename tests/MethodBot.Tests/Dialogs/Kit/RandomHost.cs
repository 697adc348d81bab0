using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Tests.Dialogs.Kit;

/// <summary>A service in any mood: every outcome, result, fact and list that its vocabulary allows, drawn from a seeded generator.</summary>
internal static class RandomHost
{
    /// <summary>Makes a host of random lists, and of facts that change with its actions.</summary>
    public static FakeHost Make(DialogVocabulary vocabulary, Random random)
    {
        var host = new FakeHost { MaxButtons = random.Next(6, 40) };
        foreach (var (name, type) in vocabulary.Facts)
            Draw(name, type);
        foreach (var source in vocabulary.Sources.Values)
            host.Lists[source.Name] = DrawList(random);
        foreach (var source in vocabulary.Sources.Values.Where(source => !source.Parameters.IsEmpty))
        {
            foreach (var kind in (string[])["school", "kindergarten", "extra"])
                host.Lists[$"{source.Name}:{kind}"] = DrawList(random);
        }

        foreach (var action in vocabulary.Actions.Values)
        {
            host.Actions[action.Name] = _ =>
            {
                foreach (var (name, type) in vocabulary.Facts)
                {
                    if (random.Next(3) == 0)
                        Draw(name, type);
                }

                var outcome = ActionOutcome.Of(action.Outcomes[random.Next(action.Outcomes.Length)], random.Next(2) == 0);
                return action.Results.Aggregate(outcome, (result, pair) => result.With(pair.Key, DrawAnswer(pair.Value, random)));
            };
        }

        return host;

        // Mostly a person who may use everything: else most walks would end at the consent.
        void Draw(string name, AnswerType type)
        {
            if (random.Next(8) == 0)
                host.Facts.Remove(name);
            else
                host.Facts[name] = type == AnswerType.Flag ? Answer.OfFlag(random.Next(4) > 0) : DrawAnswer(type, random);
        }
    }

    public static List<Choice> DrawList(Random random) =>
        [.. Enumerable.Range(1, random.Next(4) == 0 ? 0 : random.Next(1, 150)).Where(_ => random.Next(5) > 0).Select(i => new Choice($"c{i}", $"Запись № {i % 90}"))];

    private static Answer DrawAnswer(AnswerType type, Random random) => type switch
    {
        AnswerType.Flag => Answer.OfFlag(random.Next(2) == 0),
        AnswerType.Number => Answer.OfNumber(random.Next(-3, 30)),
        AnswerType.Date => Answer.OfDate(new DateOnly(2026, 1, 1).AddDays(random.Next(700))),
        _ => Answer.OfText($"текст {{{random.Next(100)}}} **а**"),
    };
}

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
        foreach (var (name, type) in Ordered(vocabulary.Facts))
            DrawFact(host, name, type, random);
        foreach (var (_, source) in Ordered(vocabulary.Sources))
            host.Lists[source.Name] = DrawList(random);
        foreach (var (_, source) in Ordered(vocabulary.Sources).Where(pair => !pair.Value.Parameters.IsEmpty))
        {
            foreach (var kind in (string[])["school", "kindergarten", "extra"])
                host.Lists[$"{source.Name}:{kind}"] = DrawList(random);
        }

        Act(host, vocabulary, random);
        return host;
    }

    /// <summary>The same world, whose actions end as another generator draws: equal generators make equal turns.</summary>
    public static FakeHost Copy(FakeHost host, DialogVocabulary vocabulary, Random random)
    {
        var copy = new FakeHost { Today = host.Today, MaxButtons = host.MaxButtons };
        CopyTo(copy.Facts, host.Facts);
        CopyTo(copy.Lists, host.Lists);
        CopyTo(copy.Sources, host.Sources);
        CopyTo(copy.Drafts, host.Drafts);
        copy.Moved.UnionWith(host.Moved);
        Act(copy, vocabulary, random);
        return copy;
    }

    /// <summary>Draws a fact anew.</summary>
    public static void DrawFact(FakeHost host, string name, AnswerType type, Random random)
    {
        // Mostly a person who may use everything: else most walks would end at the consent.
        if (random.Next(8) == 0)
            host.Facts.Remove(name);
        else
            host.Facts[name] = type == AnswerType.Flag ? Answer.OfFlag(random.Next(4) > 0) : DrawAnswer(type, random);
    }

    // «new» is what a dialog may ask a list's answer for: a walk that never had it would not come behind it.
    public static List<Choice> DrawList(Random random) =>
        [new Choice("new", "Новая запись"), .. Enumerable.Range(1, random.Next(4) == 0 ? 0 : random.Next(1, 150)).Where(_ => random.Next(5) > 0).Select(i => new Choice($"c{i}", $"Запись № {i % 90}"))];

    private static void Act(FakeHost host, DialogVocabulary vocabulary, Random random)
    {
        foreach (var action in vocabulary.Actions.Values)
        {
            host.Actions[action.Name] = _ =>
            {
                foreach (var (name, type) in Ordered(vocabulary.Facts))
                {
                    if (random.Next(3) == 0)
                        DrawFact(host, name, type, random);
                }

                var outcome = ActionOutcome.Of(action.Outcomes[random.Next(action.Outcomes.Length)], random.Next(2) == 0);
                return Ordered(action.Results).Aggregate(outcome, (result, pair) => result.With(pair.Key, DrawAnswer(pair.Value, random)));
            };
        }
    }

    // Tables of strings have another order in every process; a seed must draw the same in all of them.
    private static IEnumerable<KeyValuePair<string, T>> Ordered<T>(IReadOnlyDictionary<string, T> table) => table.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static void CopyTo<TKey, TValue>(Dictionary<TKey, TValue> target, Dictionary<TKey, TValue> source)
        where TKey : notnull
    {
        foreach (var (key, value) in source)
            target[key] = value;
    }

    private static Answer DrawAnswer(AnswerType type, Random random) => type switch
    {
        AnswerType.Flag => Answer.OfFlag(random.Next(2) == 0),
        AnswerType.Number => Answer.OfNumber(random.Next(-3, 30)),
        AnswerType.Date => Answer.OfDate(new DateOnly(2026, 1, 1).AddDays(random.Next(700))),
        _ => Answer.OfText($"текст {{{random.Next(100)}}} **а**"),
    };
}

using MethodBot.Dialogs.Compilation;

namespace MethodBot.Tests.Dialogs.Kit;

/// <summary>Newer revisions of a set of dialogs: steps and options taken away, questions turned into others, whole dialogs renamed.</summary>
internal static class Mutations
{
    /// <summary>The set itself and up to <paramref name="count"/> changed ones that the checker finds nothing wrong with.</summary>
    public static List<DialogSet> Make(IReadOnlyList<DialogFile> files, int count, Random random)
    {
        var sets = new List<DialogSet> { RealDialogs.TryLoad(files)! };
        for (var attempt = 0; attempt < count * 20 && sets.Count <= count; attempt++)
        {
            var changed = files.ToList();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var index = random.Next(changed.Count);
                changed[index] = changed[index] with { Text = Change(changed[index].Text, random) };
            }

            if (RealDialogs.TryLoad(changed) is { } set)
                sets.Add(set);
        }

        return sets;
    }

    private static string Change(string text, Random random)
    {
        var blocks = text.Split("\n  - ").ToList();
        if (blocks.Count < 3)
            return text;
        var index = random.Next(1, blocks.Count);
        switch (random.Next(6))
        {
            case 0:
                blocks.RemoveAt(index);
                break;
            case 1:
                blocks.Insert(index, $"ask: extra{random.Next(1000)}\n    text: Новый вопрос?\n    yes_no: true");
                break;
            case 2:
                blocks[index] = blocks[index].Replace("yes_no: true", "type: text", StringComparison.Ordinal);
                break;
            case 3:
                blocks[index] = blocks[index].Replace("optional: true", "short: Иначе", StringComparison.Ordinal);
                break;
            case 4:
                // The first option of a short list goes.
                var start = blocks[index].IndexOf("one_of: { ", StringComparison.Ordinal);
                var comma = start < 0 ? -1 : blocks[index].IndexOf(", ", start, StringComparison.Ordinal);
                if (comma > 0)
                    blocks[index] = blocks[index].Remove(start + 10, comma + 2 - start - 10);
                break;
            default:
                (blocks[index], blocks[^1]) = (blocks[^1], blocks[index]);
                break;
        }

        return string.Join("\n  - ", blocks);
    }
}

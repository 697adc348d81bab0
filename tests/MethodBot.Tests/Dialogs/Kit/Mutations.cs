using MethodBot.Dialogs.Compilation;

namespace MethodBot.Tests.Dialogs.Kit;

/// <summary>Newer revisions of a set of dialogs: steps and options taken away, questions turned into others, whole dialogs renamed.</summary>
internal static class Mutations
{
    /// <summary>The set itself and up to <paramref name="count"/> changed ones that the checker finds nothing wrong with.</summary>
    public static List<DialogSet> Make(IReadOnlyList<DialogFile> files, int count, Random random) => Make(files, count, random, RealDialogs.TryLoad);

    /// <inheritdoc cref="Make(IReadOnlyList{DialogFile}, int, Random)"/>
    /// <param name="load">Null for files with faults.</param>
    public static List<DialogSet> Make(IReadOnlyList<DialogFile> files, int count, Random random, Func<IReadOnlyList<DialogFile>, DialogSet?> load)
    {
        var sets = new List<DialogSet> { load(files)! };
        for (var attempt = 0; attempt < count * 20 && sets.Count <= count; attempt++)
        {
            var changed = files.ToList();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var index = random.Next(changed.Count);
                changed[index] = changed[index] with { Text = Change(changed[index].Text, random) };
            }

            if (load(changed) is { } set)
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
        switch (random.Next(9))
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
            case 5:
                // An option or a row of a long list goes.
                if (blocks[index].IndexOf("\n      - {", StringComparison.Ordinal) is var line and >= 0 && blocks[index].IndexOf('\n', line + 1) is var next and > 0)
                    blocks[index] = blocks[index].Remove(line, next - line);
                break;
            case 6:
                blocks[index] = blocks[index].Replace("type: text", "type: message", StringComparison.Ordinal).Replace("    free_text: Нет в списке\n", "", StringComparison.Ordinal);
                break;
            case 7:
                blocks.Insert(index, $"section: Раздел {random.Next(1000)}\n");
                break;
            default:
                (blocks[index], blocks[^1]) = (blocks[^1], blocks[index]);
                break;
        }

        return string.Join("\n  - ", blocks);
    }
}

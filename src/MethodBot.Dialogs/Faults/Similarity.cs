namespace MethodBot.Dialogs.Faults;

/// <summary>Finds the name that somebody probably meant.</summary>
public static class Similarity
{
    /// <summary>
    /// The candidate at most two edits away (one, for names of up to four letters; none, for a single letter), or null. Two letters
    /// that changed places are one edit. Of candidates equally near, the first in order: the same advice in every run.
    /// </summary>
    public static string? Closest(string name, IEnumerable<string> candidates)
    {
        var limit = Math.Min(name.Length - 1, name.Length <= 4 ? 1 : 2);
        string? best = null;
        foreach (var candidate in candidates)
        {
            var distance = Distance(name, candidate);
            if (distance < limit || (distance == limit && (best is null || string.CompareOrdinal(candidate, best) < 0)))
                (best, limit) = (candidate, distance);
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[b.Length];
    }
}

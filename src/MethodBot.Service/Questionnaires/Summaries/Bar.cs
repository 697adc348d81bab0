namespace MethodBot.Service.Questionnaires.Summaries;

/// <summary>Pictures drawn in text: one kind of glyph is as wide as another of its kind in any phone's font.</summary>
internal static class Bar
{
    private const int Width = 10;
    private const char Full = '▓';
    private const char Empty = '░';

    /// <summary><c>▓▓▓▓░░░░░░</c>. Some is never drawn as none, nor as all.</summary>
    public static string Draw(long part, long whole)
    {
        var filled = whole == 0 ? 0 : (int)Math.Round((double)Width * part / whole, MidpointRounding.AwayFromZero);
        if (part > 0)
            filled = Math.Max(filled, 1);
        if (part < whole)
            filled = Math.Min(filled, Width - 1);
        return new string(Full, filled) + new string(Empty, Width - filled);
    }

    /// <summary>Whole per cent.</summary>
    public static decimal Percent(long part, long whole) => whole == 0 ? 0 : Math.Round(100m * part / whole, MidpointRounding.AwayFromZero);
}

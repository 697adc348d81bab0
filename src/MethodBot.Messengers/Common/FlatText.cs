using System.Collections.Immutable;
using System.Text;

namespace MethodBot.Messengers.Common;

/// <summary>A stretch of text with one look; offsets and lengths are UTF-16 units, as messengers count them.</summary>
internal readonly record struct StyledRange(int Offset, int Length, TextStyle Style, string? Link);

/// <summary>
/// The spans of a message as one string and the ranges that have a look: what splitting and captions need.
/// Line ends are <c>\n</c> and control characters are gone, because messengers drop those, which would shift the ranges.
/// </summary>
internal sealed class FlatText
{
    public static readonly FlatText Empty = new("", []);

    private FlatText(string text, ImmutableArray<StyledRange> ranges)
    {
        Text = text;
        Ranges = ranges;
    }

    public string Text { get; }

    public ImmutableArray<StyledRange> Ranges { get; }

    public int Length => Text.Length;

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    /// <summary>Joins the spans. Without <paramref name="rich"/> looks are dropped and a link is written after its text.</summary>
    public static FlatText Of(ImmutableArray<TextSpan> spans, bool rich)
    {
        var text = new StringBuilder();
        var ranges = ImmutableArray.CreateBuilder<StyledRange>();
        foreach (var span in spans)
        {
            var offset = text.Length;
            AppendClean(text, span.Text);
            var length = text.Length - offset;
            if (rich && length > 0 && (span.Style != TextStyle.Plain || span.Link is not null))
                ranges.Add(new StyledRange(offset, length, span.Style, span.Link));
            if (!rich && span.Link is not null)
                AppendLink(text, span);
        }

        return new FlatText(text.ToString(), ranges.ToImmutable());
    }

    /// <summary>Adds plain text at the end.</summary>
    public FlatText Append(string text) => new(Text + text, Ranges);

    /// <summary>Cuts a part out, keeping the looks that reach into it.</summary>
    public FlatText Slice(int start, int length)
    {
        var end = start + length;
        var ranges = ImmutableArray.CreateBuilder<StyledRange>();
        foreach (var range in Ranges)
        {
            var from = Math.Max(range.Offset, start);
            var to = Math.Min(range.Offset + range.Length, end);
            if (from < to)
                ranges.Add(range with { Offset = from - start, Length = to - from });
        }

        return new FlatText(Text.Substring(start, length), ranges.ToImmutable());
    }

    /// <summary>Without the white space around: messengers trim it, and it counts against the limits.</summary>
    public FlatText Trim()
    {
        var start = 0;
        var end = Text.Length;
        while (start < end && char.IsWhiteSpace(Text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(Text[end - 1]))
            end--;
        return start == 0 && end == Text.Length ? this : Slice(start, end - start);
    }

    private static void AppendClean(StringBuilder text, string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\r')
            {
                // A lone carriage return is a line end of its own, a pair is one.
                if (i + 1 >= value.Length || value[i + 1] != '\n')
                    text.Append('\n');
            }
            else if (!char.IsControl(c) || c is '\n' or '\t')
            {
                text.Append(c);
            }
        }
    }

    private static void AppendLink(StringBuilder text, TextSpan span)
    {
        if (string.IsNullOrWhiteSpace(span.Text))
            text.Append(span.Link);
        else if (!string.Equals(span.Text.Trim(), span.Link, StringComparison.Ordinal))
            text.Append(" (").Append(span.Link).Append(')');
    }
}

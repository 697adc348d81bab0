using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Faults;

namespace MethodBot.Dialogs.Presentation;

/// <summary>Finds values by name for conditions and templates; null where there is no answer.</summary>
public delegate Answer? Scope(string name);

/// <summary>
/// A text with values in it: <c>{name}</c>, <c>{free|место|места|мест}</c> (the plural form that the number wants) and <c>**bold**</c>.
/// What a value brings in is plain text: nothing in it is read as markup.
/// </summary>
public sealed class Template
{
    private readonly ImmutableArray<Part> _parts;

    // Most texts have no values in them and always read the same.
    private readonly ImmutableArray<TextSpan>? _constant;
    private readonly string? _constantPlain;

    private Template(ImmutableArray<Part> parts, string source)
    {
        _parts = parts;
        Source = source;
        if (parts.All(part => part is LiteralPart))
        {
            _constant = Join(static _ => null, null);
            _constantPlain = Plain(_constant.Value);
        }
    }

    public string Source { get; }

    /// <summary>Names used, with the offset of each in the source.</summary>
    public IEnumerable<(string Name, int Offset)> Names => _parts.OfType<ValuePart>().Select(part => (part.Name, part.Offset));

    public static Template Parse(string source, Action<int, string>? fault = null)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        var bold = false;
        var start = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '*' && i + 1 < source.Length && source[i + 1] == '*')
            {
                Flush(i);
                bold = !bold;
                i++;
                start = i + 1;
            }
            else if (source[i] == '{' && source.IndexOf('}', i) is var end and > 0)
            {
                Flush(i);
                var fields = source[(i + 1)..end].Split('|');
                if (fields.Length is 1 or 4 && IsValueName(fields[0].Trim()))
                    parts.Add(new ValuePart(fields[0].Trim(), fields[1..], i, bold));
                else
                    fault?.Invoke(i, FaultMessages.BadPlaceholder(source[i..(end + 1)]));
                i = end;
                start = i + 1;
            }
        }

        Flush(source.Length);
        return new Template(parts.ToImmutable(), source);

        void Flush(int end)
        {
            if (end > start)
                parts.Add(new LiteralPart(source[start..end], bold));
        }
    }

    public ImmutableArray<TextSpan> Render(Scope scope, DateOnly? today = null) => _constant ?? Join(scope, today);

    /// <summary>The same without looks.</summary>
    public string RenderPlain(Scope scope, DateOnly? today = null) => _constantPlain ?? Plain(Join(scope, today));

    private ImmutableArray<TextSpan> Join(Scope scope, DateOnly? today)
    {
        var spans = ImmutableArray.CreateBuilder<TextSpan>(_parts.Length);
        foreach (var part in _parts)
        {
            var text = part switch
            {
                LiteralPart literal => literal.Text,
                ValuePart value => Render(value, scope(value.Name), today),
                _ => "",
            };
            if (text.Length == 0)
                continue;
            var style = part.Bold ? TextStyle.Bold : TextStyle.Plain;
            if (spans.Count > 0 && spans[^1].Style == style)
                spans[^1] = spans[^1] with { Text = spans[^1].Text + text };
            else
                spans.Add(new TextSpan(text, style));
        }

        return spans.ToImmutable();
    }

    private static string Plain(ImmutableArray<TextSpan> spans) => string.Concat(spans.Select(span => span.Text));

    private static string Render(ValuePart part, Answer? value, DateOnly? today)
    {
        if (value is null)
            return "";
        return part.Forms is [var one, var few, var many]
            ? RussianText.Plural(value.Number ?? 0, one, few, many)
            : AnswerText.Format(value, today);
    }

    private static bool IsValueName(string name) =>
        name.Length > 0 && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private abstract record Part(bool Bold);

    private sealed record LiteralPart(string Text, bool Bold) : Part(Bold);

    private sealed record ValuePart(string Name, string[] Forms, int Offset, bool Bold) : Part(Bold);
}

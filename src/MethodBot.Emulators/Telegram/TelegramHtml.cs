using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MethodBot.Emulators.Telegram;

/// <summary>The HTML parse mode: tags become entities, in the words of the official parser when they cannot.</summary>
internal sealed class TelegramHtml
{
    private readonly string source;
    private readonly StringBuilder text = new();
    private readonly Stack<OpenTag> open = new();
    private readonly List<TelegramEntity> entities = [];
    private int at;

    private TelegramHtml(string source) => this.source = source;

    public static (string Text, ImmutableArray<TelegramEntity> Entities) Parse(string source)
    {
        var parser = new TelegramHtml(source);
        parser.Run();
        return (parser.text.ToString(), [.. parser.entities]);
    }

    private void Run()
    {
        while (at < source.Length)
        {
            var c = source[at];
            if (c == '&' && TryDecode() is { } decoded)
            {
                text.Append(decoded);
            }
            else if (c != '<')
            {
                text.Append(c);
                at++;
            }
            else if (at + 1 < source.Length && source[at + 1] == '/')
            {
                EndTag();
            }
            else
            {
                StartTag();
            }
        }
        if (open.TryPeek(out var left))
            throw Fault($"Can't find end tag corresponding to start tag \"{left.Name}\"");
    }

    private void StartTag()
    {
        var begin = at++;
        var name = ReadName(c => !char.IsWhiteSpace(c) && c != '>' && c != '/');
        if (at >= source.Length)
            throw Fault($"Unclosed start tag at byte offset {Bytes(begin)}");
        string? address = null, language = null, cssClass = null;
        var expandable = false;
        while (true)
        {
            while (at < source.Length && char.IsWhiteSpace(source[at]))
                at++;
            if (at >= source.Length)
                throw Fault($"Unclosed start tag \"{name}\" at byte offset {Bytes(begin)}");
            if (source[at] == '>')
                break;
            var (attribute, value) = Attribute(name, begin);
            if (attribute == "href" && name == "a")
                address = value;
            else if (attribute == "class" && name == "code" && value.StartsWith("language-", StringComparison.Ordinal))
                language = value["language-".Length..];
            else if (attribute == "class" && name == "span")
                cssClass = value;
            else if (attribute == "expandable" && name == "blockquote")
                expandable = true;
        }
        at++;
        var type = name switch
        {
            "b" or "strong" => "bold",
            "i" or "em" => "italic",
            "u" or "ins" => "underline",
            "s" or "strike" or "del" => "strikethrough",
            "tg-spoiler" => "spoiler",
            "span" when cssClass == "tg-spoiler" => "spoiler",
            "span" => throw Fault($"Tag \"span\" must have class \"tg-spoiler\" at byte offset {Bytes(begin)}"),
            "a" => "text_link",
            "code" => "code",
            "pre" => "pre",
            "blockquote" => expandable ? "expandable_blockquote" : "blockquote",
            _ => throw Fault($"Unsupported start tag \"{name}\" at byte offset {Bytes(begin)}"),
        };
        open.Push(new OpenTag(name, type, text.Length, address, language));
    }

    private (string Name, string Value) Attribute(string tag, int begin)
    {
        var name = ReadName(c => !char.IsWhiteSpace(c) && c is not ('=' or '>' or '/' or '"' or '\''));
        if (name.Length == 0)
            throw Fault($"Empty attribute name in the tag \"{tag}\" at byte offset {Bytes(begin)}");
        while (at < source.Length && char.IsWhiteSpace(source[at]))
            at++;
        if (at >= source.Length || source[at] != '=')
            return (name, "");
        at++;
        while (at < source.Length && char.IsWhiteSpace(source[at]))
            at++;
        if (at >= source.Length)
            throw Fault($"Unclosed start tag \"{tag}\" at byte offset {Bytes(begin)}");
        var value = new StringBuilder();
        if (source[at] is not ('"' or '\''))
        {
            while (at < source.Length && (char.IsAsciiLetterOrDigit(source[at]) || source[at] is '.' or '-'))
                value.Append(source[at++]);
            if (at >= source.Length || !(char.IsWhiteSpace(source[at]) || source[at] == '>'))
                throw Fault($"Unexpected end of name token at byte offset {Bytes(begin)}");
            return (name, value.ToString());
        }
        var quote = source[at++];
        while (at < source.Length && source[at] != quote)
        {
            if (source[at] == '&' && TryDecode() is { } decoded)
                value.Append(decoded);
            else
                value.Append(source[at++]);
        }
        if (at >= source.Length)
            throw Fault($"Unclosed start tag at byte offset {Bytes(begin)}");
        at++;
        return (name, value.ToString());
    }

    private void EndTag()
    {
        var begin = at;
        at += 2;
        if (open.Count == 0)
            throw Fault($"Unexpected end tag at byte offset {Bytes(begin)}");
        var name = ReadName(c => !char.IsWhiteSpace(c) && c != '>');
        while (at < source.Length && char.IsWhiteSpace(source[at]))
            at++;
        if (at >= source.Length || source[at] != '>')
            throw Fault($"Unclosed end tag at byte offset {Bytes(begin)}");
        at++;
        var tag = open.Pop();
        if (name.Length > 0 && name != tag.Name)
            throw Fault($"Unmatched end tag at byte offset {Bytes(begin)}, expected \"</{tag.Name}>\", found \"</{name}>\"");
        Close(tag);
    }

    private void Close(OpenTag tag)
    {
        var length = text.Length - tag.Start;
        if (length == 0)
            return;
        if (tag.Type == "text_link")
        {
            // Without an address the text itself is the address; what is no address makes no entity.
            var address = tag.Address is { Length: > 0 } given ? given : text.ToString(tag.Start, length);
            if (TelegramKeyboards.TryAddress(address) is { } url)
                entities.Add(new TelegramEntity(tag.Type, tag.Start, length, url));
            return;
        }
        if (tag.Type == "pre" && entities.FindIndex(inner => inner.Type == "code" && inner.Offset == tag.Start && inner.Length == length) is >= 0 and var nested)
        {
            // <pre><code class="language-…"> is one entity.
            var language = entities[nested].Language;
            entities.RemoveAt(nested);
            entities.Add(new TelegramEntity("pre", tag.Start, length, null, language));
            return;
        }
        entities.Add(new TelegramEntity(tag.Type, tag.Start, length, null, tag.Language));
    }

    private string ReadName(Func<char, bool> belongs)
    {
        var begin = at;
        while (at < source.Length && belongs(source[at]))
            at++;
        return source[begin..at].ToLowerInvariant();
    }

    /// <summary>Reads a character reference; null leaves the ampersand as it is.</summary>
    private string? TryDecode()
    {
        var end = at + 1;
        if (end < source.Length && source[end] == '#')
        {
            end++;
            var isHex = end < source.Length && source[end] is 'x' or 'X';
            if (isHex)
                end++;
            var begin = end;
            while (end < source.Length && (isHex ? char.IsAsciiHexDigit(source[end]) : char.IsAsciiDigit(source[end])))
                end++;
            var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
            if (!int.TryParse(source.AsSpan(begin, end - begin), style, CultureInfo.InvariantCulture, out var code) || !Rune.IsValid(code) || code == 0)
                return null;
            at = end < source.Length && source[end] == ';' ? end + 1 : end;
            return new Rune(code).ToString();
        }
        while (end < source.Length && char.IsAsciiLetter(source[end]))
            end++;
        var decoded = source[(at + 1)..end] switch
        {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            _ => null,
        };
        if (decoded is not null)
            at = end < source.Length && source[end] == ';' ? end + 1 : end;
        return decoded;
    }

    private int Bytes(int index) => Encoding.UTF8.GetByteCount(source.AsSpan(0, index));

    private static TelegramRefusal Fault(string fault) => TelegramRefusal.Bad("can't parse entities: " + fault);

    private sealed record OpenTag(string Name, string Type, int Start, string? Address, string? Language);
}

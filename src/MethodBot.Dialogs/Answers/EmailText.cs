using System.Globalization;

namespace MethodBot.Dialogs.Answers;

/// <summary>An e-mail address as people type it.</summary>
public static class EmailText
{
    /// <summary>Longest address that can be written to, in characters (RFC 5321).</summary>
    private const int MaxLength = 254;

    private const int MaxLocalLength = 64;
    private const int MaxLabelLength = 63;
    private const string Scheme = "mailto:";

    private enum Script
    {
        /// <summary>No letters at all.</summary>
        Neither,
        Latin,
        Cyrillic,
    }

    /// <summary>The one address that the text is, its domain in lower case, or null; never throws.</summary>
    /// <remarks>
    /// Taken off: spaces around, «mailto:» with its parameters, angle brackets with a name before them («Мария &lt;m@school.ru&gt;»), a full stop or
    /// comma after. Cyrillic domains are addresses («school@школа.рф»), and so is a Cyrillic name in front of one; parts that mix Cyrillic
    /// with Latin letters, «mail.ру» and «почта.ru» are not.
    /// </remarks>
    public static string? Parse(string text)
    {
        var address = Unwrap(text);
        if (address.Length > MaxLength)
            return null;
        var at = address.IndexOf('@');
        if (at is < 1 or > MaxLocalLength)
            return null;
        var local = address[..at];
        var domain = address[(at + 1)..];
        if (ScriptOfDomain(domain) is not { } zone || ScriptOfLocal(local) is not { } name || (name == Script.Cyrillic && zone != name))
            return null;
        return $"{local}@{domain.ToString().ToLowerInvariant()}";
    }

    private static ReadOnlySpan<char> Unwrap(string text)
    {
        var address = TrimAround(text);
        if (address.EndsWith('>') && address.IndexOf('<') is >= 0 and var open && !address[..open].Contains('@'))
            address = TrimAround(address[(open + 1)..^1]);
        if (!address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return address;
        address = address[Scheme.Length..];
        return address.IndexOf('?') is >= 0 and var query ? address[..query] : address;
    }

    private static ReadOnlySpan<char> TrimAround(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && (IsInvisible(text[start]) || text[start] is '"' or '«' or '“'))
            start++;
        var end = text.Length;
        while (end > start && (IsInvisible(text[end - 1]) || text[end - 1] is '"' or '»' or '”' or '.' or ',' or ';' or '!'))
            end--;
        return text[start..end];
    }

    private static bool IsInvisible(char c) => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    /// <summary>The letters of the name before «@», or null when it is none.</summary>
    private static Script? ScriptOfLocal(ReadOnlySpan<char> local)
    {
        if (local.StartsWith('.') || local.EndsWith('.') || local.Contains("..", StringComparison.Ordinal))
            return null;
        return ScriptOf(local, ".!#$%&'*+-/=?^_`{|}~");
    }

    /// <summary>The letters of the whole domain's last label, or null when it is no domain.</summary>
    private static Script? ScriptOfDomain(ReadOnlySpan<char> domain)
    {
        Script? last = null;
        Script? beforeLast = null;
        var label = ReadOnlySpan<char>.Empty;
        foreach (var range in domain.Split('.'))
        {
            label = domain[range];
            if (label.Length is 0 or > MaxLabelLength || label.StartsWith('-') || label.EndsWith('-'))
                return null;
            (beforeLast, last) = (last, ScriptOf(label, "-"));
            if (last is null)
                return null;
        }

        // «почта.ru» and «mail.рф» are a keyboard left in the wrong layout far more often than an address.
        return beforeLast is { } owner && (owner == last || owner == Script.Neither) && IsZone(label) ? last : null;
    }

    private static bool IsZone(ReadOnlySpan<char> label)
    {
        if (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
            return true;
        foreach (var c in label)
        {
            if (!char.IsLetter(c))
                return false;
        }

        return label.Length >= 2;
    }

    /// <summary>The one script of the letters, or null for two of them, a third one, or a mark that may not stand there.</summary>
    private static Script? ScriptOf(ReadOnlySpan<char> text, ReadOnlySpan<char> marks)
    {
        var script = Script.Neither;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) || marks.Contains(c))
                continue;
            var own = char.IsAsciiLetter(c) ? Script.Latin : c is >= 'Ѐ' and <= 'ӿ' && char.IsLetter(c) ? Script.Cyrillic : Script.Neither;
            // An «а» typed in the wrong layout looks right and leads nowhere.
            if (own == Script.Neither || (script != Script.Neither && script != own))
                return null;
            script = own;
        }

        return script;
    }
}

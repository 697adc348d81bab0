using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MethodBot.Dialogs.Answers;

internal enum TokenKind
{
    /// <summary>ASCII digits.</summary>
    Digits,

    /// <summary>Letters, with hyphens between them: «где-то».</summary>
    Word,

    /// <summary>Any other single character.</summary>
    Mark,
}

/// <param name="Glued">Nothing stands between it and the token before.</param>
internal readonly record struct Token(TokenKind Kind, string Text, bool Glued);

/// <summary>A short typed answer, taken word by word from the left; words at the right end may be taken off too.</summary>
internal sealed class AnswerReader
{
    /// <summary>Longest answer that is looked at, in characters: a longer text tells a story, it does not name one value.</summary>
    public const int MaxLength = 100;

    private readonly ImmutableArray<Token> _tokens;
    private int _end;

    private AnswerReader(ImmutableArray<Token> tokens)
    {
        _tokens = tokens;
        _end = tokens.Length;
    }

    /// <summary>How many tokens are taken; set back to try another reading.</summary>
    public int Position { get; set; }

    public bool AtEnd => Position == _end;

    /// <summary>The reader of an answer in lower case without ё, or null when it is empty or too long.</summary>
    /// <param name="idleMarks">Marks that only separate and are left out.</param>
    public static AnswerReader? Open(string text, string idleMarks = "")
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length > MaxLength)
            return null;
        var tokens = Split(RussianText.Normalize(trimmed.ToString()), idleMarks);
        return tokens.IsEmpty ? null : new AnswerReader(tokens);
    }

    public bool TakeWord(string word)
    {
        if (AtEnd || _tokens[Position] is not { Kind: TokenKind.Word } token || token.Text != word)
            return false;
        Position++;
        return true;
    }

    public bool TakeWord(FrozenSet<string> words)
    {
        if (AtEnd || _tokens[Position] is not { Kind: TokenKind.Word } token || !words.Contains(token.Text))
            return false;
        Position++;
        return true;
    }

    public bool TakeWord<T>(FrozenDictionary<string, T> words, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (AtEnd || _tokens[Position] is not { Kind: TokenKind.Word } token || !words.TryGetValue(token.Text, out value))
            return false;
        Position++;
        return true;
    }

    /// <summary>Whatever word comes next, or null.</summary>
    public string? TakeAnyWord() => AtEnd || _tokens[Position].Kind != TokenKind.Word ? null : _tokens[Position++].Text;

    public bool TakeLastWord(FrozenSet<string> words)
    {
        if (AtEnd || _tokens[_end - 1] is not { Kind: TokenKind.Word } token || !words.Contains(token.Text))
            return false;
        _end--;
        return true;
    }

    public bool TakeLastWord<T>(FrozenDictionary<string, T> words, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (AtEnd || _tokens[_end - 1] is not { Kind: TokenKind.Word } token || !words.TryGetValue(token.Text, out value))
            return false;
        _end--;
        return true;
    }

    /// <summary>Digits of a length within the bounds, or null.</summary>
    public string? TakeDigits(int min, int max)
    {
        if (AtEnd || _tokens[Position] is not { Kind: TokenKind.Digits } token || token.Text.Length < min || token.Text.Length > max)
            return null;
        Position++;
        return token.Text;
    }

    /// <summary>The next mark if it is one of <paramref name="marks"/>, or null.</summary>
    public char? TakeMark(string marks)
    {
        if (AtEnd || _tokens[Position] is not { Kind: TokenKind.Mark } token || !marks.Contains(token.Text[0], StringComparison.Ordinal))
            return null;
        Position++;
        return token.Text[0];
    }

    /// <summary>Does a token come next with nothing before it?</summary>
    public bool IsGlued => !AtEnd && _tokens[Position].Glued;

    private static ImmutableArray<Token> Split(string text, string idleMarks)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>();
        var glued = false;
        for (var start = 0; start < text.Length;)
        {
            var c = text[start];
            // Phones wrap what is copied from their address book into invisible marks of direction.
            if (char.GetUnicodeCategory(c) == UnicodeCategory.Format)
            {
                start++;
                continue;
            }

            if (c == ' ')
            {
                glued = false;
                start++;
                continue;
            }

            var end = start + 1;
            var kind = char.IsAsciiDigit(c) ? TokenKind.Digits : char.IsLetter(c) ? TokenKind.Word : TokenKind.Mark;
            while (end < text.Length && Continues(text, end, kind))
                end++;
            if (kind != TokenKind.Mark || !idleMarks.Contains(c, StringComparison.Ordinal))
                tokens.Add(new Token(kind, text[start..end], glued));
            glued = true;
            start = end;
        }

        return tokens.ToImmutable();
    }

    private static bool Continues(string text, int at, TokenKind kind) => kind switch
    {
        TokenKind.Digits => char.IsAsciiDigit(text[at]),
        TokenKind.Word => char.IsLetter(text[at]) || (text[at] == '-' && at + 1 < text.Length && char.IsLetter(text[at + 1])),
        _ => false,
    };
}

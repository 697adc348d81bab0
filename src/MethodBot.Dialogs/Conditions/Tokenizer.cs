using System.Globalization;
using MethodBot.Dialogs.Faults;

namespace MethodBot.Dialogs.Conditions;

internal enum TokenKind
{
    Name,
    Text,
    Number,
    Symbol,
    End,
}

internal readonly record struct Token(TokenKind Kind, string Value, int Offset);

/// <summary>A fault in a condition, at an offset from its start.</summary>
public sealed class ConditionException(int offset, string message) : Exception(message)
{
    public int Offset => offset;
}

internal static class Tokenizer
{
    private static readonly string[] Symbols = ["==", "!=", "<=", ">=", "<", ">", "(", ")", "[", "]", ","];

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '\'' or '"')
            {
                var end = text.IndexOf(c, i + 1);
                if (end < 0)
                    throw new ConditionException(i, FaultMessages.UnclosedQuote);
                tokens.Add(new Token(TokenKind.Text, text[(i + 1)..end], i));
                i = end + 1;
            }
            else if (char.IsAsciiDigit(c) || (c == '-' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
            {
                var start = i++;
                while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.'))
                    i++;
                if (!decimal.TryParse(text.AsSpan(start, i - start), NumberStyles.Number, CultureInfo.InvariantCulture, out _))
                    throw new ConditionException(start, FaultMessages.UnexpectedInCondition(text[start..i]));
                tokens.Add(new Token(TokenKind.Number, text[start..i], start));
            }
            else if (char.IsAsciiLetter(c) || c == '_')
            {
                var start = i++;
                while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '_' or '-' or '.'))
                    i++;
                tokens.Add(new Token(TokenKind.Name, text[start..i], start));
            }
            else
            {
                var symbol = Array.Find(Symbols, s => text.AsSpan(i).StartsWith(s, StringComparison.Ordinal))
                    ?? throw new ConditionException(i, FaultMessages.UnexpectedInCondition(c.ToString()));
                tokens.Add(new Token(TokenKind.Symbol, symbol, i));
                i += symbol.Length;
            }
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length));
        return tokens;
    }
}

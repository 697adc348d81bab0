using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Dialogs.Faults;

namespace MethodBot.Dialogs.Conditions;

/// <summary>
/// Grammar, weakest first: <c>or</c>, <c>and</c>, <c>not</c>, then one comparison
/// (<c>== != &lt; &lt;= &gt; &gt;= in contains</c>) between names, literals, lists and functions.
/// </summary>
internal sealed class ConditionParser
{
    private const int MaxDepth = 50;
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">=", "in", "contains"];

    private readonly List<Token> _tokens;
    private int _position;
    private int _depth;

    private ConditionParser(List<Token> tokens) => _tokens = tokens;

    private Token Current => _tokens[_position];

    /// <exception cref="ConditionException">The text is no condition; tells where.</exception>
    public static Expression Parse(string text)
    {
        var parser = new ConditionParser(Tokenizer.Read(text));
        var result = parser.ParseOr();
        if (parser.Current.Kind != TokenKind.End)
            throw parser.Unexpected();
        return result;
    }

    private Expression ParseOr()
    {
        var left = ParseAnd();
        while (Current is { Kind: TokenKind.Name, Value: "or" } op)
        {
            _position++;
            left = new BinaryExpression(op.Offset, "or", left, ParseAnd());
        }

        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (Current is { Kind: TokenKind.Name, Value: "and" } op)
        {
            _position++;
            left = new BinaryExpression(op.Offset, "and", left, ParseNot());
        }

        return left;
    }

    private Expression ParseNot()
    {
        if (++_depth > MaxDepth)
            throw new ConditionException(Current.Offset, FaultMessages.TooDeep);
        try
        {
            if (Current is { Kind: TokenKind.Name, Value: "not" } op)
            {
                _position++;
                return new NotExpression(op.Offset, ParseNot());
            }

            var left = ParseOperand();
            if (Current.Kind is TokenKind.Name or TokenKind.Symbol && Comparisons.Contains(Current.Value))
            {
                var comparison = _tokens[_position++];
                return new BinaryExpression(comparison.Offset, comparison.Value, left, ParseOperand());
            }

            return left;
        }
        finally
        {
            _depth--;
        }
    }

    private Expression ParseOperand()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Text:
                _position++;
                return new TextLiteral(token.Offset, token.Value);
            case TokenKind.Number:
                _position++;
                return new NumberLiteral(token.Offset, decimal.Parse(token.Value, CultureInfo.InvariantCulture));
            case TokenKind.Symbol when token.Value == "(":
                _position++;
                var inner = ParseOr();
                Expect(")");
                return inner;
            case TokenKind.Symbol when token.Value == "[":
                return ParseList();
            case TokenKind.Name when token.Value is "true" or "false":
                _position++;
                return new FlagLiteral(token.Offset, token.Value == "true");
            case TokenKind.Name when token.Value is not ("and" or "or" or "not" or "in" or "contains"):
                _position++;
                return Current is { Kind: TokenKind.Symbol, Value: "(" } ? ParseFunction(token) : new NameExpression(token.Offset, token.Value);
            default:
                throw Unexpected();
        }
    }

    private CallExpression ParseFunction(Token name)
    {
        if (name.Value is not ("count" or "answered"))
            throw new ConditionException(name.Offset, FaultMessages.UnknownFunction(name.Value));
        Expect("(");
        if (Current.Kind != TokenKind.Name)
            throw Unexpected();
        var argument = _tokens[_position++];
        Expect(")");
        return new CallExpression(name.Offset, name.Value, new NameExpression(argument.Offset, argument.Value));
    }

    private ListLiteral ParseList()
    {
        var start = Current.Offset;
        Expect("[");
        var items = ImmutableArray.CreateBuilder<Expression>();
        while (Current is not { Kind: TokenKind.Symbol, Value: "]" })
        {
            if (items.Count > 0)
                Expect(",");
            var token = Current;
            items.Add(token.Kind switch
            {
                TokenKind.Text => new TextLiteral(token.Offset, token.Value),
                TokenKind.Number => new NumberLiteral(token.Offset, decimal.Parse(token.Value, CultureInfo.InvariantCulture)),
                _ => throw Unexpected(),
            });
            _position++;
        }

        Expect("]");
        return new ListLiteral(start, items.ToImmutable());
    }

    private void Expect(string symbol)
    {
        if (Current.Kind != TokenKind.Symbol || Current.Value != symbol)
            throw Unexpected();
        _position++;
    }

    private ConditionException Unexpected() => Current.Kind == TokenKind.End
        ? new ConditionException(Current.Offset, FaultMessages.UnexpectedEnd)
        : new ConditionException(Current.Offset, FaultMessages.UnexpectedInCondition(Current.Value));
}

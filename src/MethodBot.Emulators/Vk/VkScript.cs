using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MethodBot.Emulators.Vk;

/// <summary>
/// What clients send to <c>execute</c>: <c>var</c> and <c>return</c> with literals, lists, objects, earlier variables, their members and
/// calls of the API. No loops, conditions or arithmetic. It is run while it is read.
/// </summary>
/// <param name="call">Serves one call of the API, whose failure it turns into <c>false</c>.</param>
internal sealed class VkScript(string code, Func<string, JsonObject, JsonNode> call)
{
    private const int MaxCalls = 25;

    private readonly Dictionary<string, JsonNode?> variables = new(StringComparer.Ordinal);
    private int at;
    private int calls;

    /// <summary>What the code returns; null when it returns nothing.</summary>
    public JsonNode? Run()
    {
        while (true)
        {
            Skip();
            if (at == code.Length)
                return null;
            switch (Peek() is ';' ? ";" : Word())
            {
                case ";":
                    at++;
                    break;
                case "var":
                    var name = Word();
                    Expect('=');
                    variables[name] = Value();
                    Expect(';');
                    break;
                case "return":
                    var result = Value();
                    if (Peek() == ';')
                        at++;
                    return result;
                case var other:
                    throw Fault($"unexpected '{other}'");
            }
        }
    }

    private JsonNode? Value()
    {
        var value = Simple();
        while (Peek() is '.' or '[')
        {
            if (code[at++] == '.')
            {
                value = value is JsonObject named && named.TryGetPropertyValue(Word(), out var member) ? member : null;
                continue;
            }
            var index = Value();
            Expect(']');
            value = (value, index) switch
            {
                (JsonArray list, JsonValue number) when number.TryGetValue<long>(out var place) && place >= 0 && place < list.Count => list[(int)place],
                (JsonObject holder, JsonValue key) when key.TryGetValue<string>(out var text) => holder[text],
                _ => null,
            };
        }
        // One node may stand in one place only.
        return value?.DeepClone();
    }

    private JsonNode? Simple()
    {
        switch (Peek())
        {
            case '[':
                return List();
            case '{':
                return Members();
            case '"' or '\'':
                return JsonValue.Create(Quoted());
            case '-' or (>= '0' and <= '9'):
                return Number();
        }
        var word = Word();
        return word switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            "null" => null,
            "API" => Call(),
            _ => variables.TryGetValue(word, out var value) ? value : throw Fault($"'{word}' is unknown"),
        };
    }

    private JsonNode Call()
    {
        Expect('.');
        var method = Word();
        if (Peek() == '.')
        {
            at++;
            method += "." + Word();
        }
        Expect('(');
        var parameters = Peek() == ')' ? [] : Value() as JsonObject ?? throw Fault("an object of parameters is expected");
        Expect(')');
        if (++calls > MaxCalls)
            throw VkRefusal.BrokenOff("Too many API calls");
        return call(method, parameters);
    }

    private JsonArray List()
    {
        var list = new JsonArray();
        at++;
        while (Peek() != ']')
        {
            list.Add(Value());
            if (Peek() == ',')
                at++;
            else if (Peek() != ']')
                throw Fault("',' or ']' is expected");
        }
        at++;
        return list;
    }

    private JsonObject Members()
    {
        var members = new JsonObject();
        at++;
        while (Peek() != '}')
        {
            var name = Peek() is '"' or '\'' ? Quoted() : Word();
            Expect(':');
            members[name] = Value();
            if (Peek() == ',')
                at++;
            else if (Peek() != '}')
                throw Fault("',' or '}' is expected");
        }
        at++;
        return members;
    }

    private JsonValue Number()
    {
        var start = at++;
        while (at < code.Length && (char.IsAsciiDigit(code[at]) || code[at] == '.'))
            at++;
        var text = code.AsSpan(start, at - start);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonValue.Create(whole);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : throw Fault("a number is expected");
    }

    private string Quoted()
    {
        var quote = code[at++];
        var text = new StringBuilder();
        while (at < code.Length && code[at] != quote)
        {
            if (code[at] is '\n' or '\r' or '\u2028' or '\u2029')
                throw Fault("a string does not end in its line");
            if (code[at] != '\\' || at + 1 == code.Length)
            {
                text.Append(code[at++]);
                continue;
            }
            var escaped = code[at + 1];
            at += 2;
            if (escaped != 'u')
            {
                text.Append(escaped switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => escaped });
                continue;
            }
            if (at + 4 > code.Length || !ushort.TryParse(code.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                throw Fault("a string is broken");
            text.Append((char)unit);
            at += 4;
        }
        Expect(quote);
        return text.ToString();
    }

    private string Word()
    {
        Skip();
        var start = at;
        while (at < code.Length && (char.IsAsciiLetterOrDigit(code[at]) || code[at] is '_' or '$'))
            at++;
        return at > start ? code[start..at] : throw Fault("a name is expected");
    }

    private char Peek()
    {
        Skip();
        return at < code.Length ? code[at] : '\0';
    }

    private void Skip()
    {
        while (at < code.Length && char.IsWhiteSpace(code[at]))
            at++;
    }

    private void Expect(char expected)
    {
        if (Peek() != expected)
            throw Fault($"'{expected}' is expected");
        at++;
    }

    private VkRefusal Fault(string what) => new(12, $"Unable to compile code: {what} at {at}");
}

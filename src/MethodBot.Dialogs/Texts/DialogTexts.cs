using System.Collections.Concurrent;
using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Presentation;
using MethodBot.Dialogs.Yaml;

namespace MethodBot.Dialogs.Texts;

/// <summary>
/// The sentences of texts.yaml: what the engine and the slices say outside the steps of any dialog. Keys are joined by dots.
/// </summary>
public sealed class DialogTexts
{
    public const string FileName = "texts.yaml";

    private readonly ImmutableDictionary<string, Template> _texts;

    // Every typed message is compared with several lists.
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> _words = new(StringComparer.Ordinal);

    private DialogTexts(ImmutableDictionary<string, Template> texts, ImmutableArray<string> borrowed)
    {
        _texts = texts;
        Borrowed = borrowed;
    }

    /// <summary>Keys that the file lacks, and the program's own one has.</summary>
    public ImmutableArray<string> Borrowed { get; }

    /// <summary>
    /// Reads texts.yaml; a key of <paramref name="required"/> that is missing there and in <paramref name="spare"/>, or one that nobody
    /// asks for, is a fault.
    /// </summary>
    public static DialogTexts Read(string source, IEnumerable<TextKey> required, FaultList faults, string? spare = null)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, Template>(StringComparer.Ordinal);
        var known = required.ToDictionary(key => key.Name, key => key.Values, StringComparer.Ordinal);
        var root = YamlReader.Read(source, faults);
        if (root is YamlMap map)
            Collect(map, "", known, texts, faults);
        else if (root is not null)
            faults.Add(root.Mark, FaultMessages.RootMustBeMap);
        var borrowed = ImmutableArray.CreateBuilder<string>();
        if (root is not null)
        {
            var own = ReadSpare(spare, known);
            foreach (var key in known.Keys.Where(key => !texts.ContainsKey(key)).Order(StringComparer.Ordinal).ToList())
            {
                if (own.TryGetValue(key, out var text))
                {
                    texts[key] = text;
                    borrowed.Add(key);
                }
                else
                {
                    faults.Add(Mark.Start, FaultMessages.MissingTextKey(key));
                }
            }
        }

        return new DialogTexts(texts.ToImmutable(), borrowed.ToImmutable());
    }

    // Its faults are nobody's business here: what is wrong there is not borrowed.
    private static ImmutableDictionary<string, Template> ReadSpare(string? source, Dictionary<string, ImmutableArray<string>> known)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, Template>(StringComparer.Ordinal);
        if (source is not null && YamlReader.Read(source, new FaultList(FileName)) is YamlMap map)
            Collect(map, "", known, texts, new FaultList(FileName));
        return texts.ToImmutable();
    }

    public Template this[string key] => _texts.TryGetValue(key, out var text)
        ? text
        : throw new KeyNotFoundException($"texts.yaml was checked without the key '{key}'");

    /// <summary>A text without values.</summary>
    public string Plain(string key) => this[key].RenderPlain(static _ => null);

    public string Plain(string key, params ReadOnlySpan<(string Name, Answer Value)> values) => this[key].RenderPlain(ToScope(values));

    public ImmutableArray<TextSpan> Rich(string key, params ReadOnlySpan<(string Name, Answer Value)> values) =>
        this[key].Render(ToScope(values));

    /// <summary>A list of words written as one text with commas: «меню, главное меню».</summary>
    public ImmutableArray<string> Words(string key) => _words.GetOrAdd(key, SplitWords);

    private ImmutableArray<string> SplitWords(string key) =>
        [.. Plain(key).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(RussianText.Normalize)];

    private static Mark Inside(YamlScalar scalar, int offset) => scalar.TextStart?.Forward(offset) ?? scalar.Mark;

    private static Scope ToScope(ReadOnlySpan<(string Name, Answer Value)> values)
    {
        var map = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            map[name] = value;
        return name => map.GetValueOrDefault(name);
    }

    private static void Collect(
        YamlMap map, string prefix, Dictionary<string, ImmutableArray<string>> known, ImmutableDictionary<string, Template>.Builder texts, FaultList faults)
    {
        foreach (var entry in map.Entries)
        {
            var key = prefix + entry.Key.Value;
            switch (entry.Value)
            {
                case YamlMap inner:
                    Collect(inner, key + ".", known, texts, faults);
                    break;
                case YamlScalar scalar when !known.ContainsKey(key):
                    faults.Add(entry.Key.Mark, FaultMessages.UnknownKey(key, Similarity.Closest(key, known.Keys)));
                    break;
                case YamlScalar scalar when scalar.IsEmpty || string.IsNullOrWhiteSpace(scalar.Value):
                    faults.Add(entry.Key.Mark, FaultMessages.EmptyText);
                    break;
                case YamlScalar scalar:
                    texts[key] = Template.Parse(scalar.Value.Trim(), (offset, message) => faults.Add(Inside(scalar, offset), message));
                    foreach (var (name, offset) in texts[key].Names.Where(used => !known[key].Contains(used.Name)))
                        faults.Add(Inside(scalar, offset), FaultMessages.UnknownValue(name, Similarity.Closest(name, known[key]), known[key]));
                    break;
                default:
                    faults.Add(entry.Value.Mark, FaultMessages.NeedsText(key));
                    break;
            }
        }
    }
}

using System.Collections.Immutable;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Vocabulary;

namespace MethodBot.Conversations.Slices;

/// <summary>All slices of the service, by what they offer.</summary>
public sealed class SliceSet
{
    private readonly ImmutableDictionary<string, IDialogAction> _actions;
    private readonly ImmutableDictionary<string, IChoiceSource> _sources;
    private readonly ImmutableDictionary<string, ISlice> _factOwners;
    private readonly ImmutableDictionary<string, ISlice> _byName;

    public SliceSet(IEnumerable<ISlice> slices)
    {
        All = [.. slices];
        _byName = All.ToImmutableDictionary(slice => slice.Name, StringComparer.Ordinal);
        _actions = All.SelectMany(slice => slice.Actions).ToImmutableDictionary(action => action.Signature.Name, StringComparer.Ordinal);
        _sources = All.SelectMany(slice => slice.Sources).ToImmutableDictionary(source => source.Signature.Name, StringComparer.Ordinal);
        _factOwners = All.SelectMany(slice => slice.Facts.Keys.Select(fact => (fact, slice)))
            .ToImmutableDictionary(pair => pair.fact, pair => pair.slice, StringComparer.Ordinal);
        Vocabulary = new DialogVocabulary(
            _actions.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Signature, StringComparer.Ordinal),
            _sources.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Signature, StringComparer.Ordinal),
            All.SelectMany(slice => slice.Facts).ToImmutableDictionary(StringComparer.Ordinal),
            [.. TurnTexts.All, .. All.SelectMany(slice => slice.TextKeys)]);
    }

    public ImmutableArray<ISlice> All { get; }

    public DialogVocabulary Vocabulary { get; }

    public IEnumerable<SchemaPart> Schemas => All.Select(slice => slice.Schema);

    public ISlice? Find(string name) => _byName.GetValueOrDefault(name);

    /// <exception cref="KeyNotFoundException">Dialogs were checked against another set of slices.</exception>
    public IDialogAction Action(string name) => _actions[name];

    /// <inheritdoc cref="Action"/>
    public IChoiceSource Source(string name) => _sources[name];

    /// <inheritdoc cref="ISlice.PersonKey"/>
    public string? PersonKey(TurnContext turn)
    {
        foreach (var slice in All)
        {
            if (slice.PersonKey(turn) is { } key)
                return key;
        }

        return null;
    }

    /// <summary>Sends what does not reach its chat by another way, where a slice knows one.</summary>
    public bool Redirect(ServiceContext context, UndeliveredMessage undelivered)
    {
        var redirection = All.Select(slice => slice.Redirect(context, undelivered)).FirstOrDefault(found => found is not null);
        if (redirection is null)
            return false;
        foreach (var slice in All)
            slice.NoticeRedirect(context, undelivered.Row, redirection);
        return true;
    }

    public ISlice? OwnerOfFact(string name) => _factOwners.GetValueOrDefault(name);
}

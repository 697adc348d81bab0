using System.Collections.Immutable;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Vocabulary;
using MethodBot.Service.Access;

namespace MethodBot.Service;

/// <summary>A list that is short enough to be read whole and searched here (a town's directories are).</summary>
/// <param name="read">Rows in their order, each with the text it is searched by.</param>
internal sealed class ListSource(SourceSignature signature, Roles access, Func<TurnContext, ImmutableDictionary<string, Answer>, IEnumerable<ListItem>> read)
    : IChoiceSource
{
    public SourceSignature Signature => signature;

    /// <summary>Who sees it; for everybody else it is empty.</summary>
    public Roles Access => access;

    public ChoicePage List(TurnContext turn, ImmutableDictionary<string, Answer> arguments, string? query, int offset, int count)
    {
        var items = Read(turn, arguments).Where(item => query is null || SearchText.Matches(item.Search, query)).ToList();
        return new ChoicePage([.. items.Skip(offset).Take(count).Select(item => new Choice(item.Id, item.Label))], items.Count);
    }

    public Choice? Find(TurnContext turn, ImmutableDictionary<string, Answer> arguments, string id) =>
        Read(turn, arguments).Where(item => item.Id == id).Select(item => new Choice(item.Id, item.Label)).FirstOrDefault();

    private IEnumerable<ListItem> Read(TurnContext turn, ImmutableDictionary<string, Answer> arguments) => turn.May(access) ? read(turn, arguments) : [];
}

/// <param name="Search">As <see cref="SearchText.Index"/> makes it.</param>
internal sealed record ListItem(string Id, string Label, string Search);

using System.Collections.Immutable;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Service.Events;

/// <summary>What is different between an event as it was and as it is.</summary>
internal static class EventChanges
{
    public static bool AreSame(EventDraft a, EventDraft b) =>
        a with { Sessions = [], Questions = [], OrganizationKinds = [] } == b with { Sessions = [], Questions = [], OrganizationKinds = [] }
        && a.Sessions.SequenceEqual(b.Sessions) && a.Questions.SequenceEqual(b.Questions) && a.OrganizationKinds.SequenceEqual(b.OrganizationKinds);

    /// <summary>What participants must know, a line for each change, old → new; empty where nothing of it changed.</summary>
    public static string Describe(ServiceContext context, EventDraft old, EventDraft draft)
    {
        var lines = new List<string>();
        if (old.Title != draft.Title)
            Add(EventTexts.ChangeTitle, old.Title, draft.Title);
        lines.AddRange(Sessions(context, old.Sessions, draft));
        if (old.Place != draft.Place)
            Add(EventTexts.ChangePlace, EventWording.Place(context, old.Place, old.Link), EventWording.Place(context, draft.Place, draft.Link));
        if (old.Link != draft.Link && draft.Link is { } link)
            Add(EventTexts.ChangeLink, "", link);
        return string.Join('\n', lines);

        void Add(string key, string before, string after) =>
            lines.Add(context.Texts.Plain(key, ("old", Answer.OfText(before)), ("new", Answer.OfText(after))));
    }

    private static IEnumerable<string> Sessions(ServiceContext context, ImmutableArray<SessionDraft> old, EventDraft draft)
    {
        var present = draft.Sessions;
        var single = old.Length == 1 && present.Length == 1;
        for (var i = 0; i < Math.Max(old.Length, present.Length); i++)
        {
            var (before, after) = (i < old.Length ? old[i] : null, i < present.Length ? present[i] : null);
            // What is over concerns nobody any more.
            if (before?.Starts <= context.Now && !(after?.Starts > context.Now))
                continue;
            var (was, willBe) = (before is null ? "" : EventWording.When(context, before), after is null ? "" : EventWording.When(context, after));
            if (was != willBe)
            {
                var key = before is null ? EventTexts.ChangeAdded : after is null ? EventTexts.ChangeRemoved : single ? EventTexts.ChangeWhen : EventTexts.ChangeSession;
                yield return context.Texts.Plain(key, ("number", Answer.OfNumber(i + 1)), ("old", Answer.OfText(was)), ("new", Answer.OfText(willBe)));
            }

            if (before is not null && after is not null && before.Place != after.Place)
            {
                yield return context.Texts.Plain(
                    EventTexts.ChangeSessionPlace, ("number", Answer.OfNumber(i + 1)), ("when", Answer.OfText(willBe)), ("new", Answer.OfText(after.Place ?? draft.Place)));
            }
        }
    }
}

using System.Collections.Immutable;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Authoring;

/// <summary>Messages about a sent file, to the one who sent it.</summary>
internal static class CandidateCards
{
    public const string TryVerb = "try";
    public const string PublishVerb = "publish";
    public const string DropVerb = "drop";

    /// <summary>Checks the source against the dialogs of this moment and tells the sender what it is; with buttons where it can serve.</summary>
    /// <param name="opening">What led here, or nothing.</param>
    /// <returns>The candidate as it is now, saved.</returns>
    public static Candidate Present(ServiceContext context, Candidate candidate, string source, ImmutableArray<TextSpan> opening = default)
    {
        candidate = TakeButtonsOff(context, candidate) with { Source = source };
        var before = opening.IsDefaultOrEmpty ? [] : opening.Add(new TextSpan("\n\n"));
        switch (CandidateCheck.Check(context.Dialogs, candidate.Name, source))
        {
            case Verdict.Good good:
                return Offer(
                    context,
                    candidate with { Document = good.Document, Path = good.Path, Title = good.Title, BaseHash = good.BaseHash },
                    [.. before, .. Describe(context.Dialogs, good)]);
            case Verdict.Faulty faulty:
                return Refuse(context, candidate, [.. before, .. FaultReport.OfSent(context.Texts, faulty.Faults, faulty.Path)]);
            case Verdict.Same:
                return Refuse(context, candidate, [.. before, .. context.Texts.Rich(AuthoringTexts.Same, ("name", Answer.OfText(candidate.Name)))]);
            default:
                return Refuse(context, candidate, [.. before, .. context.Texts.Rich(AuthoringTexts.NotYaml, ("name", Answer.OfText(candidate.Name)))]);
        }
    }

    /// <summary>Sends a message with the buttons of a file that can serve.</summary>
    public static Candidate Offer(ServiceContext context, Candidate candidate, ImmutableArray<TextSpan> text, string? error = null)
    {
        candidate = TakeButtonsOff(context, candidate);
        candidate = candidate with { State = CandidateState.Offered, Round = candidate.Round + 1 };
        var card = context.Send(candidate.Chat, new OutboundMessage { Text = text, Buttons = Buttons(context.Texts, candidate) });
        candidate = candidate with { Card = card };
        CandidateTable.Save(context, candidate, error);
        return candidate;
    }

    /// <summary>Tells why a file cannot serve; nothing else changes.</summary>
    public static Candidate Refuse(ServiceContext context, Candidate candidate, ImmutableArray<TextSpan> text)
    {
        context.Send(candidate.Chat, new OutboundMessage { Text = text });
        candidate = candidate with { State = CandidateState.Refused };
        CandidateTable.Save(context, candidate);
        return candidate;
    }

    public static Candidate TakeButtonsOff(ServiceContext context, Candidate candidate)
    {
        if (candidate.Card is { } card)
            context.RemoveButtons(candidate.Chat, card);
        return candidate with { Card = null };
    }

    private static ImmutableArray<MessageButton> Buttons(DialogTexts texts, Candidate candidate)
    {
        var publish = Button(PublishVerb, AuthoringTexts.Publish, ButtonRole.Primary);
        var drop = Button(DropVerb, AuthoringTexts.Drop, ButtonRole.Choice);
        // Sentences of texts.yaml stand everywhere and nowhere: there is no dialog to try.
        return candidate.Document == Documents.Texts ? [publish, drop] : [Button(TryVerb, AuthoringTexts.Try, ButtonRole.Choice), publish, drop];

        MessageButton Button(string verb, string key, ButtonRole role) => SliceButton.Make(AuthoringSlice.SliceName, verb, candidate.Subject, texts.Plain(key), role);
    }

    private static ImmutableArray<TextSpan> Describe(DialogSet serving, Verdict.Good good)
    {
        var texts = serving.Texts;
        if (good.Document == Documents.Texts)
        {
            return [.. texts.Rich(AuthoringTexts.CardTexts), .. DialogDifference.OfTexts(serving, good.Candidate).Write(texts)];
        }

        var now = Documents.DefinitionOf(good.Candidate, good.Document)!;
        var old = Documents.DefinitionOf(serving, good.Document);
        var text = texts.Rich(
            old is null ? AuthoringTexts.CardNew : AuthoringTexts.CardReplaces,
            ("title", Answer.OfText(good.Title)),
            ("name", Answer.OfText(good.Document)),
            ("count", Answer.OfNumber(now.Steps.OfType<AskDefinition>().Count()))).ToBuilder();
        if (old is not null)
        {
            var difference = DialogDifference.OfDialog(old, now);
            if (difference.IsEmpty)
                text.AddRange(Line(texts.Rich(AuthoringTexts.Unchanged)));
            text.AddRange(difference.Write(texts));
        }

        if (!IsReachable(good.Candidate, now))
            text.AddRange(Line(texts.Rich(AuthoringTexts.NotReachable, ("name", Answer.OfText(good.Document)))));
        return text.ToImmutable();
    }

    private static bool IsReachable(DialogSet dialogs, DialogDefinition dialog) => dialog.Name.Value == DialogSet.StartDialog || dialog.Link is not null
        || dialogs.Definitions.Any(other => other.Steps.OfType<CallDefinition>().Any(call => call.Dialog.Value == dialog.Name.Value));

    private static ImmutableArray<TextSpan> Line(ImmutableArray<TextSpan> text) => [new TextSpan("\n"), .. text];
}

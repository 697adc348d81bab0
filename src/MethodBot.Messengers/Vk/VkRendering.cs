using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;

namespace MethodBot.Messengers.Vk;

using Field = KeyValuePair<string, string>;

/// <summary>One messages.send that a message becomes.</summary>
/// <param name="Attachments">Which of the message's attachments go with it.</param>
internal sealed record VkPart(string Text, string? Keyboard, ImmutableArray<int> Attachments, string? ReplyTo);

/// <summary>
/// Turns a message into requests of the VK API; pure. VK shows plain text only, so looks are dropped and links are written out.
/// A text that fits travels with the attachments and the keyboard in one message; otherwise these are on the last part. Inline
/// buttons win over standing words: a message bears one keyboard. An application that cannot show it gets the next best: buttons that
/// send a message, a keyboard under the input field, words to type.
/// </summary>
internal static partial class VkRendering
{
    /// <summary>An inline keyboard without buttons: what an edit shows when it shows none.</summary>
    public static readonly string NoButtons = Serialize(new VkKeyboard(OneTime: false, Inline: true, []));

    /// <param name="abilities">Of the application that is to show it.</param>
    public static ImmutableArray<VkPart> Render(OutboundMessage message, int files, VkAbilities abilities)
    {
        var (text, keyboard) = Compose(message, abilities);
        var pieces = TextSplitting.Split(text, VkLimits.MaxText);
        var all = Enumerable.Range(0, files).Chunk(VkLimits.MaxAttachments).Select(c => c.ToImmutableArray()).ToList();
        if (pieces.IsEmpty && all.Count == 0)
            return [];

        var parts = ImmutableArray.CreateBuilder<VkPart>();
        var last = all.Count > 0 ? all[^1] : [];
        foreach (var chunk in all.SkipLast(1))
            parts.Add(new VkPart("", null, chunk, null));
        foreach (var piece in pieces.SkipLast(1))
            parts.Add(new VkPart(piece.Text, null, [], null));
        parts.Add(new VkPart(pieces.IsEmpty ? "" : pieces[^1].Text, keyboard, last, null));
        parts[0] = parts[0] with { ReplyTo = message.ReplyTo };
        return parts.ToImmutable();
    }

    /// <summary>
    /// The only text and keyboard of an edit; null where they do not fit into one message, or the buttons cannot stand under it: a
    /// keyboard under the input field comes with a new message only.
    /// </summary>
    public static (string Text, string Keyboard)? RenderEdit(OutboundMessage message, VkAbilities abilities)
    {
        if (abilities is { Inline: false, Regular: true } && (!message.Buttons.IsEmpty || message.Request is not null))
            return null;
        var (text, keyboard) = Compose(message with { StandingWords = [] }, abilities);
        return text.Length > VkLimits.MaxText || (text.Length == 0 && message.Attachments.IsEmpty)
            ? null
            : (text.Text, keyboard ?? NoButtons);
    }

    /// <summary>What a message sent earlier shows where its buttons are: the last of its parts.</summary>
    public static string? RenderRemoval(OutboundMessage message) => Render(message, message.Attachments.Length, VkAbilities.Full) is [.., var last] ? last.Text : null;

    public static List<Field> SendFields(string peer, VkPart part, IReadOnlyList<string> attachments, int randomId)
    {
        // The words are all our own: nothing in them is to be turned into previews or mentions.
        List<Field> fields =
        [
            new("peer_ids", peer),
            new("random_id", randomId.ToString(CultureInfo.InvariantCulture)),
            new("dont_parse_links", "1"),
            new("disable_mentions", "1"),
        ];
        if (part.Text.Length > 0)
            fields.Add(new("message", part.Text));
        if (!part.Attachments.IsEmpty)
            fields.Add(new("attachment", string.Join(',', part.Attachments.Select(i => attachments[i]))));
        if (part.Keyboard is not null)
            fields.Add(new("keyboard", part.Keyboard));
        if (Number(part.ReplyTo) is { } reply && Number(peer) is { } peerId)
            fields.Add(new("forward", JsonSerializer.Serialize(new VkForward(peerId, [reply], IsReply: true), VkJson.Wire.VkForward)));
        return fields;
    }

    /// <param name="attachments">Those of the message, because an edit loses what it does not name; empty for none.</param>
    public static List<Field> EditFields(string peer, string id, string text, string keyboard, string attachments)
    {
        List<Field> fields =
        [
            new("peer_id", peer),
            new("cmid", id),
            new("message", text),
            new("keyboard", keyboard),
            new("keep_forward_messages", "1"),
            new("dont_parse_links", "1"),
            new("disable_mentions", "1"),
        ];
        if (attachments.Length > 0)
            fields.Add(new("attachment", attachments));
        return fields;
    }

    public static List<Field> AnswerFields(string peer, string account, string token, string? notice)
    {
        List<Field> fields = [new("event_id", token), new("user_id", account), new("peer_id", peer)];
        if (!string.IsNullOrWhiteSpace(notice))
        {
            var snackbar = new VkSnackbar("show_snackbar", TextSplitting.Ellipsize(notice, VkLimits.MaxNotice));
            fields.Add(new("event_data", JsonSerializer.Serialize(snackbar, VkJson.Wire.VkSnackbar)));
        }

        return fields;
    }

    /// <summary>The name of an uploaded object in messages.send: <c>photo-201_456_key</c>.</summary>
    public static string AttachmentName(string type, long owner, long id, string? accessKey)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{type}{owner}_{id}");
        return string.IsNullOrEmpty(accessKey) ? name : $"{name}_{accessKey}";
    }

    /// <summary>Each part needs a random_id of its own, the same at every attempt; 0 would switch dedup off.</summary>
    public static int RandomId(int deduplication, int part) => unchecked(deduplication + part) switch
    {
        0 => int.MinValue,
        var id => id,
    };

    private static (FlatText Text, string? Keyboard) Compose(OutboundMessage message, VkAbilities abilities)
    {
        var text = FlatText.Of([.. message.Text.Select(Harmless)], rich: false).Trim();
        if (abilities is { Inline: false, Regular: false })
            return (WithLines(text, ButtonLayout.AsWords(message.Buttons)), null);
        var layout = ButtonLayout.Arrange(message.Buttons, abilities.Inline ? VkLimits.Keyboard : VkLimits.RegularKeyboard);
        var asksForPlace = message.Request is { Kind: RequestKind.Location } && abilities.Location && layout.Rows.Length < VkLimits.Keyboard.MaxRows;
        return (WithLines(text, layout.Legend), Keyboard(layout, asksForPlace, message.StandingWords, abilities));
    }

    private static FlatText WithLines(FlatText text, ImmutableArray<string> lines) =>
        lines.IsEmpty ? text : text.Append((text.Length > 0 ? "\n\n" : "") + string.Join('\n', lines));

    private static string? Keyboard(ButtonLayout layout, bool asksForPlace, ImmutableArray<string> standingWords, VkAbilities abilities)
    {
        if (asksForPlace || !layout.Rows.IsEmpty)
        {
            // Under the input field the buttons of one question would stay for ever: they go with the first press.
            return Serialize(new VkKeyboard(
                OneTime: !abilities.Inline, abilities.Inline,
                [
                    .. asksForPlace ? [[new VkButton(new VkButtonAction("location", null, null), null)]] : ImmutableArray<ImmutableArray<VkButton>>.Empty,
                    .. layout.Rows.Select(row => row.Select(placed => Button(placed, abilities)).ToImmutableArray()),
                ]));
        }

        if (standingWords.IsEmpty || !abilities.Regular)
            return null;
        var rows = ButtonLayout.Pack(standingWords, w => w, VkLimits.Keyboard.VisiblePerRow);
        return Serialize(new VkKeyboard(
            OneTime: false, Inline: false,
            [.. rows.Select(row => row.Select(w => new VkButton(new VkButtonAction("text", w, null), "secondary")).ToImmutableArray())]));
    }

    /// <summary>A press of a callback button changes nothing in the chat; one of a text button sends the words with the payload.</summary>
    private static VkButton Button(PlacedButton placed, VkAbilities abilities) => new(
        new VkButtonAction(
            abilities is { Inline: true, Callback: true } ? "callback" : "text", placed.Label,
            JsonSerializer.Serialize(new VkPayload(placed.Button.Data), VkJson.Wire.VkPayload)),
        placed.Button.Role switch
        {
            ButtonRole.Primary => "positive",
            ButtonRole.ChosenChoice => "primary",
            _ => "secondary",
        });

    private static string Serialize(VkKeyboard keyboard) => JsonSerializer.Serialize(keyboard, VkJson.Wire.VkKeyboard);

    /// <summary>Breaks VK's own markup in somebody's words with an invisible space, so that they read as they were written.</summary>
    private static TextSpan Harmless(TextSpan span) => span with { Text = Markup().Replace(span.Text, "$0\u200B") };

    private static long? Number(string? id) =>
        long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>The beginnings of <c>[id1|Name]</c>, <c>@id1</c>, <c>*id1</c>.</summary>
    [GeneratedRegex(@"\[(?=(?:id|club|public|event)\d+\|)|[@*](?=(?:id|club|public|event)\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();
}

using MethodBot.Conversations.Messengers;

namespace MethodBot.Messengers.Common;

/// <summary>
/// Keeps what an update brings within what its messenger can have meant, several times over: everything here is stored, shown or sent on,
/// and ten megabytes of it would be thousands of messages to somebody.
/// </summary>
internal static class InboundBounds
{
    /// <summary>A hundred forwarded messages of VK, each as long as it may be, are cut; nobody would read them in a chat.</summary>
    public const int LongestText = 100_000;

    private const int MostAttachments = 100;
    private const int LongestReference = 2000;
    private const int LongestPayload = 2000;
    private const int LongestWords = 300;

    public static InboundUpdate Within(InboundUpdate update) => update with
    {
        FirstName = Cut(update.FirstName, LongestWords),
        Text = Cut(update.Text, LongestText),
        Payload = Cut(update.Payload, LongestPayload),
        PressToken = Cut(update.PressToken, LongestPayload),
        AlbumId = Cut(update.AlbumId, LongestWords),
        Attachments = [.. update.Attachments.Where(file => file.Reference.Length is > 0 and <= LongestReference).Take(MostAttachments).Select(Within)],
        Contact = update.Contact is { } contact ? contact with { Phone = Cut(contact.Phone, LongestWords)!, Name = Cut(contact.Name, LongestWords) } : null,
        Location = update.Location is { } place ? place with { Title = Cut(place.Title, LongestWords) } : null,
    };

    private static InboundAttachment Within(InboundAttachment file) =>
        file with { FileName = Cut(file.FileName, LongestWords), MimeType = Cut(file.MimeType, LongestWords) };

    private static string? Cut(string? text, int longest) => text is null || text.Length <= longest ? text : TextSplitting.Ellipsize(text, longest);
}

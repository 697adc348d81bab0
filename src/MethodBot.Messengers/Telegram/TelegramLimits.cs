using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;

namespace MethodBot.Messengers.Telegram;

/// <summary>What Telegram allows, in one place.</summary>
internal static class TelegramLimits
{
    /// <summary>Of the twenty a minute that a group takes (core.telegram.org/bots/faq), five may go at once.</summary>
    public const double SendsPerSecondToGroup = 14d / 60;

    public const int MaxText = 4096;
    public const int MaxCaption = 1024;
    public const int MaxNotice = 200;
    public const int MaxAlbum = 10;
    public const long MaxPhotoBytes = 10 * 1024 * 1024;
    public const long MaxUploadBytes = 50 * 1024 * 1024;
    public const long MaxDownloadBytes = 20 * 1024 * 1024;

    /// <summary>
    /// 16 buttons are our choice for a phone's screen (Telegram takes a hundred). Presses are kept 150 s; how long an answer to
    /// one is accepted is not documented, a minute is on the safe side.
    /// </summary>
    public static readonly MessengerLimits Port = new(
        MaxButtons: 16,
        MaxTextLength: MaxText,
        MaxNoticeLength: MaxNotice,
        MaxDownloadBytes: MaxDownloadBytes,
        MaxUploadBytes: MaxUploadBytes,
        PressLifetime: TimeSpan.FromMinutes(1),
        DeduplicatesSends: false)
    {
        KeyboardRequests = [RequestKind.Contact, RequestKind.Location],
    };

    /// <summary>Letters that a narrow phone shows; eight buttons in a row is the most that Telegram keeps in one.</summary>
    public static readonly LayoutLimits Keyboard = new(
        MaxButtons: 16, MaxRows: 16, VisiblePerRow: [40, 18, 9, 6, 5, 4, 3, 2], NumbersPerRow: 5, MaxLabel: 64);
}

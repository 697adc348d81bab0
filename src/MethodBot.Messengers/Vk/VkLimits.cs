using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;

namespace MethodBot.Messengers.Vk;

/// <summary>What VK allows, in one place.</summary>
internal static class VkLimits
{
    public const int MaxText = 4096;
    public const int MaxNotice = 90;
    public const int MaxAttachments = 10;

    /// <summary>VK names no limits; these are ours, so that one file cannot fill the disk.</summary>
    public const long MaxFileBytes = 50 * 1024 * 1024;

    /// <summary>A press can be answered for about a minute. random_id makes VK drop a repeated send.</summary>
    public static readonly MessengerLimits Port = new(
        MaxButtons: 10,
        MaxTextLength: MaxText,
        MaxNoticeLength: MaxNotice,
        MaxDownloadBytes: MaxFileBytes,
        MaxUploadBytes: MaxFileBytes,
        PressLifetime: TimeSpan.FromMinutes(1),
        DeduplicatesSends: true)
    {
        MaxRecipients = 100,
        MaxTogether = VkExecuteCode.MaxCalls,
        ButtonRequests = [RequestKind.Location],
    };

    /// <summary>An inline keyboard has at most five buttons by six rows, ten in all. Widths are what a narrow phone shows.</summary>
    public static readonly LayoutLimits Keyboard = new(
        MaxButtons: 10, MaxRows: 6, VisiblePerRow: [34, 16, 9, 6, 4], NumbersPerRow: 5, MaxLabel: 40);

    /// <summary>A keyboard under the input field has at most five buttons by ten rows, forty in all.</summary>
    public static readonly LayoutLimits RegularKeyboard = Keyboard with { MaxButtons = 40, MaxRows = 10 };
}

using System.Collections.Immutable;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Announcements;

/// <summary>Sentences of announcements, in texts.yaml.</summary>
internal static class AnnouncementTexts
{
    public const string Message = "announcements.message";
    public const string Stop = "announcements.stop";
    public const string Stopped = "announcements.stopped";
    public const string Refused = "announcements.refused";
    public const string Filled = "announcements.filled";
    public const string Morning = "announcements.morning";

    public static ImmutableArray<TextKey> All { get; } =
    [
        Stop, Stopped, new(Message, "text"), new(Refused, "count"), new(Filled, "count"), new(Morning, "when"),
    ];
}

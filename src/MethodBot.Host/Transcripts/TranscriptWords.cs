using MethodBot.Conversations.Messengers;

namespace MethodBot.Host.Transcripts;

/// <summary>What kinds of files are called in transcripts, read and written.</summary>
internal static class TranscriptWords
{
    public static string NameOf(AttachmentKind kind) => kind switch
    {
        AttachmentKind.Photo => "фото",
        AttachmentKind.Video => "видео",
        AttachmentKind.Voice => "голос",
        _ => "файл",
    };

    /// <param name="name">One that <see cref="NameOf"/> gives.</param>
    public static AttachmentKind KindOf(string name) => Enum.GetValues<AttachmentKind>().Single(kind => NameOf(kind) == name);
}

using MethodBot.Conversations.Messengers;

namespace MethodBot.Conversations.Files;

/// <summary>Kinds of files as answers and the store name them.</summary>
public static class FileKinds
{
    public static AttachmentKind Parse(string kind) => kind switch
    {
        "photo" => AttachmentKind.Photo,
        "voice" => AttachmentKind.Voice,
        "video" => AttachmentKind.Video,
        _ => AttachmentKind.Document,
    };

    public static string Format(AttachmentKind kind) => kind switch
    {
        AttachmentKind.Photo => "photo",
        AttachmentKind.Voice => "voice",
        AttachmentKind.Video => "video",
        _ => "document",
    };
}

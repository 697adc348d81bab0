using MethodBot.Conversations.Messengers;

namespace MethodBot.Service.Notices;

/// <summary>Something that a person is told without having asked at that moment.</summary>
public sealed record Notice(OutboundMessage Message)
{
    public required NoticeKind Kind { get; init; }

    /// <summary>Leads replies back, as in <see cref="Conversations.Turns.ServiceContext.Send"/>; null: a reply is an ordinary message.</summary>
    public string? Tag { get; init; }

    /// <summary>What it is about (<c>registration:17</c>): while it waits, it can be withdrawn by this. Null: it stands by itself.</summary>
    public string? Subject { get; init; }

    /// <summary>From here on it is of no use, and is not sent; null: it never gets old.</summary>
    public DateTimeOffset? Expires { get; init; }
}

public enum NoticeKind
{
    /// <summary>About the person's own affairs: a registration, an entry, a response. Waits out the quiet hours.</summary>
    Own = 1,

    /// <summary>An invitation or a reminder that nobody asked for: also at most three a week, and none to who wants none.</summary>
    Unsolicited = 2,
}

/// <summary>What becomes of a notice.</summary>
public enum NoticeFate
{
    /// <summary>Queued to leave now.</summary>
    Sent,

    /// <summary>Leaves later: after the quiet hours, or when the week has room again.</summary>
    Waits,

    /// <summary>Not sent: it would come too late, the person wants none, or has never opened the bot.</summary>
    Dropped,
}

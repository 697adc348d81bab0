using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Notices;

/// <summary>Lets notices that had to wait leave when their time comes.</summary>
internal sealed class NoticesSlice(NoticeDesk desk) : ISlice
{
    public string Name => NoticeDesk.SliceName;

    public SchemaPart Schema { get; } = new(NoticeDesk.SliceName, [NoticeTable.Script]);

    public ImmutableArray<TextKey> TextKeys => NoticeDesk.TextKeys;

    public bool Forget(ServiceContext context) => NoticeTable.Forget(context.Transaction.Connection, context.Now - NoticeDesk.Remembered);

    public ImmutableArray<string> Waits => [NoticeDesk.DueTimer];

    public void TakeTimer(TimerContext timer, string kind, string subject) => desk.TakeDue(timer, long.Parse(subject, CultureInfo.InvariantCulture));
}

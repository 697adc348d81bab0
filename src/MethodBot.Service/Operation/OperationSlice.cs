using System.Collections.Immutable;
using MethodBot.Conversations.Health;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Texts;
using MethodBot.Service.Authoring;
using MethodBot.Service.People;

namespace MethodBot.Service.Operation;

/// <summary>Tells administrators in the chat what the program itself cannot mend, and when it is over.</summary>
public sealed class OperationSlice(ServiceOptions options) : ISlice
{
    private readonly Administrators _administrators = new(options);

    public string Name => "operation";

    public SchemaPart Schema { get; } = new("operation", []);

    public ImmutableArray<TextKey> TextKeys { get; } =
    [
        new("operation.disk_space", "count", "when"), new("operation.disk_space_over"),
        new("operation.messenger_silent", "messenger", "when"), new("operation.messenger_silent_over", "messenger"),
        new("operation.messages_wait", "messenger", "count", "when"), new("operation.messages_wait_over", "messenger"),
        new("operation.updates_set_aside", "count", "when"), new("operation.updates_set_aside_over"),
        new("operation.store_failing_over", "when"),
        new("operation.no_backup", "when"), new("operation.no_backup_over"),
    ];

    public void NoticeTroubles(ServiceContext context, ImmutableArray<Trouble> begun, ImmutableArray<Trouble> over)
    {
        foreach (var trouble in begun)
            Tell(context, trouble, "");
        foreach (var trouble in over)
            Tell(context, trouble, "_over");
    }

    private void Tell(ServiceContext context, Trouble trouble, string ending)
    {
        var key = trouble.Kind switch
        {
            TroubleKind.DiskSpace => "operation.disk_space",
            TroubleKind.MessengerSilent => "operation.messenger_silent",
            TroubleKind.MessagesWait => "operation.messages_wait",
            TroubleKind.UpdatesSetAside => "operation.updates_set_aside",
            TroubleKind.NoBackup => "operation.no_backup",
            _ => "operation.store_failing",
        } + ending;
        _administrators.Tell(context, context.Texts.Rich(
            key,
            ("messenger", Answer.OfText(trouble.Messenger.Length > 0 ? context.Texts.Plain(PeopleTexts.Messenger(trouble.Messenger)) : "")),
            ("count", Answer.OfNumber(trouble.Count)),
            ("when", Answer.OfText(context.Clock.Format(trouble.Since, context.Today)))));
    }
}

using System.Collections.Immutable;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Faults;

namespace MethodBot.Service.Authoring;

/// <summary>Dialogs change while the bot runs; administrators are told how that went.</summary>
public sealed class AuthoringSlice(ServiceOptions options) : ISlice
{
    private readonly Administrators _administrators = new(options);

    public string Name => "authoring";

    public SchemaPart Schema { get; } = new("authoring", []);

    public ImmutableArray<string> TextKeys => AuthoringTexts.All;

    /// <summary>Files in the folder of dialogs do not pass the check; what served before keeps serving.</summary>
    public void TellBroken(ServiceContext context, ImmutableArray<Fault> faults) =>
        _administrators.Tell(context, FaultReport.OfFolder(context.Texts, faults));

    /// <summary>The folder of dialogs cannot be read at all; what served before keeps serving.</summary>
    public void TellUnreadable(ServiceContext context) => _administrators.Tell(context, context.Texts.Rich(AuthoringTexts.Unreadable));

    /// <summary>The folder of dialogs passes the check again.</summary>
    public void TellMended(ServiceContext context) => _administrators.Tell(context, context.Texts.Rich(AuthoringTexts.Mended));
}

using System.Collections.Immutable;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Outbox;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Authoring;

/// <summary>Who looks after the service: the accounts of <see cref="ServiceOptions.Admins"/>, and whoever was invited to.</summary>
internal sealed class Administrators(ServiceOptions options)
{
    /// <summary>The settings name an account before anybody knows whose it is.</summary>
    public bool Include(TurnContext turn) => options.Admins.Contains(turn.Account.ToString()) || turn.May(Roles.Administrator);

    /// <summary>Tells everyone of them who has ever opened the bot.</summary>
    public void Tell(ServiceContext context, ImmutableArray<TextSpan> text)
    {
        var chats = options.Admins.Select(admin => admin.Split(':')).Where(parts => parts.Length == 2)
            .Select(parts => context.FindChat(new AccountId(parts[0], parts[1])))
            .Concat(RoleTable.Holders(context.Transaction.Connection, RoleTable.Administrator).Select(context.FindChatOf));
        foreach (var chat in chats.OfType<ChatAddress>().Distinct())
            context.Send(chat, new OutboundMessage { Text = text }, priority: OutboxPriority.Notice);
    }
}

using System.Collections.Immutable;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service.Authoring;

/// <summary>Who looks after the service: the accounts of <see cref="ServiceOptions.Admins"/>.</summary>
internal sealed class Administrators(ServiceOptions options)
{
    public bool Include(AccountId account) => options.Admins.Contains(account.ToString());

    /// <summary>Tells everyone of them who has ever opened the bot.</summary>
    public void Tell(ServiceContext context, ImmutableArray<TextSpan> text)
    {
        foreach (var admin in options.Admins.Distinct(StringComparer.Ordinal))
        {
            if (admin.Split(':') is [var messenger, var id] && context.FindChat(new AccountId(messenger, id)) is { } chat)
                context.Send(chat, new OutboundMessage { Text = text });
        }
    }
}

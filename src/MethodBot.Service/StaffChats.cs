using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service;

/// <summary>A group of the service's people, as <see cref="ServiceOptions.StaffChats"/> names it.</summary>
/// <param name="Channel">The community that is meant; null: the only one of the messenger.</param>
/// <param name="Directions">Those whose questions come here; empty: all of them.</param>
internal sealed partial record StaffChat(string Messenger, string Chat, string? Channel, ImmutableArray<string> Directions)
{
    /// <summary>Null for what is no address of a group.</summary>
    public static StaffChat? Parse(string text)
    {
        if (Shape().Match(text.Trim()) is not { Success: true } match)
            return null;
        return new StaffChat(
            match.Groups["messenger"].Value,
            match.Groups["chat"].Value,
            match.Groups["channel"] is { Success: true, Value: var channel } ? channel : null,
            [.. match.Groups["directions"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
    }

    public bool IsFor(string direction) => Directions.IsEmpty || Directions.Contains(direction);

    [GeneratedRegex(
        @"^(?:(?<messenger>telegram):(?<chat>-\d+(?::\d+)?)|(?<messenger>vk):(?<chat>2\d{9})(?:@(?<channel>\d+))?)(?:=(?<directions>[\w, -]+))?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

/// <summary>The groups of the service's people in which the bot may speak.</summary>
/// <param name="channels">Asked late, as for <see cref="DeepLinks"/>.</param>
public sealed class StaffChats(ServiceOptions options, Func<ChannelDirectory?> channels)
{
    private readonly Lazy<ImmutableArray<(StaffChat Chat, ChatAddress Address)>> _all = new(() => Locate(options, channels()));

    /// <summary>Whether a setting names a group.</summary>
    public static bool IsGroup(string setting) => StaffChat.Parse(setting) is not null;

    public bool Contains(ServiceContext context, ChatAddress group) => _all.Value.Any(staff => context.Follow(staff.Address) == group);

    /// <summary>Where questions of a direction are announced.</summary>
    public IEnumerable<ChatAddress> For(ServiceContext context, string direction) =>
        _all.Value.Where(staff => staff.Chat.IsFor(direction)).Select(staff => context.Follow(staff.Address)).Distinct();

    private static ImmutableArray<(StaffChat, ChatAddress)> Locate(ServiceOptions options, ChannelDirectory? directory)
    {
        var all = ImmutableArray.CreateBuilder<(StaffChat, ChatAddress)>();
        foreach (var chat in options.StaffChats.Select(StaffChat.Parse).OfType<StaffChat>())
        {
            var running = (directory?.All ?? []).Select(messenger => messenger.Sender.Channel).Where(channel => channel.Messenger == chat.Messenger);
            foreach (var channel in running.Where(channel => chat.Channel is null || channel.Id == chat.Channel).OrderBy(channel => channel.Id, StringComparer.Ordinal).Take(1))
                all.Add((chat, new ChatAddress(channel, chat.Chat)));
        }

        return all.ToImmutable();
    }
}

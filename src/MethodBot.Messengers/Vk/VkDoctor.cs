using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Options;

namespace MethodBot.Messengers.Vk;

/// <summary>Asks VK whether each community of the settings can be received from and written from.</summary>
internal sealed class VkDoctor(IOptions<VkOptions> options, TimeProvider time) : IMessengerDoctor
{
    private const string KeyPage = "the community → Управление → Дополнительно → Работа с API → Ключи доступа";
    private const string LongPollPage = "the community → Управление → Дополнительно → Работа с API → Long Poll API";
    private const string CallbackPage = "the community → Управление → Дополнительно → Работа с API → Callback API";
    private const string MessagesPage = "the community → Управление → Сообщения → Сообщения сообщества";

    /// <summary>As VK's page calls them, by the names of the API, and what is missing without.</summary>
    private static readonly ImmutableArray<(string Name, string Words, string For)> Rights =
    [
        ("manage", "Управление сообществом", "to receive"),
        ("messages", "Сообщения сообщества", "to write"),
        ("photos", "Фотографии", "to send pictures"),
        ("docs", "Документы", "to send files"),
    ];

    public async Task<IReadOnlyList<Examination>> ExamineAsync(DoctorVisit visit, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (settings.Communities.Count == 0)
            return [];
        var connection = await new ConnectionCheck(VkOptions.Section, settings.ApiUrl, settings.Proxy, time).RunAsync(cancellationToken);
        var examinations = new List<Examination> { new("VK", connection) };
        if (connection[0].Level != FindingLevel.Good)
            return examinations;
        foreach (var community in settings.Communities)
            examinations.Add(new Examination($"VK, community {community.GroupId}", await ExamineAsync(settings, community, visit, cancellationToken)));
        return examinations;
    }

    private async Task<ImmutableArray<Finding>> ExamineAsync(
        VkOptions settings, VkCommunity community, DoctorVisit visit, CancellationToken cancellationToken)
    {
        // A quarter of the community's budget: a bot that runs beside needs the rest.
        var budget = new RequestBudget(settings.RequestsPerSecond / 4, time);
        using var client = new VkClient(
            MessengerHttp.CreateClient(MessengerHttp.CreateHandler(settings.Proxy)), settings.ApiUrl, community.Token, budget);
        var (groups, failure) = await client.GetGroupAsync(cancellationToken);
        if (failure is not null)
            return [ExplainRefusal(failure)];
        if (groups?.Groups is not [var group, ..])
            return [Finding.Broken("the token is no community's", $"Make a key of the community at {KeyPage}, and put it where this token stands.")];
        if (group.Id.ToString(CultureInfo.InvariantCulture) != community.GroupId)
        {
            return
            [
                Finding.Broken(
                    string.Create(CultureInfo.InvariantCulture, $"the token belongs to the community {group.Id} «{group.Name}», but GroupId is {community.GroupId}"),
                    string.Create(CultureInfo.InvariantCulture, $"Set GroupId to {group.Id}, or make a key in the community {community.GroupId}: {KeyPage}.")),
            ];
        }

        return
        [
            Finding.Good($"the token is accepted: «{group.Name}»"),
            .. JudgeRights(await client.GetTokenRightsAsync(cancellationToken)),
            .. settings.UsesCallback
                ? JudgeCallback(await client.GetCallbackServersAsync(community.GroupId, cancellationToken), PublicAddress.Of(settings.PublicUrl, VkCallback.PathOf(community.GroupId)))
                : JudgeLongPoll(await client.GetLongPollSettingsAsync(community.GroupId, cancellationToken), visit),
            JudgeMessages((await client.GetConversationsAsync(0, 1, cancellationToken)).Failure),
        ];
    }

    private static Finding ExplainRefusal(VkFailure failure) => VkErrors.ToSendResult(failure) is SendResult.Unauthorized
        ? Finding.Broken($"VK refuses the token ({failure.Description})", $"Make a key of the community at {KeyPage}, and copy it whole into Vk:Token (of a further community: into its Token).")
        : Finding.Broken($"the token could not be asked about: {failure.Description}", "Check Vk:ApiUrl (https://api.vk.com/method), and try again in a minute.");

    private static IEnumerable<Finding> JudgeRights(VkReply<VkTokenRights> reply)
    {
        if (reply.Result is not { } rights)
        {
            yield return Finding.Attention($"the token's rights could not be asked about ({reply.Failure?.Description})", "Try again in a minute.");
            yield break;
        }

        var missing = Rights.Where(right => !rights.Names.Contains(right.Name, StringComparer.Ordinal)).ToList();
        if (missing.Count == 0)
        {
            yield return Finding.Good($"the token has the rights it needs: {string.Join(", ", Rights.Select(right => right.Name))}");
            yield break;
        }

        yield return Finding.Broken(
            $"the token lacks rights: {string.Join(", ", missing.Select(right => $"{right.Name} ({right.For})"))}",
            $"Rights of a key cannot be changed: make a new one at {KeyPage} → Создать ключ, with «{string.Join("», «", Rights.Select(right => right.Words))}» ticked, and put it where this token stands.");
    }

    private static IEnumerable<Finding> JudgeLongPoll(VkReply<VkLongPollSettings> reply, DoctorVisit visit)
    {
        if (reply.Result is not { } settings)
        {
            yield return Finding.Attention($"the settings of the Long Poll could not be asked about ({reply.Failure?.Description})", "Give the token the right «manage», or try again in a minute.");
            yield break;
        }

        var faults = new List<string>();
        if (!settings.Enabled)
            faults.Add("it is off");
        if (settings.ApiVersion != VkClient.Version)
            faults.Add($"its version is {settings.ApiVersion ?? "not set"}, not {VkClient.Version}");
        if (VkUpdates.Wanted.Where(name => !settings.Sends(name)).ToList() is { Count: > 0 } missing)
            faults.Add($"events are off: {string.Join(", ", missing)}");
        if (faults.Count == 0)
        {
            yield return Finding.Good($"the Long Poll is on, version {VkClient.Version}, with the events that the bot reads");
            yield break;
        }

        var found = $"the Long Poll: {string.Join("; ", faults)}";
        yield return visit.BotIsRunning
            ? Finding.Broken(found, $"Open {LongPollPage}: «Включено», version {VkClient.Version}; «Типы событий»: {string.Join(", ", VkUpdates.Wanted)}. Or start the bot anew: it switches them on.")
            : Finding.Attention(found, $"The bot switches this on when it starts. If it stays so: {LongPollPage}.");
    }

    /// <param name="address">The bot's own server; null where the operator registered it by hand, so that it may be any.</param>
    private static IEnumerable<Finding> JudgeCallback(VkReply<VkCallbackServers> reply, Uri? address)
    {
        if (reply.Result is not { } servers)
        {
            yield return Finding.Attention($"the callback servers could not be asked about ({reply.Failure?.Description})", "Give the token the right «manage», or try again in a minute.");
            yield break;
        }

        var ours = (servers.Items ?? []).Where(server => address is null || server.Url == address.OriginalString).ToList();
        if (ours.Count == 0)
        {
            yield return Finding.Attention(
                "the bot's callback server is not registered, though Vk:Receive is callback",
                $"Start the bot with Web:PublicUrl set: it registers its server. By hand: {CallbackPage}.");
        }

        foreach (var server in ours)
        {
            var host = Uri.TryCreate(server.Url, UriKind.Absolute, out var url) ? url.Host : "an address that cannot be read";
            yield return server.Status switch
            {
                "ok" => Finding.Good($"events are posted to {host}"),
                "wait" => Finding.Attention($"the callback server at {host} waits to be confirmed", "Start the bot: VK asks it for the confirmation in a moment."),
                var status => Finding.Broken(
                    $"VK does not reach the callback server at {host} (its status is {status})",
                    $"Check that {host} is open to the Internet by https and leads to this program; then {CallbackPage} → «Подтвердить»."),
            };
        }
    }

    /// <summary>VK tells nobody but the owner whether messages are on; where they are off, the conversations cannot be read.</summary>
    private static Finding JudgeMessages(VkFailure? failure) => failure switch
    {
        null => Finding.Good("messages of the community can be read"),
        _ when VkErrors.ToSendResult(failure) is SendResult.Retry =>
            Finding.Attention($"whether messages of the community are on could not be asked ({failure.Description})", "Try again in a minute."),
        _ => Finding.Broken(
            $"messages of the community cannot be read ({failure.Description})",
            $"Open {MessagesPage}: «Включены». Then Сообщения → Настройки для бота → «Возможности ботов»: «Включены». The token needs the right «messages»."),
    };
}

using System.Globalization;
using System.Text.RegularExpressions;
using MethodBot.Messengers.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MethodBot.Messengers.Vk;

/// <summary>Settings of VK, section <c>Vk</c>.</summary>
public sealed partial class VkOptions
{
    public const string Section = "Vk";

    private const string DefaultApiUrl = "https://api.vk.com/method";

    /// <summary>Of a community (not of a person); null switches VK off. Secret.</summary>
    public string? Token { get; private set; }

    /// <summary>The community's number.</summary>
    public string? GroupId { get; private set; }

    public string ApiUrl { get; private set; } = DefaultApiUrl;

    /// <summary><c>http://</c> or <c>socks5://</c>. May contain a password.</summary>
    public string? Proxy { get; private set; }

    public string Receive { get; private set; } = "polling";

    /// <summary>
    /// Of the Callback API: the word that VK wants to see before it delivers. Null: asked of VK itself, where the token may manage the community.
    /// </summary>
    public string? Confirmation { get; private set; }

    /// <summary>Of the Callback API: bears every event, at most 50 letters. Null: follows from the token, and is registered at start. Secret.</summary>
    public string? Secret { get; private set; }

    /// <summary>Where VK reaches this program; null where it is not set.</summary>
    internal Uri? PublicUrl { get; private set; }

    internal bool UsesCallback => Receive == "callback";

    /// <summary>Requests per second of each community; 0 = no limit.</summary>
    public double RequestsPerSecond { get; private set; } = 20;

    /// <summary>Every community with its token: the one above, then those under <c>Communities</c>.</summary>
    internal IReadOnlyList<VkCommunity> Communities { get; private set; } = [];

    internal void Read(IConfiguration configuration, ICollection<string> faults)
    {
        var section = configuration.GetSection(Section);
        var settings = new SettingsReader(section, faults);
        var communities = new List<VkCommunity>();
        ReadCommunity(settings, communities, settings.Fault);
        Token = settings.Text(nameof(Token));
        GroupId = settings.Text(nameof(GroupId));
        ApiUrl = settings.Url(nameof(ApiUrl), DefaultApiUrl);
        Proxy = settings.Proxy(nameof(Proxy));
        Receive = settings.OneOf(nameof(Receive), "polling", "callback");
        Confirmation = settings.Text(nameof(Confirmation));
        Secret = settings.Text(nameof(Secret));
        RequestsPerSecond = settings.Rate(nameof(RequestsPerSecond), RequestsPerSecond);
        foreach (var further in section.GetSection(nameof(Communities)).GetChildren())
        {
            var entry = new SettingsReader(further, faults);
            if (entry.Text(nameof(Token)) is null)
                entry.Fault(nameof(Token), "is missing: each further community has a token of its own.");
            ReadCommunity(entry, communities, entry.Fault);
        }

        Communities = communities;
        PublicUrl = PublicAddress.Read(configuration, UsesCallback && (Token is not null || communities.Count > 0) ? faults : []);
    }

    private static void ReadCommunity(SettingsReader settings, List<VkCommunity> communities, Action<string, string> fault)
    {
        var token = settings.Text(nameof(Token));
        if (token is null)
            return;
        var groupId = settings.Text(nameof(GroupId));
        var goodToken = TokenShape().IsMatch(token);
        if (!goodToken)
            fault(nameof(Token), "does not look like a token of a community (vk1.a.… from the community's settings, API). Copy it whole, without spaces.");
        if (groupId is null)
        {
            fault(nameof(GroupId), "is missing: with a token, set it to the community's number.");
        }
        else if (!long.TryParse(groupId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            fault(nameof(GroupId), $"is \"{groupId}\", which is not a community's number. Write digits only, without a minus or \"club\".");
        }
        else if (communities.Exists(c => c.GroupId == groupId))
        {
            fault(nameof(GroupId), $"is {groupId}, which is set twice.");
        }
        else if (goodToken)
        {
            communities.Add(new VkCommunity(
                groupId, token, settings.Text(nameof(Confirmation)),
                settings.Text(nameof(Secret)) ?? WebhookSecret.Derive(token, "vk:" + groupId)));
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{10,}$", RegexOptions.CultureInvariant)]
    private static partial Regex TokenShape();
}

/// <summary>Not a record: it would print the token.</summary>
internal sealed class VkCommunity(string groupId, string token, string? confirmation, string secret)
{
    public string GroupId => groupId;

    public string Token => token;

    /// <inheritdoc cref="VkOptions.Confirmation"/>
    public string? Confirmation => confirmation;

    /// <summary>Set, or derived from the token.</summary>
    public string Secret => secret;
}

/// <summary>Lists every fault of the section at start.</summary>
internal sealed class VkOptionsValidator(IConfiguration configuration) : IValidateOptions<VkOptions>
{
    public ValidateOptionsResult Validate(string? name, VkOptions options)
    {
        var faults = new List<string>();
        new VkOptions().Read(configuration, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

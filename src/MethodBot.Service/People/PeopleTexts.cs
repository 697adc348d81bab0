using System.Collections.Immutable;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.People;

/// <summary>Sentences about people that stand in texts.yaml.</summary>
internal static class PeopleTexts
{
    public const string NoPhone = "people.no_phone";
    public const string MainJob = "people.main_job";
    public const string NoJob = "people.no_job";
    public const string Wherever = "people.wherever";
    public const string Withdrawn = "people.withdrawn";
    public const string InvitationAccepted = "people.invitation_accepted";
    public const string DataFile = "people.data_file";
    public const string DataIntro = "people.data_intro";
    public const string DataProfile = "people.data_profile";
    public const string DataName = "people.data_name";
    public const string DataAccount = "people.data_account";
    public const string DataRole = "people.data_role";
    public const string DataConsent = "people.data_consent";
    public const string DataConsents = "people.data_consents";
    public const string DataNothing = "people.data_nothing";

    /// <summary>Of a person who has both: «методист (начальные классы), заместитель».</summary>
    public const string Deputy = "people.deputy";

    public static ImmutableArray<string> RoleNames { get; } = [RoleTable.Administrator, RoleTable.Head, RoleTable.Coordinator, Invitations.MethodistRole];

    public static ImmutableArray<string> Messengers { get; } = ["telegram", "vk"];

    public static ImmutableArray<string> Levels { get; } = ["preschool", "primary", "basic", "secondary"];

    public static ImmutableArray<TextKey> All { get; } =
    [
        NoPhone, NoJob, Wherever, Withdrawn, DataFile, DataProfile, DataConsents, DataNothing, Deputy,
        .. RoleNames.Select(role => (TextKey)Role(role)),
        .. Levels.Select(level => (TextKey)Level(level)),
        .. Messengers.Select(messenger => (TextKey)Messenger(messenger)),
        new(MainJob, "job"),
        new(InvitationAccepted, "name", "role"),
        new(DataIntro, "service", "date"),
        new(DataName, "name"),
        new(DataAccount, "messenger", "account"),
        new(DataRole, "role"),
        new(DataConsent, "date", "state"),
        "people.consent_stands", "people.consent_withdrawn",
    ];

    public static string Role(string role) => $"people.role_{role}";

    public static string Level(string level) => $"people.level_{level}";

    public static string Messenger(string messenger) => $"people.messenger_{messenger}";
}

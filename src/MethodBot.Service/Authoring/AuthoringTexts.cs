using System.Collections.Immutable;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Authoring;

/// <summary>Sentences about dialog files in texts.yaml.</summary>
internal static class AuthoringTexts
{
    public const string Broken = "authoring.broken";
    public const string Mended = "authoring.mended";
    public const string Unreadable = "authoring.unreadable";
    public const string Faults = "authoring.faults";
    public const string Fault = "authoring.fault";
    public const string FaultElsewhere = "authoring.fault_elsewhere";
    public const string MoreFaults = "authoring.more_faults";
    public const string Checking = "authoring.checking";
    public const string NotFetched = "authoring.not_fetched";
    public const string TooBig = "authoring.too_big";
    public const string NotUtf8 = "authoring.not_utf8";
    public const string NotYaml = "authoring.not_yaml";
    public const string Same = "authoring.same";
    public const string CardNew = "authoring.card_new";
    public const string CardReplaces = "authoring.card_replaces";
    public const string TextsTitle = "authoring.texts_title";
    public const string CardTexts = "authoring.card_texts";
    public const string Unchanged = "authoring.unchanged";
    public const string Added = "authoring.added";
    public const string Removed = "authoring.removed";
    public const string Changed = "authoring.changed";
    public const string NotReachable = "authoring.not_reachable";
    public const string Try = "authoring.try";
    public const string Publish = "authoring.publish";
    public const string Drop = "authoring.drop";
    public const string MeetFirst = "authoring.meet_first";
    public const string Publishing = "authoring.publishing";
    public const string Published = "authoring.published";
    public const string AlreadyPublished = "authoring.already_published";
    public const string Dropped = "authoring.dropped";
    public const string AlreadyDropped = "authoring.already_dropped";
    public const string OldButton = "authoring.old_button";
    public const string Overtaken = "authoring.overtaken";
    public const string NotPublished = "authoring.not_published";
    public const string NotWritten = "authoring.not_written";
    public const string AfterPreview = "authoring.after_preview";
    public const string RestoreFaulty = "authoring.restore_faulty";
    public const string Version = "authoring.version";
    public const string VersionCurrent = "authoring.version_current";
    public const string OnDisk = "authoring.on_disk";
    public const string IsCurrent = "authoring.is_current";
    public const string IsEarlier = "authoring.is_earlier";
    public const string SentVersion = "authoring.sent_version";

    public static ImmutableArray<TextKey> All { get; } =
    [
        Mended, Unreadable, Checking, TextsTitle, CardTexts, Unchanged, Try, Publish, Drop, MeetFirst, Publishing, AlreadyPublished, AlreadyDropped, OldButton,
        Overtaken, NotPublished, RestoreFaulty, OnDisk, IsCurrent, IsEarlier,
        new(Broken, "file"),
        new(Faults, "count"),
        new(Fault, "line", "message"),
        new(FaultElsewhere, "file", "line", "message"),
        new(MoreFaults, "count"),
        new(NotFetched, "name"),
        new(TooBig, "name"),
        new(NotUtf8, "name"),
        new(NotYaml, "name"),
        new(Same, "name"),
        new(CardNew, "title", "name", "count"),
        new(CardReplaces, "title", "name", "count"),
        new(Added, "names"),
        new(Removed, "names"),
        new(Changed, "names"),
        new(NotReachable, "name"),
        new(Published, "title"),
        new(Dropped, "title"),
        new(NotWritten, "file"),
        new(AfterPreview, "title"),
        new(Version, "when", "author"),
        new(VersionCurrent, "when", "author"),
        new(SentVersion, "title", "when"),
    ];
}

using System.Collections.Immutable;

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

    public static ImmutableArray<string> All { get; } = [Broken, Mended, Unreadable, Faults, Fault, FaultElsewhere, MoreFaults];
}

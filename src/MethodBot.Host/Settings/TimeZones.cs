using System.Collections.Frozen;

namespace MethodBot.Host.Settings;

/// <summary>
/// Time zones by their IANA names. Windows knows others, and translates only with ICU, which the program does without
/// (<c>InvariantGlobalization</c>): those of Russia are translated here.
/// </summary>
internal static class TimeZones
{
    /// <summary>As Unicode's CLDR has them.</summary>
    internal static FrozenDictionary<string, string> WindowsNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Europe/Kaliningrad"] = "Kaliningrad Standard Time",
        ["Europe/Moscow"] = "Russian Standard Time",
        ["Europe/Simferopol"] = "Russian Standard Time",
        ["Europe/Kirov"] = "Russian Standard Time",
        ["Europe/Volgograd"] = "Volgograd Standard Time",
        ["Europe/Astrakhan"] = "Astrakhan Standard Time",
        ["Europe/Ulyanovsk"] = "Astrakhan Standard Time",
        ["Europe/Saratov"] = "Saratov Standard Time",
        ["Europe/Samara"] = "Russia Time Zone 3",
        ["Asia/Yekaterinburg"] = "Ekaterinburg Standard Time",
        ["Asia/Omsk"] = "Omsk Standard Time",
        ["Asia/Novosibirsk"] = "N. Central Asia Standard Time",
        ["Asia/Barnaul"] = "Altai Standard Time",
        ["Asia/Tomsk"] = "Tomsk Standard Time",
        ["Asia/Novokuznetsk"] = "North Asia Standard Time",
        ["Asia/Krasnoyarsk"] = "North Asia Standard Time",
        ["Asia/Irkutsk"] = "North Asia East Standard Time",
        ["Asia/Chita"] = "Transbaikal Standard Time",
        ["Asia/Yakutsk"] = "Yakutsk Standard Time",
        ["Asia/Khandyga"] = "Yakutsk Standard Time",
        ["Asia/Vladivostok"] = "Vladivostok Standard Time",
        ["Asia/Ust-Nera"] = "Vladivostok Standard Time",
        ["Asia/Magadan"] = "Magadan Standard Time",
        ["Asia/Sakhalin"] = "Sakhalin Standard Time",
        ["Asia/Srednekolymsk"] = "Russia Time Zone 10",
        ["Asia/Kamchatka"] = "Russia Time Zone 11",
        ["Asia/Anadyr"] = "Russia Time Zone 11",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null where this machine does not know it.</summary>
    public static TimeZoneInfo? Find(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) || (WindowsNames.TryGetValue(name, out var other) && TimeZoneInfo.TryFindSystemTimeZoneById(other, out zone))
            ? zone
            : null;
}

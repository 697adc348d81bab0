using System.Globalization;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>A town where it is about noon now: for stories whose «today» must not end an hour from now.</summary>
internal static class Noon
{
    /// <summary>The setting of its time zone.</summary>
    public static string Here
    {
        get
        {
            var east = 12 - TimeProvider.System.GetUtcNow().Hour;
            // Signs of these zones are the other way round: Etc/GMT-3 is three hours east of Greenwich.
            return "--Service:TimeZone=Etc/GMT" + (-east).ToString("+0;-0;''", CultureInfo.InvariantCulture);
        }
    }
}

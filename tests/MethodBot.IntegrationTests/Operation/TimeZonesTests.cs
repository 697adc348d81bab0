using MethodBot.Host.Settings;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>Windows cannot be asked here; the names that are translated for it can.</summary>
public sealed class TimeZonesTests
{
    [Fact]
    public void Every_zone_that_is_translated_for_Windows_is_one_by_which_settings_may_name_it()
    {
        TimeZones.WindowsNames.Keys.Where(name => TimeZones.Find(name) is null).ShouldBeEmpty();
        TimeZones.Find("Asia/Nowhere").ShouldBeNull();
    }

    [Fact]
    public void Zones_of_one_name_on_Windows_have_one_time()
    {
        var now = TimeProvider.System.GetUtcNow();
        TimeZones.WindowsNames.GroupBy(pair => pair.Value, pair => TimeZones.Find(pair.Key)!.GetUtcOffset(now), StringComparer.Ordinal)
            .Where(offsets => offsets.Distinct().Count() > 1).Select(offsets => offsets.Key).ShouldBeEmpty();
    }
}

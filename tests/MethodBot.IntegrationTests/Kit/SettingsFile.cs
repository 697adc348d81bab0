using System.Text.Json;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>Commands other than <c>run</c> take their settings from the folder where they are given.</summary>
internal static class SettingsFile
{
    /// <param name="settings">As the command line of <c>run</c> has them: <c>--Section:Key=value</c>.</param>
    public static Task WriteAsync(string folder, IEnumerable<string> settings) => File.WriteAllTextAsync(
        Path.Combine(folder, "appsettings.json"),
        JsonSerializer.Serialize(settings.Select(setting => setting[2..].Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1])));
}

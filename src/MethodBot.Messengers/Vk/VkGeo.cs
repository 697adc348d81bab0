using System.Globalization;
using System.Text.Json;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;

namespace MethodBot.Messengers.Vk;

/// <summary>Reads the place of a message, in the shapes that versions of the API give it.</summary>
internal static class VkGeo
{
    /// <summary>Null where there is no place, or none that can be read.</summary>
    public static SharedLocation? Read(JsonElement geo)
    {
        if (geo.ValueKind != JsonValueKind.Object)
            return null;
        try
        {
            var point = geo.Deserialize(VkJson.Wire.VkPoint);
            var (latitude, longitude) = Coordinates(point?.Coordinates ?? default);
            return Place.At(latitude, longitude, point?.Place?.Title);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (double? Latitude, double? Longitude) Coordinates(JsonElement coordinates)
    {
        switch (coordinates.ValueKind)
        {
            case JsonValueKind.Object:
                var point = coordinates.Deserialize(VkJson.Wire.VkCoordinates);
                return (point?.Latitude, point?.Longitude);
            case JsonValueKind.String:
                var numbers = (coordinates.GetString() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
                return numbers.Length == 2 ? (Number(numbers[0]), Number(numbers[1])) : default;
            default:
                return default;
        }
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

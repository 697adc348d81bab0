using MethodBot.Conversations.Messengers;

namespace MethodBot.Messengers.Common;

/// <summary>Puts a place into the port's words; the same for every messenger.</summary>
internal static class Place
{
    /// <summary>Null where there is no point, or none on the Earth.</summary>
    /// <param name="name">Parts of the place's title; those that say nothing are left out.</param>
    public static SharedLocation? At(double? latitude, double? longitude, params ReadOnlySpan<string?> name)
    {
        if (latitude is not (>= -90 and <= 90) || longitude is not (>= -180 and <= 180))
            return null;
        var title = new List<string>(name.Length);
        foreach (var part in name)
        {
            if (part?.Trim() is { Length: > 0 } words && !title.Contains(words))
                title.Add(words);
        }

        return new SharedLocation(latitude.Value, longitude.Value, title.Count == 0 ? null : string.Join(", ", title));
    }
}

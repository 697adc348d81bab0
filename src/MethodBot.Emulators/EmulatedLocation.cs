namespace MethodBot.Emulators;

/// <summary>A place on a person's map.</summary>
public sealed record EmulatedLocation
{
    /// <summary>Where everybody is when a button asks for it.</summary>
    public static readonly EmulatedLocation Here = new(58.0105, 56.2502);

    /// <param name="latitude">Degrees, -90 to 90.</param>
    /// <param name="longitude">Degrees, -180 to 180.</param>
    /// <param name="title">What stands there; null for a bare point.</param>
    /// <param name="address">Where that is; without a title there is none.</param>
    public EmulatedLocation(double latitude, double longitude, string? title = null, string? address = null)
    {
        if (latitude is not (>= -90 and <= 90))
            throw new ArgumentOutOfRangeException(nameof(latitude), latitude, "A latitude is -90 to 90 degrees.");
        if (longitude is not (>= -180 and <= 180))
            throw new ArgumentOutOfRangeException(nameof(longitude), longitude, "A longitude is -180 to 180 degrees.");
        if (address is not null)
            ArgumentException.ThrowIfNullOrWhiteSpace(title);
        Latitude = latitude;
        Longitude = longitude;
        Title = title;
        Address = address;
    }

    public double Latitude { get; }

    public double Longitude { get; }

    public string? Title { get; }

    public string? Address { get; }
}

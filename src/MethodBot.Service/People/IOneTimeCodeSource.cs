using System.Security.Cryptography;

namespace MethodBot.Service.People;

/// <summary>Where one-time codes come from. What plays recorded conversations has its own, so that they go the same way each time.</summary>
public interface IOneTimeCodeSource
{
    /// <summary>Six digits: short-lived, read off one screen and typed on another.</summary>
    string Digits();

    /// <summary>Ten Latin letters and digits without look-alikes: for links.</summary>
    string Letters();
}

/// <summary>Codes that nobody can foresee.</summary>
internal sealed class RandomCodeSource : IOneTimeCodeSource
{
    public string Digits() => $"{RandomNumberGenerator.GetInt32(1_000_000):000000}";

    // 49 bits.
    public string Letters() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10);
}

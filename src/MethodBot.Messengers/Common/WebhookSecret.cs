using System.Security.Cryptography;
using System.Text;

namespace MethodBot.Messengers.Common;

/// <summary>The word by which a messenger's own requests are told from anybody else's.</summary>
internal static class WebhookSecret
{
    /// <summary>One that nobody has to invent: it follows from the token, so it stays the same across restarts. Hexadecimal, 40 letters.</summary>
    public static string Derive(string token, string channel) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes("webhook of " + channel)))[..40];

    /// <summary>Compares in the same time whatever is wrong, its length included.</summary>
    public static bool Matches(string? given, string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}

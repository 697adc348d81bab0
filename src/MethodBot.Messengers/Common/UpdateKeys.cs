using System.Security.Cryptography;
using System.Text;

namespace MethodBot.Messengers.Common;

/// <summary>Dedup keys that a messenger's ids do not give as they are.</summary>
internal static class UpdateKeys
{
    private const int Longest = 200;

    /// <summary>An id as the messenger gave it; one that is far longer than any of its own is told by its content.</summary>
    public static string OfId(string id) => id.Length <= Longest ? id : OfContent(id);

    /// <summary>The same update has the same text each time it is delivered.</summary>
    public static string OfContent(string raw) => "h:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)));
}

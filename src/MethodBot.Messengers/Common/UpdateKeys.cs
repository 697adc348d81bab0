using System.Security.Cryptography;
using System.Text;

namespace MethodBot.Messengers.Common;

/// <summary>Dedup keys of updates that bear no id of their own.</summary>
internal static class UpdateKeys
{
    /// <summary>The same update has the same text each time it is delivered.</summary>
    public static string OfContent(string raw) => "h:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)));
}

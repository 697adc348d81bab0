using System.Globalization;
using MethodBot.Service.People;

namespace MethodBot.Host.Transcripts;

/// <summary>One-time codes of a transcript: the same in every playing, and no two alike.</summary>
internal sealed class TranscriptCodes : IOneTimeCodeSource
{
    private int _drawn;

    public string Digits() => string.Create(CultureInfo.InvariantCulture, $"{100000 + (++_drawn * 1111)}");

    public string Letters() => string.Create(CultureInfo.InvariantCulture, $"abcdefgh{++_drawn + 21}");
}

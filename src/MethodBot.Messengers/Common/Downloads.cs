using System.Globalization;
using System.Net;
using MethodBot.Conversations.Messengers;

namespace MethodBot.Messengers.Common;

/// <summary>Turns a response to a download into the port's words; the same for every messenger.</summary>
internal static class Downloads
{
    public static async Task<DownloadResult> OpenAsync(
        HttpResponseMessage? response, string? fault, long maxBytes, CancellationToken cancellationToken)
    {
        if (response is null)
            return new DownloadResult.Retry(fault ?? "network: no answer");
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                var status = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}");
                var later = (int)response.StatusCode >= 500
                    || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Unauthorized;
                return later
                    ? new DownloadResult.Retry(status, response.Headers.RetryAfter?.Delta)
                    : new DownloadResult.Refused($"the file is gone: {status}");
            }
        }

        if (response.Content.Headers.ContentLength > maxBytes)
        {
            using (response)
                return new DownloadResult.Refused("the file is too large");
        }

        try
        {
            return new DownloadResult.Opened(new LimitedStream(await response.Content.ReadAsStreamAsync(cancellationToken), maxBytes, response));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            response.Dispose();
            return new DownloadResult.Retry("network: the file broke off");
        }
    }
}

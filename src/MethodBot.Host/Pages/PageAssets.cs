using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace MethodBot.Host.Pages;

/// <summary>The page's files, carried inside the program.</summary>
internal sealed class PageAssets
{
    private const string Prefix = "MethodBot.Host.Pages.assets.";
    private readonly FrozenDictionary<string, Asset> _assets;

    public PageAssets()
    {
        var types = new FileExtensionContentTypeProvider();
        var assembly = typeof(PageAssets).Assembly;
        _assets = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                var type = types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
                if (type.StartsWith("text/", StringComparison.Ordinal))
                    type += "; charset=utf-8";
                return new Asset(content, type, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..24]}\""));
            }, StringComparer.Ordinal);
    }

    /// <summary>The file, or 304 when the browser has it already, or 404.</summary>
    public IResult Serve(string name, HttpContext context)
    {
        if (!_assets.TryGetValue(name, out var asset))
            return TypedResults.NotFound();

        // The browser may keep a file but asks each time: a page of yesterday must not talk to the program of today.
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(asset.Content, asset.Type, entityTag: asset.Tag);
    }

    private sealed record Asset(byte[] Content, string Type, EntityTagHeaderValue Tag);
}

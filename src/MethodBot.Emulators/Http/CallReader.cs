using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MethodBot.Emulators.Http;

/// <summary>The parameters and files of a request, gathered from the query and from the body.</summary>
internal sealed class CallReader
{
    private readonly Dictionary<string, ApiValue> parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UploadedFile> files = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ApiValue> Parameters => parameters;

    public IReadOnlyDictionary<string, UploadedFile> Files => files;

    /// <summary>Why the body could not be read, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>The body was larger than this server takes.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>The body was JSON.</summary>
    public bool HadJson { get; private set; }

    public static async Task<CallReader> ReadAsync(HttpRequest request, bool readJson, long maxUpload, CancellationToken cancellationToken)
    {
        var reader = new CallReader();
        foreach (var (name, values) in request.Query)
            reader.parameters[name] = ApiValue.FromForm(values.ToString());
        try
        {
            if (request.HasFormContentType)
                await reader.ReadFormAsync(request, maxUpload, cancellationToken);
            else if (request.HasJsonContentType())
                await reader.ReadJsonAsync(request, readJson, cancellationToken);
        }
        catch (InvalidDataException fault)
        {
            reader.Fault = fault.Message;
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            reader.IsTooLarge = true;
        }
        return reader;
    }

    /// <summary>The members of a JSON object as parameters. One that is null counts as absent.</summary>
    public static Dictionary<string, ApiValue> ReadObject(JsonElement json)
    {
        var members = new Dictionary<string, ApiValue>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            var raw = member.Value.GetRawText();
            members[member.Name] = new ApiValue(raw, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : raw, IsJson: true);
        }
        return members;
    }

    /// <summary>As <see cref="ReadObject"/>; null when the text is no JSON object.</summary>
    public static Dictionary<string, ApiValue>? TryReadObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? ReadObject(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task ReadFormAsync(HttpRequest request, long maxUpload, CancellationToken cancellationToken)
    {
        if (request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var (name, values) in await request.ReadFormAsync(cancellationToken))
                parameters[name] = ApiValue.FromForm(values.ToString());
            return;
        }
        foreach (var part in await MultipartBody.ReadAsync(request.ContentType, request.Body, cancellationToken))
        {
            IsTooLarge |= part.Content.Length > maxUpload;
            if (part.FileName is { } fileName)
                files[part.Name] = new UploadedFile(fileName, part.ContentType, part.Content);
            else
                parameters[part.Name] = ApiValue.FromForm(part.Text);
        }
    }

    private async Task ReadJsonAsync(HttpRequest request, bool readJson, CancellationToken cancellationToken)
    {
        HadJson = true;
        if (!readJson)
            return;
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                Fault = "object expected";
                return;
            }
            foreach (var (name, value) in ReadObject(document.RootElement))
                parameters[name] = value;
        }
        catch (JsonException fault)
        {
            Fault = fault.Message;
        }
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

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
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            reader.IsTooLarge = true;
        }
        return reader;
    }

    private async Task ReadFormAsync(HttpRequest request, long maxUpload, CancellationToken cancellationToken)
    {
        IFormCollection form;
        try
        {
            request.HttpContext.Features.Set<IFormFeature>(new FormFeature(
                request, new FormOptions { MultipartBodyLengthLimit = maxUpload, ValueLengthLimit = 1 << 20, BufferBodyLengthLimit = maxUpload }));
            form = await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException fault)
        {
            Fault = fault.Message;
            return;
        }
        foreach (var (name, values) in form)
            parameters[name] = ApiValue.FromForm(values.ToString());
        foreach (var file in form.Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken);
            files[file.Name] = new UploadedFile(file.FileName, file.ContentType ?? "application/octet-stream", content.ToArray());
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
            foreach (var member in document.RootElement.EnumerateObject())
            {
                // A member that is null counts as absent.
                if (member.Value.ValueKind == JsonValueKind.Null)
                    continue;
                var raw = member.Value.GetRawText();
                var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : raw;
                parameters[member.Name] = new ApiValue(raw, text, IsJson: true);
            }
        }
        catch (JsonException fault)
        {
            Fault = fault.Message;
        }
    }
}

using MethodBot.Emulators;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace MethodBot.Host.Pages;

/// <summary>Files that a person on the page sends to the bot.</summary>
internal static class Uploads
{
    private const int LargestFile = 20 * 1024 * 1024;
    private const int LargestAlbum = 10;
    private const int LongestCaption = 1024;
    private const string TooLarge = "Файл больше 20 МБ: бот такой получить не сможет.";

    public static async Task<IResult> ReceiveAsync(SandboxPhones phones, string messenger, long personId, HttpContext context)
    {
        // Room for ten photos, which are at most half as large, and for the parts around them; each file is measured below.
        const int largestBody = LargestAlbum * LargestFile / 2 + 64 * 1024;
        if (context.Request.ContentLength > largestBody)
            return SandboxPages.Fault(StatusCodes.Status413PayloadTooLarge, TooLarge);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = largestBody;
        if (!context.Request.HasFormContentType)
            return SandboxPages.Fault(StatusCodes.Status415UnsupportedMediaType, "Файл нужно прислать формой.");

        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception broken) when (broken is BadHttpRequestException or InvalidDataException)
        {
            return SandboxPages.Fault(StatusCodes.Status413PayloadTooLarge, TooLarge);
        }

        if (form.Files is not { Count: > 0 and <= LargestAlbum } files)
            return SandboxPages.Fault(StatusCodes.Status400BadRequest, "Выберите файл или до десяти фотографий.");
        if (files.Any(file => file.Length > LargestFile))
            return SandboxPages.Fault(StatusCodes.Status413PayloadTooLarge, TooLarge);
        var caption = Text(form["caption"]);
        if (caption?.Length > LongestCaption)
            return SandboxPages.Fault(StatusCodes.Status400BadRequest, "Подпись к файлу длиннее 1024 знаков: отправьте её отдельным сообщением.");

        var uploads = new List<EmulatedUpload>(files.Count);
        foreach (var file in files)
            uploads.Add(await ReadAsync(file, context.RequestAborted));
        return SandboxPages.WithPerson(phones, messenger, personId, emulator => SandboxPages.Sent(
            uploads is [var single]
                ? emulator.SendFile(personId, single.FileName, single.MimeType, single.Content, form["photo"] == "true", caption, Text(form["replyTo"]))
                : emulator.SendAlbum(personId, uploads, caption)));
    }

    private static async Task<EmulatedUpload> ReadAsync(IFormFile file, CancellationToken cancel)
    {
        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, cancel);
        return new EmulatedUpload(
            Path.GetFileName(file.FileName) is { Length: > 0 } name ? name : "file",
            TypeOf(file),
            memory.ToArray());
    }

    // Browsers disagree about recordings: an .ogg is a film to one and nothing known to another, and a phone would send it as a voice.
    private static string TypeOf(IFormFile file) => Path.GetExtension(file.FileName).ToLowerInvariant() switch
    {
        ".ogg" or ".oga" or ".opus" => "audio/ogg",
        ".mp4" or ".m4v" => "video/mp4",
        _ when string.IsNullOrEmpty(file.ContentType) => "application/octet-stream",
        _ => file.ContentType,
    };

    private static string? Text(StringValues value) => value.ToString().Trim() is { Length: > 0 } text ? text : null;
}

using System.Globalization;
using MethodBot.Emulators;
using Microsoft.Net.Http.Headers;

namespace MethodBot.Host.Pages;

/// <summary>The sandbox: a page with three phones, and what it needs from the server.</summary>
public static class SandboxPages
{
    private const int PageOfMessages = 120;
    private const int LongestText = 4096;
    private const int LongestPayload = 64;

    /// <summary>
    /// Maps the page at <c>/</c>, its files under <c>/assets</c> and its interface under <c>/api/sandbox</c>.
    /// Answers loopback only. <paramref name="phones"/> stays the caller's to dispose of, after the application has stopped.
    /// </summary>
    public static void MapSandboxPages(this IEndpointRouteBuilder app, SandboxPhones phones)
    {
        var assets = new PageAssets();
        var pages = app.MapGroup("").AddEndpointFilter(new LoopbackGuard());
        pages.MapGet("/", (HttpContext context) => assets.Serve("index.html", context));
        pages.MapGet("/assets/{name}", (string name, HttpContext context) => assets.Serve(name, context));

        var api = pages.MapGroup("/api/sandbox");
        api.MapGet("", () => TypedResults.Json(Snapshot(phones), WireJson.Readable.WireSnapshot));
        api.MapGet("changes", (HttpContext context, IHostApplicationLifetime life) => ChangeStream.Open(phones, context, life));
        api.MapPost("{messenger}/people", (string messenger, NewcomerRequest newcomer) =>
            WithEmulator(phones, messenger, emulator => AddNewcomer(phones, emulator, newcomer)));
        api.MapGet("{messenger}/files/{fileId}", (string messenger, string fileId, HttpContext context) =>
            WithEmulator(phones, messenger, emulator => ReadFile(emulator, fileId, context)));

        var chat = api.MapGroup("{messenger}/{personId:long}");
        chat.MapGet("messages", (string messenger, long personId, string before) =>
            WithPerson(phones, messenger, personId, emulator =>
                TypedResults.Json(Earlier(emulator.Messages(personId), before), WireJson.Readable.WireEarlier)));
        chat.MapPost("start", (string messenger, long personId, StartRequest start) =>
            WithPerson(phones, messenger, personId, emulator => Start(emulator, personId, start)));
        chat.MapPost("text", (string messenger, long personId, TextRequest text) =>
            WithPerson(phones, messenger, personId, emulator => SendText(emulator, personId, text)));
        chat.MapPost("edit", (string messenger, long personId, EditRequest edit) =>
            WithPerson(phones, messenger, personId, emulator => Edit(emulator, personId, edit)));
        chat.MapPost("press", (string messenger, long personId, PressRequest press) =>
            WithPerson(phones, messenger, personId, emulator => Press(emulator, personId, press)));
        chat.MapPost("standing", (string messenger, long personId, StandingRequest standing) =>
            WithPerson(phones, messenger, personId, emulator => PressStanding(emulator, personId, standing)));
        chat.MapPost("contact", (string messenger, long personId, ContactRequest contact) =>
            WithPerson(phones, messenger, personId, emulator => SendContact(emulator, personId, contact)));
        chat.MapPost("location", (string messenger, long personId, LocationRequest location) =>
            WithPerson(phones, messenger, personId, emulator => SendLocation(emulator, personId, location)));
        chat.MapPost("sticker", (string messenger, long personId) =>
            WithPerson(phones, messenger, personId, emulator => Sent(emulator.SendSticker(personId))));
        chat.MapPost("files", (string messenger, long personId, HttpContext context) => Uploads.ReceiveAsync(phones, messenger, personId, context));
        chat.MapPost("blocked", (string messenger, long personId, BlockRequest block) =>
            WithPerson(phones, messenger, personId, emulator =>
            {
                emulator.SetBlocked(personId, block.Blocked);
                return TypedResults.NoContent();
            }));
    }

    internal static IResult Sent(EmulatedMessage message) => TypedResults.Json(WireMessage.Of(message), WireJson.Readable.WireMessage);

    internal static IResult Fault(int status, string text) => TypedResults.Json(new WireError(text), WireJson.Readable.WireError, statusCode: status);

    internal static IResult WithPerson(SandboxPhones phones, string messenger, long personId, Func<IMessengerEmulator, IResult> act) =>
        WithEmulator(phones, messenger, emulator => emulator.People.Any(person => person.Id == personId)
            ? act(emulator)
            : Fault(StatusCodes.Status404NotFound, "Такого человека в песочнице нет. Обновите страницу."));

    private static IResult WithEmulator(SandboxPhones phones, string messenger, Func<IMessengerEmulator, IResult> act)
    {
        if (!phones.TryFind(messenger, out var emulator))
            return Fault(StatusCodes.Status404NotFound, "Такого мессенджера в песочнице нет. Обновите страницу.");
        try
        {
            return act(emulator);
        }
        catch (Exception refused) when (refused is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            // The emulator refuses what the messenger's own program would not let the person do; its words are for developers.
            return Fault(StatusCodes.Status409Conflict, "Сейчас мессенджер этого сделать не даёт. Обновите страницу и попробуйте ещё раз.");
        }
    }

    private static WireSnapshot Snapshot(SandboxPhones phones)
    {
        // The number is taken first: what changes while the chats are read comes again as a change, which does no harm.
        var cursor = phones.Feed.Last;
        var chats = phones.Emulators.SelectMany(emulator => phones.PeopleOf(emulator).Select(person => Chat(emulator, person))).ToList();
        return new WireSnapshot(cursor, phones.Options.BotName, phones.Options.Hints, [.. phones.Emulators.Select(emulator => emulator.Messenger)], chats);
    }

    private static WireChat Chat(IMessengerEmulator emulator, SandboxPerson person)
    {
        var messages = emulator.Messages(person.Id);
        return new WireChat(
            Wire(person),
            [.. messages.TakeLast(PageOfMessages).Select(WireMessage.Of)],
            messages.Length > PageOfMessages,
            [.. emulator.StandingKeyboard(person.Id).Select(row => (IReadOnlyList<string>)row)],
            emulator.IsBlocked(person.Id));
    }

    private static WireEarlier Earlier(IReadOnlyList<EmulatedMessage> messages, string before)
    {
        var earlier = messages.TakeWhile(message => message.Id != before).ToList();
        return new WireEarlier([.. earlier.TakeLast(PageOfMessages).Select(WireMessage.Of)], earlier.Count > PageOfMessages);
    }

    private static WirePerson Wire(SandboxPerson person) =>
        new(person.Messenger, person.Id, person.FirstName, person.LastName, person.Caption, person.Role);

    private static IResult AddNewcomer(SandboxPhones phones, IMessengerEmulator emulator, NewcomerRequest newcomer)
    {
        var first = newcomer.FirstName?.Trim() ?? "";
        var last = newcomer.LastName?.Trim() ?? "";
        if (first.Length is 0 or > 64 || last.Length > 64)
            return Fault(StatusCodes.Status400BadRequest, "Напишите имя: от одной до 64 букв.");
        return TypedResults.Json(Wire(phones.AddNewcomer(emulator, first, last)), WireJson.Readable.WirePerson);
    }

    private static IResult Start(IMessengerEmulator emulator, long personId, StartRequest request)
    {
        var payload = string.IsNullOrEmpty(request.Payload) ? null : request.Payload;
        return payload is not null && (payload.Length > LongestPayload || payload.Any(sign => !char.IsAsciiLetterOrDigit(sign) && sign is not ('_' or '-')))
            ? Fault(StatusCodes.Status400BadRequest, "В ссылке после start= или ref= бывают только латинские буквы, цифры, _ и -, не больше 64.")
            : Sent(emulator.Start(personId, payload));
    }

    private static IResult SendText(IMessengerEmulator emulator, long personId, TextRequest request) =>
        WithText(request.Text, text => Sent(emulator.SendText(personId, text, request.ReplyTo)));

    private static IResult Edit(IMessengerEmulator emulator, long personId, EditRequest request) =>
        WithText(request.Text, text => Sent(emulator.EditText(personId, request.MessageId ?? "", text)));

    private static IResult WithText(string? given, Func<string, IResult> act)
    {
        var text = given?.Trim() ?? "";
        return text.Length switch
        {
            0 => Fault(StatusCodes.Status400BadRequest, "Сообщение пустое: напишите хоть слово."),
            > LongestText => Fault(StatusCodes.Status400BadRequest, string.Create(
                CultureInfo.InvariantCulture, $"Сообщение длиннее {LongestText} знаков: разделите его на части.")),
            _ => act(text),
        };
    }

    private static IResult SendContact(IMessengerEmulator emulator, long personId, ContactRequest request)
    {
        var phone = request.Phone?.Trim() ?? "";
        return phone.Count(char.IsAsciiDigit) is < 5 or > 15
            ? Fault(StatusCodes.Status400BadRequest, "Напишите номер телефона цифрами: +7 912 000-00-00.")
            : Sent(emulator.SendContact(personId, phone));
    }

    private static IResult SendLocation(IMessengerEmulator emulator, long personId, LocationRequest request)
    {
        var title = string.IsNullOrWhiteSpace(request.Title) ? null : request.Title.Trim();
        var address = title is null || string.IsNullOrWhiteSpace(request.Address) ? null : request.Address.Trim();
        return Sent(emulator.SendLocation(personId, new EmulatedLocation(request.Latitude, request.Longitude, title, address)));
    }

    // A word that sends a message has no answer to wait for.
    private static IResult PressStanding(IMessengerEmulator emulator, long personId, StandingRequest request) =>
        TypedResults.Json(new WirePress(emulator.PressStanding(personId, request.Label ?? "") ?? "", null), WireJson.Readable.WirePress);

    private static IResult Press(IMessengerEmulator emulator, long personId, PressRequest request)
    {
        var button = emulator.Messages(personId)
            .FirstOrDefault(message => message.Id == request.MessageId)?.Buttons
            .SelectMany(row => row)
            .FirstOrDefault(candidate => candidate.Label == request.Label && candidate.Data == request.Data && candidate.Kind == request.Kind);
        return button is null
            ? Fault(StatusCodes.Status409Conflict, "Этой кнопки в сообщении уже нет.")
            : TypedResults.Json(new WirePress(emulator.Press(personId, request.MessageId!, button), null), WireJson.Readable.WirePress);
    }

    private static IResult ReadFile(IMessengerEmulator emulator, string fileId, HttpContext context)
    {
        if (emulator.ReadFile(fileId) is not { } file)
            return Fault(StatusCodes.Status404NotFound, "Файл не найден.");

        // A file comes from anybody: only pictures are shown, everything else is downloaded, nothing in it runs.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        var shown = file.MimeType is "image/png" or "image/jpeg" or "image/gif" or "image/webp" && !context.Request.Query.ContainsKey("download");
        var disposition = new ContentDispositionHeaderValue(shown ? "inline" : "attachment");
        disposition.SetHttpFileName(file.FileName);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        return TypedResults.Bytes(file.Content, shown ? file.MimeType : "application/octet-stream");
    }
}

using System.Collections.Immutable;
using System.Globalization;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Compilation;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Machines;
using MethodBot.Service;
using MethodBot.Service.Demonstration;

namespace MethodBot.Host.Transcripts;

/// <summary>Plays directives one after another: knows whose turn it is, and makes of each line what that person's messenger would bring.</summary>
internal sealed class TranscriptPlayer : IAsyncDisposable
{
    private const string ServicePhone = "+7 (3537) 00-00-00";

    // The link by which «диалог:» opens whatever it names.
    private const string OpeningLink = "play";

    private readonly TranscriptBot _bot;
    private readonly List<InboundUpdate> _sent = [];
    private RecordingMessenger _messenger;
    private string _account = "2001";
    private string? _firstName;
    private string? _opened;
    private int _updates;

    private TranscriptPlayer(TranscriptBot bot)
    {
        _bot = bot;
        _messenger = Find("telegram");
    }

    /// <summary>Options of every transcript: the same on every machine.</summary>
    public static ServiceOptions ServiceOptions { get; } = new() { Name = "Методический центр", Phone = ServicePhone, TimeZone = "UTC", Admins = ["telegram:3003"] };

    /// <summary>Whose turn it is.</summary>
    public AccountId Speaker => new(_messenger.Channel.Messenger, _account);

    /// <summary>Starts a bot of its own, to which the methodists of the invented town have written already.</summary>
    /// <param name="files">Folder whose files are sent with their content; of all others the name is the content.</param>
    public static async Task<TranscriptPlayer> OpenAsync(DialogSet dialogs, SliceSet slices, string? files, CancellationToken cancellationToken)
    {
        var player = new TranscriptPlayer(await TranscriptBot.StartAsync(dialogs, slices, ServiceOptions, cancellationToken));
        foreach (var messenger in player._bot.Messengers)
            messenger.FilesFolder = files;
        try
        {
            await player.GreetAsync(cancellationToken);
            return player;
        }
        catch
        {
            await player.DisposeAsync();
            throw;
        }
    }

    /// <summary>Carries a directive out and waits for all that the bot has to say.</summary>
    /// <exception cref="TranscriptException">
    /// It cannot be carried out (no such button, say) and nothing has happened; or, where the exception says so, the bot failed.
    /// </exception>
    public async Task<BotTurn> ActAsync(string line, CancellationToken cancellationToken)
    {
        switch (DirectiveReader.Read(line))
        {
            case Directive.Speaker speaker:
                (_messenger, _account, _firstName) = (Find(speaker.Messenger), speaker.Account, speaker.FirstName);
                return BotTurn.Nothing;
            case Directive.Ways:
                return BotTurn.Nothing;
            case Directive.Clock clock:
                _bot.Clock.Set(clock.Time);
                break;
            case Directive.Restart:
                await _bot.RestartAsync(_bot.Dialogs, cancellationToken);
                break;
            case Directive.Edit edit:
                await _bot.RestartAsync(WithOpeningLink(DialogEdit.Apply(_bot.Dialogs, edit)), cancellationToken);
                break;
            case Directive.Open open:
                await SendAsync([Update() with { Kind = InboundKind.Started, Payload = PreparePayload(open) }], cancellationToken);
                break;
            case var done:
                await SendAsync(Translate(done), cancellationToken);
                break;
        }

        await _bot.SettleAsync(cancellationToken);
        return TakeTurn();
    }

    /// <summary>The button that a press by the acting person would meet, or null.</summary>
    public PressedButton? FindButton(Directive.Press press) => press.IsOld
        ? _messenger.FindOldButton(_account, press.Label)
        : _messenger.FindButton(_account, press.Label, press.Under);

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        var (messenger, account) = (_messenger, _account);
        foreach (var methodist in DemonstrationData.People.Where(person => person.IsMethodist))
        {
            (_messenger, _account) = (Find(methodist.Account.Messenger), methodist.Account.Id);
            await SendAsync([Update() with { Kind = InboundKind.Started }], cancellationToken);
            await _bot.SettleAsync(cancellationToken);
        }

        TakeTurn();
        (_messenger, _account) = (messenger, account);
    }

    private IReadOnlyList<InboundUpdate> Translate(Directive directive) => directive switch
    {
        Directive.Start start => [Update() with { Kind = InboundKind.Started, Payload = start.Payload }],
        Directive.Press press => [Translate(press)],
        Directive.DialogFile file => [Update() with { Text = "", Attachments = [Translate(file)] }],
        Directive.Message { Files: [_, _, ..] album } message => [.. Translate(message, album)],
        Directive.Message message => [Update() with { Text = message.Text, Attachments = message.Files }],
        Directive.Reply reply => [Update() with { ReplyTo = _messenger.FindMessage(_account, reply.To) ?? throw new TranscriptException($"нет сообщения «{reply.To}»."), Text = reply.Text }],
        Directive.Correction correction => [Translate(correction)],
        Directive.Contact contact => [Update() with { Kind = InboundKind.Contact, Contact = new SharedContact(contact.Phone, _firstName, Verified: true) }],
        Directive.Location location => [Update() with { Location = location.Place }],
        _ => [Update() with { Kind = InboundKind.Unsupported }],
    };

    private InboundUpdate Translate(Directive.Press press)
    {
        var button = FindButton(press) ?? throw new TranscriptException($"нет кнопки «{press.Label}»{(press.Under is null ? "" : $" под «{press.Under}»")}.");
        return Update() with { Kind = InboundKind.Press, Payload = button.Data, MessageId = button.MessageId, PressToken = "press" };
    }

    private InboundUpdate Translate(Directive.Correction correction)
    {
        var wrong = _sent.FindLast(sent => sent.Chat == _account && sent.Text?.StartsWith(correction.Before, StringComparison.Ordinal) == true)
            ?? throw new TranscriptException($"человек не писал «{correction.Before}».");
        return Update() with { Kind = InboundKind.Edited, MessageId = wrong.MessageId, Text = correction.Text };
    }

    // What a recording messenger delivers of a file is its reference.
    private InboundAttachment Translate(Directive.DialogFile file)
    {
        var text = file.Before is { } before ? DialogEdit.ChangeFile(_bot.Dialogs, new Directive.Edit(file.Name, before, file.After)).Text : file.After;
        return new InboundAttachment(AttachmentKind.Document, text, file.Name);
    }

    // The caption of an album stands under its first part.
    private IEnumerable<InboundUpdate> Translate(Directive.Message message, ImmutableArray<InboundAttachment> album)
    {
        var id = $"a{_updates + 1}";
        return album.Select((file, i) => Update() with { AlbumId = id, Text = i == 0 ? message.Text : "", Attachments = [file] });
    }

    private InboundUpdate Update()
    {
        _updates++;
        return new InboundUpdate
        {
            Key = _updates.ToString(CultureInfo.InvariantCulture),
            Kind = InboundKind.Message,
            Chat = _account,
            Account = _account,
            FirstName = _firstName,
            MessageId = $"p{_updates}",
        };
    }

    private async Task SendAsync(IReadOnlyList<InboundUpdate> updates, CancellationToken cancellationToken)
    {
        _sent.AddRange(updates);
        await _bot.AcceptAsync(_messenger, updates, cancellationToken);
    }

    /// <summary>Makes the set open the dialog; null for the dialog that opens without a link.</summary>
    private string? PreparePayload(Directive.Open open)
    {
        var dialogs = _bot.Dialogs;
        if (dialogs.Find(open.Dialog) is not { } machine)
        {
            var similar = Similarity.Closest(open.Dialog, dialogs.Machines.Select(item => item.Name));
            throw new TranscriptException($"нет диалога «{open.Dialog}».{(similar is null ? "" : $" Может быть, «{similar}»?")}");
        }

        if (machine.Parameters.Length > 1)
            throw new TranscriptException($"диалог «{open.Dialog}» принимает {string.Join(", ", machine.Parameters)}, а по ссылке можно передать только одно значение.");
        if (machine.Parameters is [var parameter] && open.Value is null)
            throw new TranscriptException($"диалог «{open.Dialog}» принимает {parameter}: пишите «диалог: {open.Dialog} 3».");
        if (machine.Parameters.IsEmpty && open.Value is not null)
            throw new TranscriptException($"диалог «{open.Dialog}» ничего не принимает: пишите «диалог: {open.Dialog}».");
        if (open.Dialog == DialogSet.StartDialog)
            return null;
        if (!dialogs.Machines.SelectMany(item => item.Nodes).Any(node => node is CallNode { Dialog: Names.Link }))
            throw new TranscriptException($"ни один диалог не открывает ссылок: в «{DialogSet.StartDialog}» нужен шаг «- call: {Names.Link}».");
        _opened = open.Dialog;
        _bot.Serve(WithOpeningLink(dialogs));
        return open.Value is null ? OpeningLink : $"{OpeningLink}-{open.Value}";
    }

    private DialogSet WithOpeningLink(DialogSet dialogs) =>
        _opened is not null && dialogs.Find(_opened) is not null ? dialogs.WithLink(OpeningLink, _opened) : dialogs;

    private BotTurn TakeTurn()
    {
        string? notice = null;
        var answers = ImmutableArray.CreateBuilder<BotAnswer>();
        foreach (var messenger in _bot.Messengers.OrderBy(messenger => messenger != _messenger))
        {
            // Chats are sent to side by side: only the order within each is certain.
            answers.AddRange(messenger.TakeFresh(out var shown)
                .Select(message => new BotAnswer(messenger.Channel.Messenger, messenger != _messenger || message.Chat != _account, message))
                .OrderBy(answer => answer.Elsewhere).ThenBy(answer => answer.Recorded.Chat, StringComparer.Ordinal));
            notice ??= shown;
        }

        return new BotTurn(notice, answers.ToImmutable());
    }

    private RecordingMessenger Find(string messenger) =>
        _bot.Messengers.FirstOrDefault(item => item.Channel.Messenger == messenger) ?? throw new TranscriptException($"нет мессенджера «{messenger}».");
}

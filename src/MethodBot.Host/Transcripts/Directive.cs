using System.Collections.Immutable;
using MethodBot.Conversations.Messengers;

namespace MethodBot.Host.Transcripts;

/// <summary>A line of a transcript that does something: moves the stage, or is done by the person whose turn it is.</summary>
internal abstract record Directive
{
    private Directive()
    {
    }

    /// <summary>«кто: vk 7001 Мария»: from here on this person acts.</summary>
    /// <param name="FirstName">As the messenger knows the person.</param>
    public sealed record Speaker(string Messenger, string Account, string? FirstName) : Directive;

    /// <summary>«дата: 2026-11-17 09:00»: the clock is put there.</summary>
    public sealed record Clock(DateTimeOffset Time) : Directive;

    /// <summary>«перезапуск»: the program is stopped and started on the same store.</summary>
    public sealed record Restart : Directive;

    /// <summary>«правка menu.yaml: «было» → «стало»»: from here on the dialogs are these.</summary>
    /// <param name="File">Path inside the folder of dialogs, or the file's name alone.</param>
    public sealed record Edit(string File, string Before, string After) : Directive;

    /// <summary>«выход: назад, меню»: which ways out of a dialog the scenario takes; for the test of coverage, nothing happens.</summary>
    /// <param name="Names">As written, without the commas.</param>
    public sealed record Ways(ImmutableArray<string> Names) : Directive
    {
        /// <summary>Every way out that a scenario can be marked with.</summary>
        public static ImmutableArray<string> All { get; } =
            ["назад", "отмена", "пропуск", "меню", "старая кнопка", "бессмыслица", "перезапуск", "новая редакция", "ссылка"];
    }

    /// <summary>«диалог: event-card 3»: the person opens a dialog as by a link.</summary>
    /// <param name="Value">For the parameter of the dialog.</param>
    public sealed record Open(string Dialog, string? Value) : Directive;

    /// <summary>«&gt; /start event-12».</summary>
    public sealed record Start(string? Payload) : Directive;

    /// <summary>«&gt; [Да]», «&gt; [Да] (старая кнопка)», «&gt; [Взять] (под «Обращение № 1»)».</summary>
    /// <param name="IsOld">Also a button that is gone, the earliest first.</param>
    /// <param name="Under">Words of the message that the button stands under.</param>
    public sealed record Press(string Label, bool IsOld = false, string? Under = null) : Directive;

    /// <summary>«&gt; текст», «&gt; (фото a.jpg) подпись»; several files are one album.</summary>
    public sealed record Message(string Text, ImmutableArray<InboundAttachment> Files) : Directive;

    /// <summary>
    /// «&gt; (файл start.yaml: «было» → «стало»)»: a dialog file that serves, changed; «&gt; (файл new.yaml: «весь текст»)»: a file of these words.
    /// </summary>
    /// <param name="Before">Null where <paramref name="After"/> is the whole text.</param>
    public sealed record DialogFile(string Name, string? Before, string After) : Directive;

    /// <summary>«&gt; (ответ на «…») текст».</summary>
    /// <param name="To">Words of the bot's message.</param>
    public sealed record Reply(string To, string Text) : Directive;

    /// <summary>«&gt; (правит «…») текст».</summary>
    /// <param name="Before">How the person's message began.</param>
    public sealed record Correction(string Before, string Text) : Directive;

    /// <summary>«&gt; (контакт +79123456789)»: the person's own number, by the messenger's button.</summary>
    public sealed record Contact(string Phone) : Directive;

    /// <summary>«&gt; (место 51.23, 58.47 Школа № 5)»: a point of the map, with or without a name.</summary>
    public sealed record Location(SharedLocation Place) : Directive;

    /// <summary>«&gt; (стикер)».</summary>
    public sealed record Sticker : Directive;
}

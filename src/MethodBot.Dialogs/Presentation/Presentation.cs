namespace MethodBot.Dialogs.Presentation;

[Flags]
public enum TextStyle
{
    Plain = 0,
    Bold = 1,
    Italic = 2,
}

/// <summary>A run of text of one look. Messengers escape it: nothing in it is markup.</summary>
public sealed record TextSpan(string Text, TextStyle Style = TextStyle.Plain, string? Link = null);

public enum ButtonRole
{
    /// <summary>An answer to the question.</summary>
    Choice,

    /// <summary>An answer already ticked.</summary>
    ChosenChoice,

    /// <summary>The way forward: «Готово», «Отправить».</summary>
    Primary,

    /// <summary>Back, pages, menu: laid out together in the last rows.</summary>
    Navigation,
}

/// <summary>A button under a message.</summary>
/// <param name="Data">Comes back when pressed; at most 64 bytes of ASCII.</param>
/// <param name="Number">
/// For choices: its number in the whole list, counted from 1. Where labels do not fit the messenger's buttons, an adapter lists
/// «1. label» in the text and puts the number on the button; a person may also type that number.
/// </param>
public sealed record MessageButton(string Data, string Label, ButtonRole Role = ButtonRole.Choice, int Number = 0);

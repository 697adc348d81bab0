namespace MethodBot.Dialogs.Questions;

/// <summary>Codes of buttons that are not choices; «~» cannot begin an option's id.</summary>
public static class Controls
{
    public const string Back = "~back";
    public const string Skip = "~skip";
    public const string Menu = "~menu";
    public const string Keep = "~keep";
    public const string Done = "~done";
    public const string Send = "~send";
    public const string Edit = "~edit";
    public const string Review = "~review";
    public const string All = "~all";
    public const string FreeText = "~free";
    public const string PagePrefix = "~p";
    public const string EditPrefix = "~e:";

    /// <summary>Followed by the code of what was put aside in this chat.</summary>
    public const string ResumePrefix = "~r:";

    /// <summary>Followed by the code of a draft that lies in another chat of the same person.</summary>
    public const string DraftPrefix = "~d:";
}

using System.Text.RegularExpressions;

namespace MethodBot.Dialogs.Definition;

/// <summary>How names are written in dialog files.</summary>
public static partial class Names
{
    public const int MaxLength = 40;

    /// <summary>Where <c>go</c> and <c>outcomes</c> lead out of the dialog.</summary>
    public const string End = "end";

    /// <summary>In <c>outcomes</c>: simply on to the next step.</summary>
    public const string Next = "next";

    /// <summary>In <c>call</c>: the dialog that the person's link names; passed by where there is none.</summary>
    public const string Link = "link";

    /// <summary>Facts about the person and the service are named with a prefix, so that no step can be mistaken for one.</summary>
    public static bool IsFact(string name) =>
        name.StartsWith("person.", StringComparison.Ordinal) || name.StartsWith("service.", StringComparison.Ordinal);

    /// <summary>Stands in the names that the compiler gives to steps without one.</summary>
    public const char Invented = '#';

    public static bool IsName(string text) => NamePattern().IsMatch(text);

    public static bool IsOptionId(string text) => OptionPattern().IsMatch(text);

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,39}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[a-z0-9_-]{1,40}$")]
    private static partial Regex OptionPattern();
}

using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Service.Authoring;

/// <summary>Faults of dialog files as an administrator reads them in a chat.</summary>
internal static class FaultReport
{
    private const int MaxLines = 15;

    /// <summary>Of files in the folder: a heading for each file, then its lines.</summary>
    public static ImmutableArray<TextSpan> OfFolder(DialogTexts texts, ImmutableArray<Fault> faults)
    {
        var report = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (var file in faults.Take(MaxLines).GroupBy(fault => fault.File, StringComparer.Ordinal))
        {
            if (report.Count > 0)
                report.Add(new TextSpan("\n\n"));
            report.AddRange(texts.Rich(AuthoringTexts.Broken, ("file", Answer.OfText(file.Key))));
            AddLines(report, texts, file, file.Key);
        }

        AddRest(report, texts, faults.Length);
        return report.ToImmutable();
    }

    /// <summary>Of a file that an administrator sent; faults that it causes in other files name those.</summary>
    public static ImmutableArray<TextSpan> OfSent(DialogTexts texts, ImmutableArray<Fault> faults, string path)
    {
        var report = texts.Rich(AuthoringTexts.Faults, ("count", Answer.OfNumber(faults.Length))).ToBuilder();
        AddLines(report, texts, faults.OrderBy(fault => fault.File != path).ThenBy(fault => fault.Mark.Line).Take(MaxLines), path);
        AddRest(report, texts, faults.Length);
        return report.ToImmutable();
    }

    private static void AddLines(ImmutableArray<TextSpan>.Builder report, DialogTexts texts, IEnumerable<Fault> faults, string path)
    {
        foreach (var fault in faults)
        {
            report.Add(new TextSpan("\n"));
            report.AddRange(texts.Rich(
                fault.File == path ? AuthoringTexts.Fault : AuthoringTexts.FaultElsewhere,
                ("file", Answer.OfText(fault.File)),
                ("line", Answer.OfNumber(fault.Mark.Line)),
                ("message", Answer.OfText(fault.Message))));
        }
    }

    private static void AddRest(ImmutableArray<TextSpan>.Builder report, DialogTexts texts, int count)
    {
        if (count <= MaxLines)
            return;
        report.Add(new TextSpan("\n"));
        report.AddRange(texts.Rich(AuthoringTexts.MoreFaults, ("count", Answer.OfNumber(count - MaxLines))));
    }
}

using System.Globalization;
using System.Text;

namespace MethodBot.IntegrationTests.Kit;

/// <summary>Sets of one dialog, for what is counted or repeated by many people at once.</summary>
internal static class PlainDialogs
{
    /// <summary>Options of each question, in order.</summary>
    public static readonly IReadOnlyList<string> Options = ["Совсем нет", "Скорее нет", "Средне", "Скорее да", "Очень"];

    /// <summary>/start leads straight into so many questions of one answer, without consent or profile; at the end «Спасибо».</summary>
    public static string Questions(int count)
    {
        var text = new StringBuilder(
            """
            dialog: start
            title: Опрос
            kind: questionnaire
            questionnaire: { anonymous: true, once: false }
            steps:

            """);
        for (var number = 1; number <= count; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - ask: q{number}\n    text: Насколько верно утверждение № {number}?\n");
            text.Append("    one_of: { a: Совсем нет, b: Скорее нет, c: Средне, d: Скорее да, e: Очень }\n");
        }

        return text.Append("  - do: questionnaires.submit_unsigned\n  - say: Спасибо! Ответы записаны.\n").ToString();
    }

    /// <summary>Leaves the sentences and one dialog in a folder.</summary>
    public static void Replace(string folder, string start)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "texts.yaml"))
            File.Delete(file);
        File.WriteAllText(Path.Combine(folder, "start.yaml"), start);
    }
}

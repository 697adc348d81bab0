using System.Text;
using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Compilation;

namespace MethodBot.Host.Transcripts;

/// <summary>A scenario as it went.</summary>
/// <param name="Text">The whole conversation written down, up to the fault.</param>
/// <param name="Fault">Why it could not go on (no such button, say); null when it went to its end.</param>
internal sealed record ScenarioPlay(string Text, string? Fault)
{
    /// <param name="files">Folder of the transcript: its files are sent with their content.</param>
    public static async Task<ScenarioPlay> RunAsync(
        TranscriptScenario scenario, DialogSet dialogs, SliceSet slices, string? files, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        try
        {
            if (scenario.Title.Length == 0)
                throw new TranscriptException("над первой строкой нет названия: начните сценарий строкой «# Название».");
            if (scenario.Stray is { } stray)
                throw new TranscriptException($"не понял строку «{stray}». Что делает человек, начинается с «>», слова бота сдвинуты вправо под «бот:».");
            await using var player = await TranscriptPlayer.OpenAsync(dialogs, slices, files, cancellationToken);
            foreach (var directive in scenario.Directives)
            {
                // Where a directive cannot be carried out, it is the last line of the text.
                text.Append(text.Length > 0 ? "\n" : "").Append(directive).Append('\n');
                text.Append(TranscriptText.Write(await player.ActAsync(directive, cancellationToken)));
            }
        }
        catch (TranscriptException e)
        {
            return new ScenarioPlay(text.ToString().Trim(), e.Message);
        }

        return new ScenarioPlay(text.ToString().Trim(), null);
    }
}

using System.Text;
using MethodBot.Dialogs.Presentation;

namespace MethodBot.Host.Transcripts;

/// <summary>How a conversation is written down. Nothing in it ends in blanks: a transcript is compared without them.</summary>
internal static class TranscriptText
{
    /// <summary>What the bot did, every line ended.</summary>
    public static string Write(BotTurn turn) => Draw(turn, WriteSpan, WriteButtons);

    /// <summary>The same with texts and rows of buttons of another look.</summary>
    public static string Draw(BotTurn turn, Func<TextSpan, string> span, Func<BotAnswer, string> buttons)
    {
        var text = new StringBuilder();
        if (turn.Notice is not null)
            text.Append(Line($"  (на кнопке: {turn.Notice})"));
        foreach (var answer in turn.Answers)
        {
            var (chat, _, message, edited) = answer.Recorded;
            text.Append(Line($"бот{(answer.Elsewhere ? $" → {answer.Messenger} {chat}" : "")}{(edited ? " (правит)" : "")}:"));
            foreach (var line in string.Concat(message.Text.Select(span)).ReplaceLineEndings("\n").Split('\n'))
                text.Append(Line("  " + line));
            foreach (var attachment in message.Attachments)
                text.Append(Line($"  ({TranscriptWords.NameOf(attachment.Kind)} {attachment.FileName})"));
            if (!message.Buttons.IsEmpty)
                text.Append(Line("  " + buttons(answer)));
        }

        return text.ToString();
    }

    private static string WriteSpan(TextSpan span) => span.Style.HasFlag(TextStyle.Bold) ? $"**{span.Text}**" : span.Text;

    private static string WriteButtons(BotAnswer answer) =>
        string.Join(' ', answer.Recorded.Message.Buttons.Select(button => $"[{RecordingMessenger.LabelOf(button)}]"));

    private static string Line(string line) => line.TrimEnd() + "\n";
}

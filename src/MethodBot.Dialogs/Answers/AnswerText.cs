namespace MethodBot.Dialogs.Answers;

/// <summary>How a value reads in a sentence.</summary>
public static class AnswerText
{
    public static string Format(Answer answer, DateOnly? today = null) => answer switch
    {
        { Skipped: true } => "",
        { Rows: { IsDefaultOrEmpty: false } rows } => string.Join("; ", rows.Zip(answer.Labels, static (row, label) => $"{row}: {label}")),
        { Labels: { IsDefaultOrEmpty: false } labels } => string.Join(", ", labels),
        { Text: { Length: > 0 } text } => text,
        { Number: { } number } => RussianText.FormatNumber(number),
        { Time: { } time } => TimeText.Format(time),
        { Date: { } date } => RussianText.FormatDate(date, today),
        _ => answer.Key,
    };
}

using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Authoring;

/// <summary>A short questionnaire in two versions, and people who meet over it.</summary>
internal static class Poll
{
    public const string Path = "questionnaires/poll.yaml";
    public const string Place = "Где Вам удобнее заниматься?";
    public const string OldHour = "В котором часу?";
    public const string NewHour = "Когда Вам удобнее начать?";
    public const string Topic = "О чём поговорим?";
    public const string Thanks = "Спасибо за ответы!";
    public const string FileName = "poll.yaml";

    public const string Old =
        """
        dialog: poll
        title: Опрос о семинаре
        kind: questionnaire
        link: poll
        steps:
          - ask: place
            text: Где Вам удобнее заниматься?
            one_of: { here: В центре, there: В своей школе }
          - ask: hour
            text: В котором часу?
            one_of: { morning: Утром, evening: Вечером }
          - review: Проверьте ответы
          - do: questionnaires.submit
          - say: Спасибо за ответы!

        """;

    public static string New { get; } = Old.Replace(OldHour, NewHour, StringComparison.Ordinal)
        .Replace("  - review", "  - ask: topic\n    text: О чём поговорим?\n    type: text\n  - review", StringComparison.Ordinal);

    public static TownOptions Options { get; } = new() { Admins = ["telegram:3001", "telegram:3002", "vk:7103"] };

    /// <summary>Sends the file and waits until it is checked.</summary>
    public static async Task SendAsync(Person admin, string text, string name = FileName)
    {
        admin.Send(Files.Dialog(name, text), asPhoto: false);
        await admin.HearsAsync("Проверяю файл…");
    }
}

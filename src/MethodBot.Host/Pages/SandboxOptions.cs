namespace MethodBot.Host.Pages;

/// <summary>What the sandbox page shows besides the chats.</summary>
public sealed record SandboxOptions
{
    /// <summary>Name of the bot in Telegram and of the community in VK, as people see it in the chat's header.</summary>
    public required string BotName { get; init; }

    /// <summary>The people of the phones; they get accounts in the emulators. Their order is the order of the lists, the first of each phone is shown first.</summary>
    public required IReadOnlyList<SandboxPerson> People { get; init; }

    /// <summary>Numbered advice for a stranger: what to try, a sentence or two each.</summary>
    public IReadOnlyList<string> Hints { get; init; } =
    [
        "Нажмите «Старт» на левом телефоне или «Начать» на среднем и ответьте на вопросы бота кнопками.",
        "На вопрос с кнопками можно ответить и словами: целиком, началом или номером варианта.",
        "Напишите /menu в любой момент: бот отложит начатое и предложит продолжить.",
        "Задайте вопрос методисту и посмотрите на правый телефон: он придёт туда. Ответьте на него там, и ответ вернётся педагогу.",
        "Остановите программу посреди анкеты и запустите снова: переписка и ответы останутся на месте.",
    ];

    /// <summary>Clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

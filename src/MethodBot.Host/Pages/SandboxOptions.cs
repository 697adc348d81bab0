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
        "Нажмите «Старт» или «Начать» и отвечайте боту кнопками.",
        "Отвечать можно и словами: целиком, началом или номером варианта.",
        "/menu откладывает начатое в любую минуту, потом бот предложит продолжить.",
        "Вопрос методисту приходит на телефон методиста, ответ оттуда — педагогу.",
        "Перезапустите программу посреди анкеты: переписка и ответы останутся.",
    ];

    /// <summary>Clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

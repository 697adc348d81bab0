namespace MethodBot.Emulators.Vk;

/// <summary>What a person's VK application can show, as it tells the bot in <c>client_info</c>.</summary>
public sealed record VkClient
{
    /// <summary>The applications of today.</summary>
    public static VkClient Full { get; } = new();

    /// <summary>Keyboards under the input field; without, no word of one can be pressed.</summary>
    public bool Keyboard { get; init; } = true;

    /// <summary>Buttons under messages; without, none can be pressed.</summary>
    public bool InlineKeyboard { get; init; } = true;

    /// <summary>
    /// Callback buttons; without, such a button sends a message whose payload has the command <c>not_supported_button</c>.
    /// </summary>
    public bool CallbackButtons { get; init; } = true;

    public bool Carousel { get; init; } = true;
}

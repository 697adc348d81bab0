using System.Collections.Frozen;

namespace MethodBot.IntegrationTests.Emulators.Specifications;

/// <summary>Where the tables are known to be wrong or poorer than the platforms: each with its reason.</summary>
internal static class KnownDeviations
{
    public static FrozenDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["callback_message_event.payload type"] = "VK: the table says string; on the wire it is the parsed value of the button's payload.",
        ["messages_keyboard_button.color enum secondary"] = "VK: the table has the obsolete 'default' and lacks 'secondary', which replaced it.",
        ["callback_type enum message_event"] = "VK: the table describes the event callback_message_event and leaves it out of the list of types.",
        ["messages_keyboard.one_time missing"] = "VK: the table requires it; the platform takes it as false when it is left out, as its own example for hiding does.",
        ["messages_message_attachment.video unknown"] = "VK: 'video' is among the table's types of attachments, yet not among the members.",
        ["execute.code unknown"] = "VK: the table knows no parameter of execute, not even the code.",
        ["KeyboardButton type"] = "Telegram: a button of a reply keyboard may be a bare string; the table knows the object only.",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}

namespace MethodBot.Emulators.Vk;

/// <summary>An error of the VK API, thrown where a rule is broken and turned into its answer in one place.</summary>
internal sealed class VkRefusal(int code, string text) : Exception(text)
{
    public int Code => code;

    public static VkRefusal BadParameter(string what) => new(100, "One of the parameters specified was missing or invalid: " + what);

    public static VkRefusal TooManyRequests() => new(6, "Too many requests per second");

    public static VkRefusal NotPermitted() => new(901, "Can't send messages for users without permission");
}

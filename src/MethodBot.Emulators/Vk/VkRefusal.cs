namespace MethodBot.Emulators.Vk;

/// <summary>An error of the VK API, thrown where a rule is broken and turned into its answer in one place.</summary>
internal sealed class VkRefusal(int code, string text) : Exception(text)
{
    public int Code => code;

    public static VkRefusal BadParameter(string what) => new(100, "One of the parameters specified was missing or invalid: " + what);

    public static VkRefusal TooManyRequests() => new(6, "Too many requests per second");

    /// <summary>A script that came to an end by itself.</summary>
    public static VkRefusal BrokenOff(string why) => new(13, "Runtime error occurred during code invocation: " + why);

    /// <summary>A fault that is an error of the API.</summary>
    public static VkRefusal Of(FaultKind fault) => fault switch
    {
        FaultKind.FloodControl => new VkRefusal(9, "Flood control"),
        FaultKind.InternalError => new VkRefusal(10, "Internal server error"),
        FaultKind.UnknownError => new VkRefusal(1, "Unknown error occurred"),
        _ => TooManyRequests(),
    };

    public static VkRefusal NotPermitted() => new(901, "Can't send messages for users without permission");
}

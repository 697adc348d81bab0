namespace MethodBot.Host.Pages;

/// <summary>Somebody whose phone stands on the sandbox page.</summary>
/// <param name="Messenger"><c>telegram</c> or <c>vk</c>.</param>
/// <param name="Caption">Who that is, in the reader's words: «учитель математики, школа № 5».</param>
/// <param name="Role">One of <see cref="SandboxRoles"/>: decides on which of the three phones the person appears.</param>
public sealed record SandboxPerson(string Messenger, long Id, string FirstName, string LastName, string Caption, string Role);

/// <summary>Values of <see cref="SandboxPerson.Role"/>.</summary>
public static class SandboxRoles
{
    /// <summary>Stands on the teachers' phone of the person's messenger.</summary>
    public const string Teacher = "teacher";

    /// <summary>Stands, like every role but <see cref="Teacher"/>, on the third phone, where both messengers can be chosen.</summary>
    public const string Methodist = "methodist";
}

namespace MethodBot.Emulators.Core;

/// <summary>A person in the chat in which they do something.</summary>
/// <param name="Topic">The topic of a forum, or null.</param>
internal readonly record struct Speaker(long ChatId, long PersonId, int? Topic = null)
{
    /// <summary>The chat with the bot alone has the person's id.</summary>
    public static Speaker Privately(long personId) => new(personId, personId);
}

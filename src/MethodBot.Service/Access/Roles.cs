namespace MethodBot.Service.Access;

/// <summary>
/// Who somebody is to the service; one person may be several. What each may do stands in docs/roles.md, which the tests read.
/// </summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>Has not consented: the service may keep nothing of theirs.</summary>
    Stranger = 1,

    /// <summary>Has consented and has not yet said who they are.</summary>
    Newcomer = 2,

    /// <summary>Has a profile.</summary>
    Teacher = 4,

    /// <summary>Looks after the people of an organization: school deputy head, senior educator.</summary>
    Coordinator = 8,

    /// <summary>Answers questions of at least one direction.</summary>
    Methodist = 16,

    /// <summary>Heads the service: questions that nobody answered end here.</summary>
    Head = 32,

    /// <summary>Publishes, invites, exports; by settings or by invitation.</summary>
    Administrator = 64,

    /// <summary>Everybody who writes to the bot.</summary>
    Everyone = Stranger | Newcomer | Registered,

    /// <summary>Everybody who has consented.</summary>
    Consented = Newcomer | Registered,

    /// <summary>Everybody who has a profile.</summary>
    Registered = Teacher | Coordinator | Staff,

    /// <summary>Who works in the service.</summary>
    Staff = Methodist | Head | Administrator,

    /// <summary>Who leads the service.</summary>
    Lead = Head | Administrator,
}

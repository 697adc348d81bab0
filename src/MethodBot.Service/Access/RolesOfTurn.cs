using MethodBot.Conversations.Turns;
using MethodBot.Service.People;

namespace MethodBot.Service.Access;

/// <summary>The roles of whoever acts in a turn.</summary>
public static class RolesOfTurn
{
    public static Roles Roles(this TurnContext turn) => turn.Person() is { } person ? person.Roles : Access.Roles.Stranger;

    /// <summary>At least one role of the person is among these.</summary>
    public static bool May(this TurnContext turn, Roles access) => (turn.Roles() & access) != Access.Roles.None;
}

using MethodBot.Conversations.Turns;
using MethodBot.Service.Access;
using MethodBot.Service.People;

namespace MethodBot.Service.Events;

/// <summary>Whose event it is: the organiser's, any methodist's of its direction, and of those who lead the service.</summary>
internal static class Organizers
{
    public static bool May(TurnContext turn, EventRow row) => turn.Person() is { } person && turn.May(Roles.Staff)
        && (turn.May(Roles.Lead) || row.OrganizerId == person.Id
            || (row.DirectionId is { } direction && PeopleTable.MethodistsOf(turn.Transaction.Connection, direction).Contains(person.Id)));
}

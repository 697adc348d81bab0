using System.Runtime.InteropServices;

namespace MethodBot.Service.Events;

/// <summary>One who stands in the queue for an event, with a place or waiting for one.</summary>
/// <param name="Id">Of the registration; ids grow in the order in which people signed up.</param>
/// <param name="Organization">Whose quota counts; null = nobody's.</param>
internal readonly record struct Standing(long Id, string? Organization, bool HasPlace);

/// <summary>
/// Who gets a place: there is one queue, in the order of signing up; a place goes to the first who waits and whose organization is not
/// full. A full organization is passed over and holds nobody up. A place once given is never taken back, however few there are now.
/// </summary>
/// <param name="Total">Places in all; null = as many as come.</param>
/// <param name="Quota">Places for one organization; null = no such limit.</param>
internal readonly record struct Places(int? Total, int? Quota)
{
    /// <summary>Ids of those who get a place now, in the order of the queue.</summary>
    /// <param name="queue">In the order of signing up.</param>
    public IReadOnlyList<long> Promote(IReadOnlyCollection<Standing> queue)
    {
        var taken = queue.Count(standing => standing.HasPlace);
        var byOrganization = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var organization in queue.Where(standing => standing.HasPlace).Select(standing => standing.Organization).OfType<string>())
            CollectionsMarshal.GetValueRefOrAddDefault(byOrganization, organization, out _)++;
        var promoted = new List<long>();
        foreach (var waiting in queue.Where(standing => !standing.HasPlace))
        {
            if (Total <= taken)
                break;
            if (waiting.Organization is { } own)
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(byOrganization, own, out _);
                if (Quota <= count)
                    continue;
                count++;
            }

            taken++;
            promoted.Add(waiting.Id);
        }

        return promoted;
    }

    /// <summary>Number of a waiting one in the waiting list, from 1; null for who has a place or is not in the queue.</summary>
    public static int? NumberOf(IEnumerable<Standing> queue, long id)
    {
        var number = 0;
        foreach (var waiting in queue.Where(standing => !standing.HasPlace))
        {
            number++;
            if (waiting.Id == id)
                return number;
        }

        return null;
    }
}

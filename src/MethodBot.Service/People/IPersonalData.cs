using System.Collections.Immutable;
using MethodBot.Conversations.Turns;

namespace MethodBot.Service.People;

/// <summary>
/// A slice that holds something of people. The law gives a person everything that is held of them, and the erasure of it
/// (152-ФЗ, articles 14 and 21).
/// </summary>
internal interface IPersonalData
{
    /// <summary>Everything held of a person, in words that they understand.</summary>
    IEnumerable<PersonalSection> Describe(ServiceContext context, long person);

    /// <summary>
    /// Erases what is held of a person: rows, texts for searching, files of theirs (by <see cref="ServiceContext.EraseFile"/>). What the law
    /// keeps stays without whatever names the person. Whoever waits for the person is told.
    /// </summary>
    /// <returns>What was erased, in numbers, for the act.</returns>
    IEnumerable<ErasedCount> Erase(ServiceContext context, long person);

    /// <summary>
    /// Two rows turn out to be one person. References of the schema to the row are moved by the caller afterwards; here goes what must not
    /// stand twice, or is referred to in other ways.
    /// </summary>
    void Merge(ServiceContext context, long from, long to)
    {
    }
}

/// <param name="Heading">«Ответы на анкеты».</param>
/// <param name="Lines">One for each thing held.</param>
internal sealed record PersonalSection(string Heading, ImmutableArray<string> Lines);

/// <param name="What">English plural, as in the act: <c>responses</c>.</param>
internal readonly record struct ErasedCount(string What, int Count);

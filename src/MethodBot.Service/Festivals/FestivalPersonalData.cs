using Dapper;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;
using MethodBot.Service.People;

namespace MethodBot.Service.Festivals;

/// <summary>What festivals hold of a person: works, with the names of their authors and their files.</summary>
internal sealed class FestivalPersonalData : IPersonalData
{
    public IEnumerable<PersonalSection> Describe(ServiceContext context, long person) =>
    [
        new PersonalSection(
            context.Texts.Plain(FestivalTexts.HeldHeading),
            [.. FestivalTable.ReadMine(context.Transaction.Connection, person).Select(entry =>
                context.Texts.Plain(FestivalTexts.EntryItem, ("title", Answer.OfText(entry.Title)), ("festival", Answer.OfText(entry.Festival))))]),
    ];

    public IEnumerable<ErasedCount> Erase(ServiceContext context, long person)
    {
        var connection = context.Transaction.Connection;
        var files = connection.Query<long>(
            "SELECT x.file_id FROM entry_file x JOIN entry n ON n.id = x.entry_id WHERE n.person_id = @person", new { person }).ToList();
        connection.Execute("DELETE FROM entry_file WHERE entry_id IN (SELECT id FROM entry WHERE person_id = @person)", new { person });
        foreach (var file in files)
            context.EraseFile(file);
        var entries = connection.Execute(
            """
            UPDATE entry SET title = '', authors = '', link = NULL, organization_text = NULL, withdrawn_at = coalesce(withdrawn_at, @now)
            WHERE person_id = @person
            """,
            new { person, now = context.Now.ToUnixTimeMilliseconds() });
        return [new ErasedCount("festival entries", entries), new ErasedCount("files of entries", files.Count)];
    }
}

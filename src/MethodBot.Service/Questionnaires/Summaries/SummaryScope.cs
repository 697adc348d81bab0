using MethodBot.Dialogs.Machines;

namespace MethodBot.Service.Questionnaires.Summaries;

/// <summary>Whose answers are looked at.</summary>
/// <param name="Subject">Id of an event; null = about all of them.</param>
/// <param name="Kind">Kind of organization of the main job; null = all of them.</param>
internal sealed record SummaryScope(Machine Questionnaire, string? Subject, string? Kind)
{
    /// <summary>A smaller group could tell who answered what.</summary>
    public const int SmallestGroup = 3;

    public bool IsAnonymous => Questionnaire.Questionnaire?.Anonymous == true;

    public bool IsFiltered => Subject is not null || Kind is not null;

    /// <summary>For SQL: every query of a summary names these.</summary>
    public object Arguments(string? question = null, long limit = 0, long offset = 0) =>
        new { questionnaire = Questionnaire.Name, subject = Subject, kind = Kind, question, limit, offset };

    /// <summary>Condition on <c>response r</c>; what is not asked for costs nothing.</summary>
    public string Where =>
        "r.questionnaire = @questionnaire"
        + (Subject is null ? "" : " AND r.subject = @subject")
        + (Kind is null
            ? ""
            : " AND EXISTS (SELECT 1 FROM job j JOIN organization o ON o.id = j.organization_id WHERE j.person_id = r.person_id AND j.is_main = 1 AND o.kind = @kind)");
}

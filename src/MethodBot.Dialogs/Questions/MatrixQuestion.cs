using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Execution;
using MethodBot.Dialogs.Texts;

namespace MethodBot.Dialogs.Questions;

/// <summary>
/// <c>matrix</c>: several rows judged by the same words, asked row by row. Each row is a part of the question with buttons of its own,
/// so that a second tap on one row never answers the next.
/// </summary>
public sealed class MatrixQuestion(ImmutableArray<Option> rows, ImmutableArray<Option> columns) : Question
{
    public override AnswerType Type => AnswerType.Matrix;

    public override ImmutableArray<string> OptionIds => [.. rows.SelectMany(row => columns.Select(column => $"{row.Id}:{column.Id}"))];

    public override bool MarksHeld => true;

    public ImmutableArray<Option> Rows => rows;

    public ImmutableArray<Option> Columns => columns;

    public override bool IsOpen(Asking asking) => rows.Any(row => row.IsOffered(asking)) && columns.Any(column => column.IsOffered(asking));

    public override bool Holds(Answer answer, Asking asking)
    {
        // A row that is not asked any more must not reach the review or an action: without it the answer is another one.
        var asked = rows.Offered(asking);
        var offered = columns.Offered(asking);
        return (answer.Options.IsDefault ? 0 : answer.Options.Length) == asked.Length
            && asked.All(row => answer.Cell(row.Id)?.OnlyOption is { } id && offered.Any(column => column.Id == id));
    }

    public override Answer? Keep(Asking asking) => Complete(asking.Visit.Cells, asking) ?? asking.Held;

    public override Visit Open(Asking asking) => asking.Visit with
    {
        Row = rows.Offered(asking).FirstOrDefault()?.Id,
        Cells = rows.Select(row => (row.Id, Cell: asking.Held?.Cell(row.Id)?.OnlyOption)).Where(pair => pair.Cell is not null)
            .ToImmutableDictionary(pair => pair.Id, pair => pair.Cell!, StringComparer.Ordinal),
    };

    // One that was skipped has nothing behind its first row.
    public override Visit OpenLast(Asking asking) => Complete(asking.Visit.Cells, asking) is null
        ? asking.Visit
        : asking.Visit with { Row = rows.Offered(asking).LastOrDefault()?.Id };

    public override Visit? StepBack(Asking asking)
    {
        var offered = rows.Offered(asking);
        var index = Current(asking, offered);
        return index > 0 ? asking.Visit with { Row = offered[index - 1].Id } : null;
    }

    public override Reading Press(string code, Asking asking) =>
        columns.Offered(asking).FirstOrDefault(column => column.Id == code) is { } chosen ? Fill(chosen, asking) : new Reading.Unknown();

    public override Reading Read(PersonInput input, Asking asking) => ChoiceMatcher.Match(input.Text, columns.Offered(asking)) switch
    {
        [var chosen] => Fill(chosen, asking),
        [] => new Reading.Invalid(asking.Texts.Plain(TextKeys.NotAChoice)),
        _ => new Reading.Invalid(asking.Texts.Plain(TextKeys.Ambiguous, ("text", Answer.OfText(input.Text.Trim())))),
    };

    public override void Draw(ScreenBuilder screen, Asking asking)
    {
        var offered = rows.Offered(asking);
        var index = Current(asking, offered);
        string? chosen = null;
        if (index < offered.Length)
        {
            screen.Paragraph(asking.Texts.Rich(
                TextKeys.MatrixRow, ("number", Answer.OfNumber(index + 1)), ("total", Answer.OfNumber(offered.Length)), ("row", Answer.OfText(offered[index].Label))));
            chosen = asking.Visit.Cells.GetValueOrDefault(offered[index].Id);
        }

        screen.Choices([.. columns.Offered(asking).Select(column => (column, column.Id == chosen))]);
    }

    private Reading Fill(Choice column, Asking asking)
    {
        var offered = rows.Offered(asking);
        var visit = asking.Visit;
        // What was said of a row that is no more is not said of the one in its place.
        if (visit.Row is null || offered.Any(row => row.Id == visit.Row))
        {
            var index = Current(asking, offered);
            visit = visit with { Cells = visit.Cells.SetItem(offered[index].Id, column.Id) };
            if (index + 1 < offered.Length)
                return new Reading.Advance(visit with { Row = offered[index + 1].Id });
        }

        // A row that came in with a newer revision may still be empty.
        return Complete(visit.Cells, asking) is { } answer
            ? new Reading.Accepted(answer)
            : new Reading.Advance(visit with { Row = offered.First(row => !IsFilled(row, visit.Cells, asking)).Id });
    }

    private Answer? Complete(ImmutableDictionary<string, string> cells, Asking asking)
    {
        var offered = rows.Offered(asking);
        if (!offered.All(row => IsFilled(row, cells, asking)))
            return null;
        var labels = columns.Offered(asking).ToDictionary(column => column.Id, column => column.Label, StringComparer.Ordinal);
        return new Answer
        {
            Options = [.. offered.Select(row => $"{row.Id}:{cells[row.Id]}")],
            Labels = [.. offered.Select(row => labels[cells[row.Id]])],
            Rows = [.. offered.Select(row => row.Label)],
        };
    }

    private bool IsFilled(Choice row, ImmutableDictionary<string, string> cells, Asking asking) =>
        cells.TryGetValue(row.Id, out var cell) && columns.Any(column => column.Id == cell && column.IsOffered(asking));

    /// <summary>Place of the row that is being asked; where that one is no more, of the first without an answer.</summary>
    private int Current(Asking asking, ImmutableArray<Choice> offered)
    {
        for (var i = 0; i < offered.Length; i++)
        {
            if (offered[i].Id == asking.Visit.Row)
                return i;
        }

        for (var i = 0; i < offered.Length; i++)
        {
            if (!IsFilled(offered[i], asking.Visit.Cells, asking))
                return i;
        }

        return 0;
    }
}

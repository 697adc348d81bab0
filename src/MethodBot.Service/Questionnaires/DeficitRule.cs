using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Definition;
using MethodBot.Dialogs.Machines;
using MethodBot.Dialogs.Questions;

namespace MethodBot.Service.Questionnaires;

/// <summary>Which deficit an answer shows, as the dialog tagged its options.</summary>
internal static class DeficitRule
{
    /// <param name="ask">Null where the question is no more: nothing is known of its tags.</param>
    /// <param name="option">As in <see cref="Answer.Options"/>: of a matrix <c>row:column</c>.</param>
    /// <param name="rank">Place in a ranking, from 1.</param>
    public static string? Of(AskNode? ask, string option, int rank = 1) => ask?.Question switch
    {
        MatrixQuestion matrix => OfCell(matrix, option),
        // What was put first is what is wanted; everything else on the list was put somewhere, too.
        RankQuestion when rank > 1 => null,
        { } question => question.Options.FirstOrDefault(item => item.Id == option)?.Deficit,
        null => null,
    };

    private static string? OfCell(MatrixQuestion matrix, string cell)
    {
        var colon = cell.IndexOf(':', StringComparison.Ordinal);
        return matrix.Columns.Any(column => column.Kind == OptionKind.Lack && column.Id == cell[(colon + 1)..])
            ? matrix.Rows.FirstOrDefault(row => row.Id == cell[..colon])?.Deficit
            : null;
    }
}

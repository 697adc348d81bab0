using System.Collections.Immutable;
using System.Globalization;

namespace MethodBot.Messengers.Common;

/// <summary>What a messenger's inline keyboard holds and shows.</summary>
/// <param name="MaxButtons">Buttons under one message.</param>
/// <param name="MaxRows">Rows under one message.</param>
/// <param name="VisiblePerRow">Letters of a label that a phone shows, by the number of buttons in the row (index 0: one button).</param>
/// <param name="NumbersPerRow">Number buttons in a row, when labels are listed in the text.</param>
/// <param name="MaxLabel">Letters of a label that the messenger accepts.</param>
internal sealed record LayoutLimits(int MaxButtons, int MaxRows, ImmutableArray<int> VisiblePerRow, int NumbersPerRow, int MaxLabel);

internal sealed record PlacedButton(MessageButton Button, string Label);

/// <summary>
/// Buttons arranged in rows. Choices come first, one per row while the rows last, then several per row while their labels are
/// visible, then short neighbours in pairs; otherwise their labels go into <see cref="Legend"/>, lines for the end of the text, and the buttons bear numbers.
/// «Готово» and its like get rows of their own below, navigation shares the last rows.
/// The arrangement does not depend on what is ticked: a tick must not make the screen jump.
/// </summary>
internal sealed record ButtonLayout(ImmutableArray<ImmutableArray<PlacedButton>> Rows, ImmutableArray<string> Legend)
{
    private const string Mark = "✓ ";
    private const int ShortLabel = 3;
    private const int ShortPerRow = 5;

    public static readonly ButtonLayout Empty = new([], []);

    public static ButtonLayout Arrange(ImmutableArray<MessageButton> buttons, LayoutLimits limits)
    {
        if (buttons.IsEmpty)
            return Empty;
        var choices = buttons.Where(b => b.Role is ButtonRole.Choice or ButtonRole.ChosenChoice).ToList();
        var primary = buttons.Where(b => b.Role is ButtonRole.Primary).Select(b => Place(b, limits)).ToList();
        var navigation = buttons.Where(b => b.Role is ButtonRole.Navigation).Select(b => Place(b, limits)).ToList();

        var tail = ArrangeTail(primary, navigation, choices.Count > 0 ? limits.MaxRows - 1 : limits.MaxRows, limits);
        var room = new Room(limits.MaxRows - tail.Count, limits.MaxButtons - primary.Count - navigation.Count);
        var layout = choices.Count == 0 ? Empty : ArrangeChoices(choices, room, limits);
        return layout with { Rows = layout.Rows.AddRange(tail) };
    }

    /// <summary>
    /// For an application that shows no buttons at all: choices by their numbers, everything else in a line below. Numbers and words are
    /// understood when they are typed.
    /// </summary>
    public static ImmutableArray<string> AsWords(ImmutableArray<MessageButton> buttons)
    {
        var choices = buttons.Where(b => b.Role is ButtonRole.Choice or ButtonRole.ChosenChoice);
        ImmutableArray<string> lines = [.. choices.Select((choice, index) => $"{MarkedNumber(choice, index)}. {OneLine(choice.Label)}")];
        var others = string.Join(" · ", buttons.Where(b => b.Role is ButtonRole.Primary or ButtonRole.Navigation).Select(b => OneLine(b.Label)));
        return others.Length == 0 ? lines : lines.Add(others);
    }

    /// <summary>Packs words into as few rows as show them whole, in order.</summary>
    public static List<ImmutableArray<T>> Pack<T>(IReadOnlyList<T> items, Func<T, string> label, ImmutableArray<int> visiblePerRow)
    {
        var rows = new List<ImmutableArray<T>>();
        var row = new List<T>();
        foreach (var item in items)
        {
            var count = row.Count + 1;
            var fits = count <= visiblePerRow.Length && row.Append(item).All(i => label(i).Length <= visiblePerRow[count - 1]);
            if (row.Count > 0 && !fits)
            {
                rows.Add([.. row]);
                row.Clear();
            }

            row.Add(item);
        }

        if (row.Count > 0)
            rows.Add([.. row]);
        return rows;
    }

    private static ButtonLayout ArrangeChoices(List<MessageButton> choices, Room room, LayoutLimits limits)
    {
        if (choices.Count <= room.Buttons)
        {
            var bare = choices.Max(b => OneLine(b.Label).Length);
            if (bare <= ShortLabel && choices.Count > 1)
            {
                // A scale or «да/нет»: side by side reads better than a ladder of tiny words.
                var rows = (choices.Count + ShortPerRow - 1) / ShortPerRow;
                if (rows <= room.Rows)
                    return Rowed(choices, (choices.Count + rows - 1) / rows, limits);
            }

            for (var perRow = 1; perRow <= limits.VisiblePerRow.Length; perRow++)
            {
                if (bare + Mark.Length <= limits.VisiblePerRow[perRow - 1] && choices.Count <= perRow * room.Rows)
                    return Rowed(choices, perRow, limits);
            }

            // One long label among short ones: those share rows, before all of them lose their words to numbers.
            if (bare + Mark.Length <= limits.VisiblePerRow[0] && Paired(choices, room.Rows, limits) is { } paired)
                return paired;
        }

        return Numbered(choices, room, limits);
    }

    private static ButtonLayout Rowed(List<MessageButton> choices, int perRow, LayoutLimits limits) =>
        new([.. choices.Select(b => Place(b, limits)).Chunk(perRow).Select(row => row.ToImmutableArray())], []);

    /// <summary>A row each, but for as many neighbours that fit into one row together as there are rows too few; the last ones first.</summary>
    private static ButtonLayout? Paired(List<MessageButton> choices, int rows, LayoutLimits limits)
    {
        if (limits.VisiblePerRow.Length < 2)
            return null;
        var missing = choices.Count - rows;
        var groups = new Stack<ImmutableArray<PlacedButton>>();
        for (var i = choices.Count - 1; i >= 0; i--)
        {
            if (missing > 0 && i > 0 && IsShort(choices[i]) && IsShort(choices[i - 1]))
            {
                groups.Push([Place(choices[i - 1], limits), Place(choices[i], limits)]);
                missing--;
                i--;
            }
            else
            {
                groups.Push([Place(choices[i], limits)]);
            }
        }

        return missing > 0 ? null : new ButtonLayout([.. groups], []);

        bool IsShort(MessageButton choice) => OneLine(choice.Label).Length + Mark.Length <= limits.VisiblePerRow[1];
    }

    private static ButtonLayout Numbered(List<MessageButton> choices, Room room, LayoutLimits limits)
    {
        var legend = ImmutableArray.CreateBuilder<string>(choices.Count);
        var placed = new List<PlacedButton>(choices.Count);
        for (var i = 0; i < choices.Count; i++)
        {
            var number = MarkedNumber(choices[i], i);
            legend.Add($"{number}. {OneLine(choices[i].Label)}");
            placed.Add(new PlacedButton(choices[i], number));
        }

        var perRow = (placed.Count + limits.NumbersPerRow - 1) / limits.NumbersPerRow <= room.Rows
            ? limits.NumbersPerRow
            : limits.VisiblePerRow.Length;

        // What exceeds the keyboard stays in the list and is typed by number.
        var kept = Math.Max(0, Math.Min(room.Buttons, room.Rows * perRow));
        return new([.. placed.Take(kept).Chunk(perRow).Select(row => row.ToImmutableArray())], legend.ToImmutable());
    }

    private static string MarkedNumber(MessageButton choice, int index) => string.Create(
        CultureInfo.InvariantCulture, $"{(choice.Role == ButtonRole.ChosenChoice ? Mark : "")}{(choice.Number > 0 ? choice.Number : index + 1)}");

    private static List<ImmutableArray<PlacedButton>> ArrangeTail(
        List<PlacedButton> primary, List<PlacedButton> navigation, int maxRows, LayoutLimits limits)
    {
        List<ImmutableArray<PlacedButton>> rows =
            [.. primary.Select(b => ImmutableArray.Create(b)), .. Pack(navigation, b => b.Label, limits.VisiblePerRow)];
        if (rows.Count <= maxRows)
            return rows;
        List<PlacedButton> all = [.. primary, .. navigation];
        rows = Pack(all, b => b.Label, limits.VisiblePerRow);
        if (rows.Count <= maxRows)
            return rows;
        return [.. all.Chunk(limits.VisiblePerRow.Length).Take(maxRows).Select(row => row.ToImmutableArray())];
    }

    private static PlacedButton Place(MessageButton button, LayoutLimits limits)
    {
        var label = OneLine(button.Label);
        if (button.Role == ButtonRole.ChosenChoice)
            label = Mark + label;
        return new PlacedButton(button, TextSplitting.Ellipsize(label, limits.MaxLabel));
    }

    private static string OneLine(string label)
    {
        var words = label.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "…" : string.Join(' ', words);
    }

    private readonly record struct Room(int Rows, int Buttons);
}

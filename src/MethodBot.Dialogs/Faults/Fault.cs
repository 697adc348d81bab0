using MethodBot.Dialogs.Definition;

namespace MethodBot.Dialogs.Faults;

/// <summary>A place in a file as editors count it: both numbers start at 1.</summary>
public readonly record struct Mark(int Line, int Column)
{
    public static Mark Start => new(1, 1);

    /// <summary>The place <paramref name="characters"/> further on the same line.</summary>
    public Mark Forward(int characters) => new(Line, Column + characters);
}

/// <summary>One thing that is wrong in a dialog file, told to the person who wrote it: where, and what to do.</summary>
/// <param name="Step">Name of the step concerned, where there is one.</param>
/// <param name="Message">Russian, one sentence or two, with advice.</param>
public sealed record Fault(string File, Mark Mark, string? Step, string Message)
{
    /// <summary><c>file:line:column: message</c>, as editors and terminals link it.</summary>
    public override string ToString() => Step is null
        ? $"{File}:{Mark.Line}:{Mark.Column}: {Message}"
        : $"{File}:{Mark.Line}:{Mark.Column}: шаг «{Step}»: {Message}";
}

/// <summary>Collects the faults of one file, so that all are told at once.</summary>
public sealed class FaultList(string file)
{
    private readonly List<Fault> _faults = [];

    public string File => file;

    public IReadOnlyList<Fault> Items => _faults;

    public bool Any => _faults.Count > 0;

    /// <param name="step">Told only if the author named it.</param>
    public void Add(Mark mark, string message, string? step = null) =>
        _faults.Add(new Fault(file, mark, step?.Contains(Names.Invented, StringComparison.Ordinal) == true ? null : step, message));
}

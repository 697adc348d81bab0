using System.Collections.Immutable;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Presentation;

namespace MethodBot.Dialogs.Machines;

/// <summary>One entry of <c>with</c>: a constant, or a name looked up when the step happens.</summary>
public sealed record Argument(string Name, Answer? Constant, string? Reference)
{
    /// <summary>Names without a value at the moment are left out.</summary>
    public static ImmutableDictionary<string, Answer> Resolve(ImmutableArray<Argument> arguments, Scope scope)
    {
        var values = ImmutableDictionary.CreateBuilder<string, Answer>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            if ((argument.Constant ?? scope(argument.Reference!)) is { } value)
                values[argument.Name] = value;
        }

        return values.ToImmutable();
    }
}

using System.Collections.Immutable;

namespace MethodBot.Dialogs.Conditions;

/// <summary>A condition as parsed; offsets count characters from its start.</summary>
public abstract record Expression(int Offset);

public sealed record NameExpression(int Offset, string Name) : Expression(Offset);

public sealed record TextLiteral(int Offset, string Value) : Expression(Offset);

public sealed record NumberLiteral(int Offset, decimal Value) : Expression(Offset);

public sealed record FlagLiteral(int Offset, bool Value) : Expression(Offset);

public sealed record ListLiteral(int Offset, ImmutableArray<Expression> Items) : Expression(Offset);

public sealed record NotExpression(int Offset, Expression Inner) : Expression(Offset);

/// <param name="Operator"><c>and</c>, <c>or</c>, a comparison, <c>in</c> or <c>contains</c>.</param>
public sealed record BinaryExpression(int Offset, string Operator, Expression Left, Expression Right) : Expression(Offset);

/// <param name="Function"><c>count</c> or <c>answered</c>.</param>
public sealed record CallExpression(int Offset, string Function, NameExpression Argument) : Expression(Offset);

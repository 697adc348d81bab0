namespace MethodBot.Host;

/// <summary>Something the operator has to mend: the messages are shown as they are, without a stack trace, and the exit code is 1.</summary>
public sealed class OperatorException(IReadOnlyList<string> messages) : Exception(string.Join(Environment.NewLine, messages))
{
    public OperatorException(string message)
        : this([message])
    {
    }

    public IReadOnlyList<string> Messages => messages;
}

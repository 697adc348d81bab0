namespace MethodBot.IntegrationTests.Kit;

/// <summary>
/// Needs Node.js and the packages of <c>tests/NodeClients</c>: skipped, and seen to be skipped, on a machine with only the .NET SDK;
/// where everything is to be checked (CI) their absence is a failure.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute()
    {
        var isHere = Directory.Exists(Path.Combine(Repository.Root, "tests", "NodeClients", "node_modules"));
        if (!isHere && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "The packages of tests/NodeClients are not installed (npm ci there).";
    }
}

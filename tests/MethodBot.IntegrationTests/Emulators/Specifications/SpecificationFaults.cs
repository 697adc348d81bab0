namespace MethodBot.IntegrationTests.Emulators.Specifications;

/// <summary>What a record has that the tables do not allow, without the deviations that are known to be the tables' own.</summary>
internal sealed class SpecificationFaults
{
    private readonly List<string> found = [];

    public IReadOnlyList<string> Found => found;

    /// <summary>The request that is looked at, for the reader of a fault.</summary>
    public string Request { get; set; } = "";

    /// <param name="key">Type or method, field, and what is wrong: <c>Message.text type</c>.</param>
    public void Add(string key, string detail)
    {
        if (!KnownDeviations.Reasons.ContainsKey(key))
            found.Add($"{Request}: {key}: {detail}");
    }

    /// <summary>Takes over what another list has, which is free of known deviations already.</summary>
    public void AddAll(SpecificationFaults other) => found.AddRange(other.found);
}

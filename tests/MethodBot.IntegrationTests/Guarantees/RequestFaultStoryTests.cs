using MethodBot.Emulators;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>The bot's requests fail, of every method alike.</summary>
public sealed class RequestFaultStoryTests(ITestOutputHelper log)
{
    private const double Share = 0.12;

    [Theory]
    [InlineData(FaultKind.TooManyRequests)]
    [InlineData(FaultKind.FloodControl)]
    [InlineData(FaultKind.InternalError)]
    [InlineData(FaultKind.UnknownError)]
    [InlineData(FaultKind.Status500)]
    [InlineData(FaultKind.Status502)]
    [InlineData(FaultKind.Status503)]
    [InlineData(FaultKind.NotJson)]
    [InlineData(FaultKind.TimeoutBeforeEffect)]
    [InlineData(FaultKind.TimeoutAfterEffect)]
    [InlineData(FaultKind.DropBeforeEffect)]
    [InlineData(FaultKind.DropAfterEffect)]
    public Task Fifty_people_come_to_the_end_of_twenty_questions_with_the_answers_they_gave(FaultKind kind) => FaultStory.PlayAsync(log, kind, Share);
}

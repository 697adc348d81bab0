using MethodBot.Emulators;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>What people do comes to the bot twice, out of order or not at all; and the messengers that bring it fail otherwise.</summary>
public sealed class UpdateFaultStoryTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData(FaultKind.DuplicatedUpdate, 0.3)]
    [InlineData(FaultKind.ReorderedUpdate, 0.3)]
    [InlineData(FaultKind.LongPollKeyExpired, 0.2)]
    [InlineData(FaultKind.LongPollHistoryLost, 0.1)]
    [InlineData(FaultKind.LongPollInformationLost, 0.1)]
    public Task Fifty_people_come_to_the_end_of_twenty_questions_with_the_answers_they_gave(FaultKind kind, double share) => FaultStory.PlayAsync(log, kind, share);

    [Theory]
    [InlineData(FaultKind.DuplicatedUpdate, 0.3)]
    [InlineData(FaultKind.ReorderedUpdate, 0.3)]
    [InlineData(FaultKind.Status502, 0.15)]
    [InlineData(FaultKind.DropAfterEffect, 0.15)]
    public Task So_they_do_where_updates_are_brought(FaultKind kind, double share) => FaultStory.PlayAsync(log, kind, share, withWebhooks: true);
}

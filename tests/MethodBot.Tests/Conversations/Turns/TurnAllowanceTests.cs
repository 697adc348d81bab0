using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Turns;

namespace MethodBot.Tests.Conversations.Turns;

public sealed class TurnAllowanceTests
{
    private static readonly AccountId Hasty = new("telegram", "1");
    private static readonly AccountId Calm = new("vk", "1");
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_too_much_within_a_minute_is_refused_and_told_once_and_others_are_heard()
    {
        var allowance = new TurnAllowance(3);
        Take(allowance, 5, Noon).ShouldBe([TurnVerdict.Allowed, TurnVerdict.Allowed, TurnVerdict.Allowed, TurnVerdict.Refused, TurnVerdict.RefusedAgain]);
        allowance.Take(Calm, Noon).ShouldBe(TurnVerdict.Allowed);
        Take(allowance, 4, Noon.AddMinutes(1)).ShouldBe([TurnVerdict.Allowed, TurnVerdict.Allowed, TurnVerdict.Allowed, TurnVerdict.RefusedAgain]);
        Take(allowance, 4, Noon.AddHours(2)).ShouldBe([TurnVerdict.Allowed, TurnVerdict.Allowed, TurnVerdict.Allowed, TurnVerdict.Refused]);
    }

    [Fact]
    public void A_clock_that_is_set_back_a_day_holds_nobody()
    {
        var allowance = new TurnAllowance(3);
        Take(allowance, 4, Noon)[^1].ShouldBe(TurnVerdict.Refused);
        Take(allowance, 4, Noon.AddDays(-1)).ShouldBe([TurnVerdict.Allowed, TurnVerdict.Allowed, TurnVerdict.Allowed, TurnVerdict.Refused]);
    }

    [Fact]
    public void A_crowd_within_the_same_minute_is_heard_and_frees_nobody_who_has_had_too_much()
    {
        var allowance = new TurnAllowance(3);
        Take(allowance, 4, Noon)[^1].ShouldBe(TurnVerdict.Refused);
        for (var i = 0; i < 10_000; i++)
            allowance.Take(new AccountId("vk", $"{i}"), Noon).ShouldBe(TurnVerdict.Allowed);
        Take(allowance, 1, Noon).ShouldBe([TurnVerdict.RefusedAgain]);
    }

    [Fact]
    public void Zero_is_no_limit() => Take(new TurnAllowance(0), 1000, Noon).ShouldAllBe(verdict => verdict == TurnVerdict.Allowed);

    private static List<TurnVerdict> Take(TurnAllowance allowance, int count, DateTimeOffset now) =>
        [.. Enumerable.Range(0, count).Select(_ => allowance.Take(Hasty, now))];
}

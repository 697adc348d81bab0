using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Vk;

namespace MethodBot.Tests.Messengers.Vk;

public sealed class VkErrorsTests
{
    [Theory]
    [InlineData(typeof(SendResult.Retry), 1, 6, 9, 10, 14, 29)]
    [InlineData(typeof(SendResult.Unauthorized), 5, 7, 27, 912)]
    [InlineData(typeof(SendResult.Unreachable), 18, 113, 900, 901, 902, 917, 922, 925, 927, 932, 936, 945, 946, 985, 987, 988)]
    [InlineData(typeof(SendResult.Rejected), 3, 8, 15, 16, 100, 911, 913, 914, 921, 940, 943, 944, 950, 962, 969, 12345)]
    public void Every_documented_error_of_a_send_has_its_class(Type result, params int[] codes)
    {
        foreach (var code in codes)
            VkErrors.ToSendResult(new VkFailure { Code = code, Description = "x" }).GetType().ShouldBe(result, $"code {code}");
    }

    [Theory]
    [InlineData(typeof(SendResult.CannotEdit), 15, 100, 909, 910, 914, 920)]
    [InlineData(typeof(SendResult.Retry), 1, 6, 9, 10)]
    [InlineData(typeof(SendResult.Rejected), 911)]
    [InlineData(typeof(SendResult.Unreachable), 901)]
    public void Every_documented_error_of_an_edit_has_its_class(Type result, params int[] codes)
    {
        foreach (var code in codes)
            VkErrors.ToEditResult(new VkFailure { Code = code, Description = "x" }).GetType().ShouldBe(result, $"code {code}");
    }

    [Fact]
    public void A_token_without_the_right_to_send_is_the_operators_business_not_the_messages() =>
        VkErrors.ToSendResult(new VkFailure { Code = 15, Description = "Access denied: no access to call this method. It cannot be called with current scopes." })
            .ShouldBeOfType<SendResult.Unauthorized>();

    [Fact]
    public void A_second_for_too_many_requests_long_for_a_quota_and_growing_pauses_for_a_flood_that_VK_sets_no_time()
    {
        After(6).ShouldBe(TimeSpan.FromSeconds(1));
        After(9).ShouldBeNull();
        After(29).ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.FromMinutes(1));

        static TimeSpan? After(int code) =>
            VkErrors.ToSendResult(new VkFailure { Code = code, Description = "x" }).ShouldBeOfType<SendResult.Retry>().After;
    }

    [Fact]
    public void A_servers_error_leaves_the_outcome_open() =>
        VkErrors.ToSendResult(new VkFailure { Code = 10, Description = "x" }).ShouldBe(new SendResult.Retry("x", OutcomeUnknown: true));

    [Theory]
    [InlineData(502)]
    [InlineData(403)]
    [InlineData(401)]
    public void A_gateways_page_is_never_a_verdict(int status) =>
        VkErrors.ToSendResult(new VkFailure { Status = status, Description = "x" }).ShouldBeOfType<SendResult.Retry>();
}

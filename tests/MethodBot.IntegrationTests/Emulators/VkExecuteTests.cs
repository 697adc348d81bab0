using MethodBot.Emulators;
using MethodBot.IntegrationTests.Emulators.Support;

namespace MethodBot.IntegrationTests.Emulators;

public sealed class VkExecuteTests
{
    [Fact]
    public async Task Calls_of_one_script_are_done_in_turn_and_a_failed_one_is_false()
    {
        await using var wire = await VkWire.StartAsync(new EmulatorOptions { RequestsPerSecond = 1 });
        wire.Emulator.Start(VkWire.Anna);
        await Task.Delay(1100);
        var answer = await wire.CallAsync("execute", new
        {
            code = """
                var who = API.users.get({user_ids: [7001, 7002], "fields": "domain"});
                return [
                    API.messages.send({"peer_id": 7001, random_id: 5, message: "Раз\n\"два\"", keyboard: "{\"buttons\":[]}"}),
                    API.messages.send({peer_id: 7002, random_id: 6, message: 'Нет'}),
                    who[1].first_name,
                    {a: -1.5, b: null, c: true},
                ];
                """,
        });
        var results = answer.Response();
        results[0].GetInt32().ShouldBeGreaterThan(0);
        results[1].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.False);
        results[2].GetString().ShouldBe("Олег");
        results[3].GetRawText().ShouldBe("""{"a":-1.5,"b":null,"c":true}""");
        var error = answer.GetProperty("execute_errors")[0];
        error.GetProperty("method").GetString().ShouldBe("messages.send");
        error.GetProperty("error_code").GetInt32().ShouldBe(901);
        wire.Emulator.Messages(VkWire.Anna)[^1].Text.ShouldBe("Раз\n\"два\"");
        wire.Emulator.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("return API.users.get({user_ids: 7001)", 12)]
    [InlineData("return nobody;", 12)]
    [InlineData("return \"one line\nanother\";", 12)]
    [InlineData("return \"one line\u2028another\";", 12)]
    public async Task Code_that_cannot_be_read_is_refused(string code, int error)
    {
        await using var wire = await VkWire.StartBareAsync();
        (await wire.CallAsync("execute", new { code })).ErrorCode().ShouldBe(error);
    }

    [Fact]
    public async Task More_than_25_calls_are_too_many()
    {
        await using var wire = await VkWire.StartBareAsync();
        (await wire.CallAsync("execute", new { code = $"return [{string.Join(',', Enumerable.Repeat("API.groups.getById()", 25))}];" })).Response().GetArrayLength().ShouldBe(25);
        (await wire.CallAsync("execute", new { code = $"return [{string.Join(',', Enumerable.Repeat("API.groups.getById()", 26))}];" })).ErrorCode().ShouldBe(13);
    }

    [Fact]
    public async Task A_person_who_cannot_be_reached_is_told_in_the_answer_and_a_call_that_meets_an_error_in_the_errors()
    {
        await using var wire = await VkWire.StartBareAsync();
        wire.Emulator.Start(VkWire.Anna);
        wire.Emulator.Faults.Next(FaultKind.FloodControl, 1, "messages.send");
        var answer = await wire.CallAsync("execute", new
        {
            code = """
                return [
                    API.messages.send({"peer_ids":"7001","random_id":"5","message":"Раз"}),
                    API.messages.send({"peer_ids":"7002","random_id":"6","message":"Два"}),
                    API.messages.send({"peer_ids":"7001","random_id":"7","message":"\u0422ри <\/b>"})];
                """,
        });
        var results = answer.Response();
        results[0].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.False);
        results[1][0].GetProperty("error").GetProperty("code").GetInt32().ShouldBe(901);
        results[2][0].GetProperty("conversation_message_id").GetInt32().ShouldBeGreaterThan(0);
        answer.GetProperty("execute_errors").EnumerateArray().Select(error => error.GetProperty("error_code").GetInt32()).ShouldBe([9]);
        wire.Emulator.Messages(VkWire.Anna)[^1].Text.ShouldBe("Три </b>");
        // One request, whatever it calls.
        wire.Emulator.RequestCounts.ContainsKey("messages.send").ShouldBeFalse();
        wire.Emulator.RequestCounts["execute"].ShouldBe(1);
    }

    [Theory]
    [InlineData(FaultKind.TooManyRequests, 6)]
    [InlineData(FaultKind.FloodControl, 9)]
    [InlineData(FaultKind.InternalError, 10)]
    public async Task What_befalls_the_whole_is_an_error_and_nothing_is_called(FaultKind fault, int error)
    {
        await using var wire = await VkWire.StartBareAsync();
        wire.Emulator.Start(VkWire.Anna);
        wire.Emulator.Faults.Next(fault, 1, "execute");
        (await wire.CallAsync("execute", new { code = """return [API.messages.send({"peer_ids":"7001","random_id":"5","message":"Раз"})];""" })).ErrorCode().ShouldBe(error);
        wire.Emulator.Messages(VkWire.Anna).Count(message => message.FromBot).ShouldBe(0);
    }

    [Fact]
    public async Task More_than_five_megabytes_are_too_much_and_what_was_sent_is_sent()
    {
        await using var wire = await VkWire.StartBareAsync(new EmulatorOptions { RequestsPerSecond = 0 });
        wire.Emulator.Start(VkWire.Anna);
        for (var i = 0; i < 40; i++)
            wire.Emulator.SendText(VkWire.Anna, new string('я', 4000));
        var history = string.Join(',', Enumerable.Repeat("API.messages.getHistory({peer_id: 7001, count: 200})", 24));
        var answer = await wire.CallAsync("execute", new { code = $$"""return [API.messages.send({peer_id: 7001, random_id: 5, message: "Раз"}), {{history}}];""" });
        answer.ErrorCode().ShouldBe(13);
        answer.GetProperty("error").GetProperty("error_msg").GetString()!.ShouldEndWith("response size is too big");
        wire.Emulator.Messages(VkWire.Anna)[^1].Text.ShouldBe("Раз");
    }
}

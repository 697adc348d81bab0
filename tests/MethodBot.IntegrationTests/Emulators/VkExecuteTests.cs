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
}

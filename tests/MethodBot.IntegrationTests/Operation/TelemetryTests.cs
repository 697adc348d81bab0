using System.Collections.Concurrent;
using System.Net;
using System.Text;
using MethodBot.IntegrationTests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Operation;

/// <summary>What a collector of measurements hears of the bot's work.</summary>
public sealed class TelemetryTests(ITestOutputHelper log)
{
    [Fact]
    public async Task A_collector_gets_turns_commits_and_sends_and_no_word_of_anybody()
    {
        var heard = new ConcurrentQueue<(string Path, byte[] Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        await using var collector = builder.Build();
        collector.MapPost("/v1/{what}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            heard.Enqueue((context.Request.Path, body.ToArray()));
        });
        await collector.StartAsync();
        var options = new TownOptions { Settings = [$"--Telemetry:OtlpEndpoint={collector.Urls.First()}"], WithVk = false };
        await Town.PlayAsync(log, options, async town =>
        {
            var teacher = await town.WithMenuAsync(town.InTelegram(2001, "Елена", "Соколова"));
            teacher.Type("Совершенно секретные слова");
            await teacher.SeesAsync("чем помочь?");
            await town.StopBotAsync();
        });

        foreach (var name in new[] { "methodbot.updates", "methodbot.turn.duration", "methodbot.commit.duration", "methodbot.commit.batch", "methodbot.sends", "methodbot.send.duration", "Delivered" })
            Holds("/v1/metrics", name).ShouldBeTrue(name);
        foreach (var name in new[] { "turn", "commit", "send" })
            Holds("/v1/traces", name).ShouldBeTrue(name);
        foreach (var secret in new[] { "секретные", "Соколова", "Елена", "2001", "чем помочь" })
            (Holds("/v1/metrics", secret) || Holds("/v1/traces", secret)).ShouldBeFalse(secret);

        bool Holds(string path, string text) => heard.Any(one => one.Path == path && one.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using MethodBot.IntegrationTests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MethodBot.IntegrationTests.Emulators.Support;

/// <summary>A bot's own address, to which an emulator posts updates: notes what comes, and answers what the test says.</summary>
internal sealed class BotAddress : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentQueue<Posted> came = new();

    private BotAddress(WebApplication server) => this.server = server;

    /// <summary>For example <c>http://127.0.0.1:41234/hook</c>.</summary>
    public string Url { get; private init; } = "";

    public Posted[] Came => [.. came];

    /// <summary>What is answered: 200 and nothing else unless a test says otherwise.</summary>
    public Func<Posted, (int Status, string Body, int? RetryAfter)> Answer { get; set; } = _ => (200, "", null);

    public static async Task<BotAddress> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var built = builder.Build();
        BotAddress? address = null;
        built.Run(context => address!.TakeAsync(context));
        await built.StartAsync();
        address = new BotAddress(built) { Url = built.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook" };
        return address;
    }

    /// <summary>Waits until so many requests have come.</summary>
    public async Task<Posted[]> UntilAsync(int count)
    {
        await Waiting.UntilAsync(() => came.Count >= count, $"{count} requests", () => string.Join(Environment.NewLine, came.Select(one => one.Body.GetRawText())));
        return Came;
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var posted = new Posted(document.RootElement.Clone(), context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        var (status, body, retryAfter) = Answer(posted);
        came.Enqueue(posted);
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = $"{seconds}";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }
}

internal sealed record Posted(JsonElement Body, IReadOnlyDictionary<string, string> Headers);

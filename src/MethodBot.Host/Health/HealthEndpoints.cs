using MethodBot.Conversations.Health;

namespace MethodBot.Host.Health;

/// <summary>What a supervisor of processes asks: does it live, and does it serve.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => "ok");
        var monitor = app.Services.GetRequiredService<HealthMonitor>();
        app.MapGet("/health/ready", async (HttpContext context) =>
        {
            var obstacles = await monitor.FindObstaclesAsync(context.RequestAborted);
            return obstacles.IsEmpty ? Results.Text("ok") : Results.Text(string.Join('\n', obstacles), statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }
}

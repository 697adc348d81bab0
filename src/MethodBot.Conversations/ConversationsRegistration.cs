using MethodBot.Conversations.Files;
using MethodBot.Conversations.Health;
using MethodBot.Conversations.Messengers;
using MethodBot.Conversations.Retention;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Timers;
using MethodBot.Conversations.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MethodBot.Conversations;

/// <summary>
/// Adds the turn loop. The host adds beside it: an opened <see cref="Store"/>, the <see cref="DialogLibrary"/>, a
/// <see cref="ServiceClock"/>, the slices, and the messengers' factories; before it, where they differ, a
/// <see cref="TurnAllowance"/> and <see cref="RetentionTerms"/>.
/// </summary>
public static class ConversationsRegistration
{
    public static IServiceCollection AddConversations(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<SliceSet>();
        services.AddSingleton<StoreWriter>();
        services.AddSingleton<FileStore>();
        services.AddSingleton<ChannelDirectory>();
        services.AddSingleton<CommitSignal>();
        services.AddSingleton<DialogRenewal>();
        services.AddSingleton<FileNotices>();
        services.AddSingleton<PreviewTurn>();
        services.TryAddSingleton(new TurnAllowance(0));
        services.TryAddSingleton(RetentionTerms.Default);
        services.AddSingleton<StoreCleaner>();
        services.TryAddSingleton(TurnBudget.Default);
        services.AddSingleton<TurnProcessor>();
        services.AddSingleton<CrashGuard>();
        services.AddSingleton<TurnLoop>();
        services.AddSingleton<IUpdateSink>(provider => provider.GetRequiredService<TurnLoop>());
        services.AddHostedService<ChannelService>();
        services.AddHostedService<FileFetcher>();
        services.AddHostedService<ClockWatch>();
        services.AddHostedService<TimerService>();
        services.AddSingleton<HealthMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthMonitor>());
        services.AddHostedService<RetryService>();
        return services;
    }
}

using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;
using MethodBot.Messengers.Telegram;
using MethodBot.Messengers.Vk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MethodBot.Messengers;

public static class MessengersRegistration
{
    /// <summary>
    /// Registers one <see cref="IMessengerFactory"/> and one <see cref="IMessengerDoctor"/> a messenger with its settings, which are validated at start: every fault is
    /// listed in <see cref="OptionsValidationException.Failures"/>. Register an <see cref="IBotCommands"/> to have the menu of
    /// commands set.
    /// </summary>
    public static IServiceCollection AddMessengers(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);

        services.AddOptions<TelegramOptions>()
            .Configure(o => o.Read(configuration, new List<string>()))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelegramOptions>>(new TelegramOptionsValidator(configuration));
        services.AddSingleton<IMessengerFactory, TelegramMessengerFactory>();
        services.AddSingleton<IMessengerDoctor, TelegramDoctor>();

        services.AddOptions<VkOptions>()
            .Configure(o => o.Read(configuration, new List<string>()))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<VkOptions>>(new VkOptionsValidator(configuration));
        services.AddSingleton<IMessengerFactory, VkMessengerFactory>();
        services.AddSingleton<IMessengerDoctor, VkDoctor>();
        return services;
    }
}

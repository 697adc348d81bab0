using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Turns;
using MethodBot.Service.Announcements;
using MethodBot.Service.Associations;
using MethodBot.Service.Authoring;
using MethodBot.Service.Consultations;
using MethodBot.Service.Events;
using MethodBot.Service.Festivals;
using MethodBot.Service.Notices;
using MethodBot.Service.Operation;
using MethodBot.Service.People;
using MethodBot.Service.Questionnaires;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MethodBot.Service;

public static class ServiceRegistration
{
    /// <summary>Adds every slice of the service.</summary>
    public static IServiceCollection AddService(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<NoticeDesk>();
        services.TryAddSingleton<IOneTimeCodeSource, RandomCodeSource>();
        services.AddSingleton(provider => new DeepLinks(provider.GetService<ChannelDirectory>));
        services.AddSingleton(provider => new StaffChats(options, provider.GetService<ChannelDirectory>));
        services.AddSingleton<ISlice>(provider => new PeopleSlice(
            options,
            provider.GetServices<IPersonalData>(),
            provider.GetRequiredService<NoticeDesk>(),
            provider.GetRequiredService<DeepLinks>(),
            provider.GetRequiredService<IOneTimeCodeSource>()));
        services.AddSingleton<ISlice, NoticesSlice>();
        services.AddSlice<QuestionnairesSlice>();
        services.AddSingleton<EventEditing>();
        services.AddSlice<EventsSlice>();
        services.AddSlice<FestivalsSlice>();
        services.AddSlice<ConsultationsSlice>();
        services.AddSlice<AssociationsSlice>();
        services.AddSlice<AnnouncementsSlice>();
        services.AddSlice<OperationSlice>();
        services.AddSingleton<Publications>();
        services.AddSingleton<AuthoringSlice>();
        services.AddSingleton<ISlice>(provider => provider.GetRequiredService<AuthoringSlice>());
        return services;
    }

    // What holds something of people is asked for it, and told to erase it.
    private static void AddSlice<TSlice>(this IServiceCollection services)
        where TSlice : class, ISlice
    {
        services.AddSingleton<TSlice>();
        services.AddSingleton<ISlice>(provider => provider.GetRequiredService<TSlice>());
        if (typeof(TSlice).IsAssignableTo(typeof(IPersonalData)))
            services.AddSingleton(provider => (IPersonalData)provider.GetRequiredService<TSlice>());
    }
}

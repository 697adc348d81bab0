using MethodBot.Conversations;
using MethodBot.Conversations.Retention;
using MethodBot.Conversations.Slices;
using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Host.Backups;
using MethodBot.Host.DialogFiles;
using MethodBot.Host.Health;
using MethodBot.Host.Observability;
using MethodBot.Host.Pages;
using MethodBot.Host.Sandbox;
using MethodBot.Host.Settings;
using MethodBot.Host.Webhooks;
using MethodBot.Messengers;
using MethodBot.Messengers.Common;
using MethodBot.Service;
using Microsoft.Extensions.Hosting.WindowsServices;

namespace MethodBot.Host.Commands;

/// <summary><c>run</c>: the bot itself; without any token, the sandbox.</summary>
internal static class RunCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        // A service of Windows starts in a folder of Windows: its settings and data are beside the program's folder.
        if (WindowsServiceHelpers.IsWindowsService())
            Directory.SetCurrentDirectory(Path.Combine(AppContext.BaseDirectory, ".."));
        var settings = HostSettings.Read(arguments);
        using var vocabulary = new ServiceCollection().AddService(settings.Service).AddSingleton<SliceSet>().BuildServiceProvider();
        var slices = vocabulary.GetRequiredService<SliceSet>();
        var folder = new ServedFolder(
            DialogFolder.Locate(settings.DialogsPath), DialogFolder.WithSpareTexts(slices.Vocabulary), settings.IsSandbox ? SandboxFiles.PublishedFolder(settings.Storage) : null);
        var (dialogs, faults) = folder.Load();
        if (dialogs is null)
            throw new OperatorException([.. faults.Select(fault => fault.ToString()), $"{faults.Length} fault(s) in the dialogs: mend them and start again. \"methodbot check\" tells the same without starting."]);

        WebAddress.EnsureFree(settings.WebUrl);
        using var store = OpenStore(settings, slices);
        await using var sandbox = settings.IsSandbox ? await SandboxMessengers.StartAsync(settings, CancellationToken.None) : null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(settings.Configuration);
        if (sandbox is not null)
            builder.Configuration.AddInMemoryCollection(sandbox.Settings);
        builder.Logging.AddConfiguration(settings.Configuration.GetSection("Logging")).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.UseKestrelCore().UseUrls(settings.WebUrl.ToString());
        if (settings.Certificate is { } certificate)
        {
            builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificateSelector = (_, _) => certificate.Current));
        }

        builder.Services.AddWindowsService(service => service.ServiceName = "methodbot");
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton(store).AddSingleton(settings.Clock).AddSingleton(new DialogLibrary(dialogs));
        builder.Services.AddSingleton(new TurnAllowance(settings.Service.TurnsPerMinute));
        builder.Services.AddSingleton(new RetentionTerms(TimeSpan.FromDays(settings.Storage.MessagesKept)));
        builder.Services.AddSingleton<IBotCommands, DialogCommands>();
        // The publisher stands before the conversations: what was decided before a kill is in the folder before the first turn.
        builder.Services.AddSingleton(folder).AddSingleton<DialogReloader>().AddHostedService<DialogPublisher>().AddHostedService<DialogWatcher>();
        if (sandbox is null)
            builder.Services.AddSingleton(settings).AddHostedService<BackupSchedule>();
        builder.Services.AddService(settings.Service).AddMessengers(builder.Configuration).AddConversations();

        using var telemetry = TelemetryExport.Start(settings.OtlpEndpoint);
        await using var app = builder.Build();
        app.MapHealth();
        app.MapWebhooks();
        using var phones = sandbox?.CreatePhones(settings.Service.Name);
        if (phones is not null)
            app.MapSandboxPages(phones);
        try
        {
            await app.StartAsync();
        }
        catch (IOException e)
        {
            throw WebAddress.Refused(settings.WebUrl, e.Message);
        }

        Announce(app, sandbox is not null);
        if (settings.Service.Phone.Length == 0)
            Console.WriteLine("Service:Phone is empty: people who do not consent should be given a number to call.");
        var greeting = sandbox?.GreetAsync(TimeProvider.System, app.Lifetime.ApplicationStopping) ?? Task.CompletedTask;
        await app.WaitForShutdownAsync();
        await greeting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The host stops without a word of its own when the store fails before the first turn.
        var failed = app.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Select(service => service.ExecuteTask?.Exception?.InnerException).OfType<StoreException>().FirstOrDefault();
        return failed is null ? 0 : throw new OperatorException($"{failed.Message}. The bot has stopped; \"methodbot doctor\" tells what is wrong with {store.Path}.");
    }

    private static Store OpenStore(HostSettings settings, SliceSet slices)
    {
        try
        {
            if (settings.IsSandbox)
                return SandboxFiles.OpenStore(settings, slices);
            var store = Store.Open(settings.Storage.Path, slices.Schemas, exclusive: true);
            if (!store.IsDemonstration)
                return store;
            store.Dispose();
            throw new OperatorException(
                $"{store.Path} holds the demonstration's invented people, so it does not serve with a real token. Start clean: set Storage:Path to a new file, or remove this one with the files beside it.");
        }
        catch (StoreException e)
        {
            throw new OperatorException(e.Message);
        }
    }

    private static void Announce(WebApplication app, bool sandbox)
    {
        foreach (var url in app.Urls)
        {
            Console.WriteLine(sandbox
                ? $"The sandbox is open at {url} — three phones, no token needed. Ctrl+C stops it."
                : $"MethodBot is running. Health: {url}/health/live");
        }
    }
}

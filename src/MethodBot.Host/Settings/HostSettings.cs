using MethodBot.Conversations.Storage;
using MethodBot.Conversations.Turns;
using MethodBot.Messengers;
using MethodBot.Service;
using MethodBot.Service.Demonstration;
using Microsoft.Extensions.Options;

namespace MethodBot.Host.Settings;

/// <summary>All settings, read and checked together: every fault is told at once.</summary>
public sealed class HostSettings
{
    // Of the invented town.
    private const string SandboxPhone = "+7 (000) 000-00-00";

    private HostSettings(IConfiguration configuration) => Configuration = configuration;

    public IConfiguration Configuration { get; }

    public ServiceOptions Service { get; } = new();

    public StoreOptions Storage { get; } = new();

    /// <summary>Where daily backups go.</summary>
    public string BackupFolder => Storage.BackupFolder.Length > 0
        ? Storage.BackupFolder
        : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Storage.Path))!, "backups");

    /// <summary>Local time of the daily backup.</summary>
    public TimeOnly BackupAt { get; private set; }

    /// <summary>Folder of the dialogs, as given.</summary>
    public string DialogsPath { get; private set; } = "dialogs";

    /// <summary>Of the program's own web server; null while that is http.</summary>
    internal WebCertificate? Certificate { get; private set; }

    /// <summary>Where measurements and traces go; null: nowhere.</summary>
    public Uri? OtlpEndpoint { get; private set; }

    public Uri WebUrl { get; private set; } = new("http://127.0.0.1:5080");

    public ServiceClock Clock { get; private set; } = new(TimeZoneInfo.Utc);

    /// <summary>No messenger has a token: the program plays with itself.</summary>
    public bool IsSandbox => string.IsNullOrWhiteSpace(Configuration["Telegram:Token"]) && string.IsNullOrWhiteSpace(Configuration["Vk:Token"])
        && Configuration.GetSection("Vk:Communities").GetChildren().All(community => string.IsNullOrWhiteSpace(community["Token"]));

    /// <param name="arguments">Settings from the command line, as <c>--Section:Key=value</c>.</param>
    /// <exception cref="OperatorException">Every fault, a message each.</exception>
    public static HostSettings Read(IReadOnlyList<string> arguments)
    {
        var faults = new List<string>();
        HostSettings settings;
        try
        {
            settings = new HostSettings(new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .AddCommandLine([.. arguments])
                .Build());
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new OperatorException($"settings cannot be read: {e.Message} {e.InnerException?.Message}".TrimEnd());
        }

        settings.Bind(faults);
        if (faults.Count > 0)
            throw new OperatorException(faults);
        return settings;
    }

    private void Bind(List<string> faults)
    {
        Configuration.GetSection(ServiceOptions.Section).Bind(Service);
        try
        {
            Configuration.GetSection(StoreOptions.Section).Bind(Storage);
        }
        catch (InvalidOperationException)
        {
            faults.Add($"Storage:BackupsKept \"{Configuration["Storage:BackupsKept"]}\" or Storage:MessagesKept \"{Configuration["Storage:MessagesKept"]}\" is no number. Write for example 14, where 0 keeps none, and 30.");
        }

        if (Storage.MessagesKept < 7)
            faults.Add($"Storage:MessagesKept {Storage.MessagesKept} is less than a week: buttons of messages that people still have would be unknown. Write 7 or more.");
        if (Service.PersonalDataKept is < 0 or (> 0 and < 365))
            faults.Add($"Service:PersonalDataKept {Service.PersonalDataKept} is less than a year. Write the days that the consent names to people, for example 1095, or 0 to keep everything.");

        DialogsPath = Configuration["Dialogs:Path"] is { Length: > 0 } path ? path : DialogsPath;
        ReadZone(faults);
        if (IsSandbox && string.IsNullOrWhiteSpace(Service.Phone))
            Service.Phone = SandboxPhone;
        if (IsSandbox && Service.Admins.Count == 0)
            Service.Admins.Add(DemonstrationData.Administrator.ToString());
        if (QuietHours.Read(Service, Clock) is null)
            faults.Add($"Service:QuietHours \"{Service.QuietHours}\" is no pair of hours. Write for example 20:00-08:00.");
        foreach (var admin in Service.Admins)
        {
            if (admin.Split(':') is not ["telegram" or "vk", { Length: > 0 } id] || !id.All(char.IsAsciiDigit))
                faults.Add($"Service:Admins \"{admin}\" is no account. Write for example telegram:1001 or vk:7001.");
        }

        foreach (var chat in Service.StaffChats.Where(chat => !StaffChats.IsGroup(chat)))
            faults.Add($"Service:StaffChats \"{chat}\" is no group. Write for example telegram:-1001234567890, telegram:-1001234567890:77 for a topic, or vk:2000000001.");

        foreach (var holiday in Service.Holidays)
        {
            if (!DateOnly.TryParseExact(holiday, "yyyy-MM-dd", out _))
                faults.Add($"Service:Holidays \"{holiday}\" is no date. Write for example 2026-11-04.");
        }

        WorkingHoursSettings.Read(Service.WorkingHours, Service.Holidays, Clock, faults);
        if (WorkingHoursSettings.ReadDuration(Service.AnswerWithin) is null)
            faults.Add($"Service:AnswerWithin \"{Service.AnswerWithin}\" is no working time. Write hours and minutes, for example 04:00.");
        if (Service.TurnsPerMinute is < 0 or (> 0 and < 20))
            faults.Add($"Service:TurnsPerMinute {Service.TurnsPerMinute} is less than a person in a hurry needs. Write 20 or more, or 0 for no limit.");
        if (TimeOnly.TryParseExact(Storage.BackupAt, "HH:mm", out var at))
            BackupAt = at;
        else
            faults.Add($"Storage:BackupAt \"{Storage.BackupAt}\" is no time. Write for example 03:30.");
        ReadWeb(faults);
        ReadTelemetry(faults);
        faults.AddRange(MessengerFaults());
    }

    private void ReadZone(List<string> faults)
    {
        if (TimeZones.Find(Service.TimeZone) is { } zone)
            Clock = new ServiceClock(zone);
        else
            faults.Add($"Service:TimeZone \"{Service.TimeZone}\" is not known to this machine. Write an IANA name, for example Asia/Yekaterinburg.");
    }

    private void ReadTelemetry(List<string> faults)
    {
        var text = Configuration["Telemetry:OtlpEndpoint"];
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            OtlpEndpoint = url;
        else
            faults.Add($"Telemetry:OtlpEndpoint \"{text}\" is no address. Write for example http://127.0.0.1:4318.");
    }

    private void ReadWeb(List<string> faults)
    {
        var text = Configuration["Web:Url"];
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            faults.Add($"Web:Url \"{text}\" is no address. Write for example http://127.0.0.1:5080.");
        else if (IsSandbox && !url.IsLoopback)
            faults.Add($"Web:Url \"{text}\" is open to others, but without a token the sandbox runs, and it serves this machine only. Use http://127.0.0.1:5080, or set a token.");
        else if (url.Scheme == Uri.UriSchemeHttps && string.IsNullOrWhiteSpace(Configuration["Web:Certificate"]))
            faults.Add("Web:Url is https, which needs Web:Certificate (and Web:CertificateKey, or a .pfx with Web:CertificatePassword). Behind a reverse proxy use http.");
        else
            WebUrl = url;
        ReadCertificate(faults);
    }

    private void ReadCertificate(List<string> faults)
    {
        if (WebUrl.Scheme != Uri.UriSchemeHttps || Configuration["Web:Certificate"] is not { Length: > 0 } path)
            return;
        Certificate = new WebCertificate(
            path,
            Configuration["Web:CertificateKey"] is { Length: > 0 } key ? key : null,
            Configuration["Web:CertificatePassword"] is { Length: > 0 } password ? password : null);
        if (Certificate.FindFault() is { } fault)
            faults.Add(fault);
    }

    private IEnumerable<string> MessengerFaults()
    {
        using var services = new ServiceCollection().AddMessengers(Configuration).BuildServiceProvider();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
        catch (AggregateException e)
        {
            return e.InnerExceptions.OfType<OptionsValidationException>().SelectMany(inner => inner.Failures).ToList();
        }
    }
}

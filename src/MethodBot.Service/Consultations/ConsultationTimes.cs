using System.Globalization;
using MethodBot.Conversations.Turns;
using MethodBot.Dialogs.Answers;

namespace MethodBot.Service.Consultations;

/// <summary>Working time of consultations: what is promised, and how long somebody has waited.</summary>
internal sealed class ConsultationTimes(ServiceOptions options)
{
    private readonly Lock _lock = new();
    private WorkingHours? _hours;

    /// <summary>Working time in which a question should have an answer.</summary>
    public TimeSpan AnswerWithin { get; } = WorkingHoursSettings.ReadDuration(options.AnswerWithin)
        ?? throw new ArgumentException($"\"{options.AnswerWithin}\" is no working time: settings were not checked", nameof(options));

    public WorkingHours Hours(ServiceContext context)
    {
        lock (_lock)
            return _hours ??= Read(context.Clock);
    }

    /// <summary>Working time for which the teacher has waited for a word.</summary>
    public TimeSpan Waited(ServiceContext context, Consultation consultation) =>
        consultation.WaitingSince is { } since ? Hours(context).Between(since, context.Now) : TimeSpan.Zero;

    public bool IsOverdue(ServiceContext context, Consultation consultation) =>
        consultation is { IsClosed: false, Awaits: Awaits.Answer } && Waited(context, consultation) >= AnswerWithin;

    /// <summary>«2 ч 15 мин».</summary>
    public static string Format(ServiceContext context, TimeSpan working)
    {
        var (hours, minutes) = ((int)working.TotalHours, working.Minutes);
        var key = (hours, minutes) switch
        {
            (0, _) => ConsultationTexts.AgeMinutes,
            (_, 0) => ConsultationTexts.AgeHours,
            _ => ConsultationTexts.AgeHoursMinutes,
        };
        return context.Texts.Plain(key, ("hours", Answer.OfNumber(hours)), ("minutes", Answer.OfNumber(minutes)));
    }

    /// <summary>«в понедельник после 8:30»: when work goes on; null while the service is at work.</summary>
    public string? NextWork(ServiceContext context)
    {
        var next = Hours(context).NextWorking(context.Now);
        if (next == context.Now)
            return null;
        var local = context.Clock.ToLocal(next);
        var date = DateOnly.FromDateTime(local.DateTime);
        var days = date.DayNumber - context.Today.DayNumber;
        var texts = context.Texts;
        var day = days switch
        {
            0 => texts.Plain(ConsultationTexts.Today),
            1 => texts.Plain(ConsultationTexts.Tomorrow),
            < 7 => texts.Plain(ConsultationTexts.Weekdays).Split(',', StringSplitOptions.TrimEntries)[(int)date.DayOfWeek],
            _ => RussianText.FormatDate(date, context.Today),
        };
        return texts.Plain(
            ConsultationTexts.After, ("day", Answer.OfText(day)), ("time", Answer.OfText(local.ToString("H:mm", CultureInfo.InvariantCulture))));
    }

    private WorkingHours Read(ServiceClock clock)
    {
        var faults = new List<string>();
        return WorkingHoursSettings.Read(options.WorkingHours, options.Holidays, clock, faults) ?? throw new InvalidOperationException(string.Join(' ', faults));
    }
}

namespace MethodBot.Service;

/// <summary>Settings section <c>Service</c>.</summary>
public sealed class ServiceOptions
{
    public const string Section = "Service";

    /// <summary>How the service signs.</summary>
    public string Name { get; set; } = "Методический центр";

    /// <summary>Phone that people are given when the bot cannot help or they do not consent; should not be empty.</summary>
    public string Phone { get; set; } = "";

    /// <summary>IANA name of the town's time zone.</summary>
    public string TimeZone { get; set; } = "Europe/Moscow";

    /// <summary>Accounts of administrators: <c>telegram:1001</c>, <c>vk:7001</c>.</summary>
    public IList<string> Admins { get; set; } = [];

    /// <summary>
    /// For example <c>Mon-Fri 08:30-12:00,13:00-17:00</c>, a line for each kind of day, dates among them; <see cref="WorkingHoursSettings.Default"/>
    /// when empty.
    /// </summary>
    public IList<string> WorkingHours { get; set; } = [];

    /// <summary>
    /// Working time, as hours and minutes, in which a teacher's question should have an answer: then a deputy is asked, and after as
    /// much again the head.
    /// </summary>
    public string AnswerWithin { get; set; } = "04:00";

    /// <summary>
    /// Hours in which nothing unsolicited is sent; the same hour twice, <c>00:00-00:00</c>, is none. Weekends and holidays are quiet too,
    /// where <see cref="WorkingHours"/> does not name them.
    /// </summary>
    public string QuietHours { get; set; } = "20:00-08:00";

    /// <summary>
    /// Groups of the service's people in which the bot may speak: <c>telegram:-1001234567890</c>, a topic of a forum
    /// <c>telegram:-1001234567890:77</c>, <c>vk:2000000001</c>; where several communities run, with the one that is meant: <c>vk:2000000001@201</c>.
    /// Only for some directions: <c>telegram:-1001234567890:77=primary,math</c>.
    /// </summary>
    public IList<string> StaffChats { get; set; } = [];

    /// <summary>
    /// Messages and presses of one account that are answered within a minute; what comes beyond is ignored, and the person is told so
    /// once. 0 answers everything.
    /// </summary>
    public int TurnsPerMinute { get; set; } = 1200;

    /// <summary>
    /// Days for which what people told is kept: who has not written for so long is erased, and so are the words of consultations closed so
    /// long ago. The consent (dialogs/people/consent.yaml) names the term to people, so both change together. 0 keeps everything.
    /// </summary>
    public int PersonalDataKept { get; set; } = 1095;

    /// <summary>Dates without work, as <c>2026-11-04</c>.</summary>
    public IList<string> Holidays { get; set; } = [];
}

using System.Collections.Concurrent;
using MethodBot.Emulators;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

/// <summary>An announcement to everybody, within the limits that both messengers set, while others go on talking.</summary>
public sealed class AnnouncementStoryTests(ITestOutputHelper log)
{
    private const int InVk = 10_000;
    private const int InTelegram = 1_000;
    private const long FirstId = 1_000_000;
    private const string Text = "Завтра в 15:00 вебинар «Оценивание».";

    // Announced at any hour of any day.
    private static readonly TownOptions Awake = new() { WithLimits = true, Settings = ["--Service:QuietHours=00:00-00:00", "--Service:WorkingHours:0=Mon-Sun 00:00-23:59"] };

    [Fact]
    public Task Ten_thousand_in_VK_and_a_thousand_in_Telegram_hear_it_and_who_talks_meanwhile_is_answered_first() => Town.PlayAsync(log, Awake with { SettingsOf = Populate }, async town =>
    {
        var head = await town.WithMenuAsync(town.InTelegram(3003, "Татьяна", "Громова"));
        var telegramTeacher = await town.WithMenuAsync(town.InTelegram(2001, "Елена", "Соколова"));
        var vkTeacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
        var order = new ConcurrentQueue<(string Messenger, long Person, bool IsAnnouncement)>();
        town.TelegramServer!.Changed += Note;
        town.VkServer!.Changed += Note;

        await head.ChooseAsync("чем помочь?", "Работа службы");
        await head.ChooseAsync("Работа службы", "Объявление");
        await head.ChooseAsync("Кому отправить", "Всем");
        await head.WriteAsync("Напишите объявление", Text);
        var preview = await head.SeesAsync("Получат: ");
        log.WriteLine(preview.Text.ReplaceLineEndings(" / "));
        await head.ChooseAsync("Получат: ", "Отправить");

        // In both messengers somebody asks for help while it goes out.
        await Waiting.UntilAsync(() => order.Count(one => one is { Messenger: "vk", IsAnnouncement: true }) > 1000, "the first tenth", () => $"{order.Count}");
        var vkMark = order.Count;
        vkTeacher.Type("помощь");
        await vkTeacher.HearsAsync("Отвечать можно кнопками или словами");
        await Waiting.UntilAsync(() => order.Count(one => one is { Messenger: "telegram", IsAnnouncement: true }) > 100, "the first tenth in Telegram", () => $"{order.Count}");
        var telegramMark = order.Count;
        telegramTeacher.Type("помощь");
        await telegramTeacher.HearsAsync("Отвечать можно кнопками или словами");

        await Waiting.UntilAsync(
            () => town.Count("SELECT count(*) FROM outbox WHERE state < 2") == 0 && town.Count("SELECT count(*) FROM timer WHERE kind LIKE 'announcements%'") == 0,
            "everybody told",
            () => $"{order.Count} heard it",
            TimeSpan.FromMinutes(4));
        town.RefusedForHaste().ShouldBe(0);
        foreach (var (messenger, people) in new[] { ("vk", InVk), ("telegram", InTelegram) })
        {
            // Each of the new ones exactly once.
            var heard = order.Where(one => one.IsAnnouncement && one.Messenger == messenger && one.Person >= FirstId).GroupBy(one => one.Person).ToList();
            heard.Count.ShouldBe(people);
            heard.ShouldAllBe(person => person.Count() == 1);
        }

        // Requests that had left when the teacher asked may arrive before the answer: eight at once, a hundred people each in VK.
        Between(order, vkMark, "vk", vkTeacher.Id).ShouldBeLessThanOrEqualTo(8 * 100);
        Between(order, telegramMark, "telegram", telegramTeacher.Id).ShouldBeLessThanOrEqualTo(8 + 8);
        log.WriteLine(string.Join(", ", town.TelegramServer!.RequestCounts.Concat(town.VkServer!.RequestCounts).Select(count => $"{count.Key} {count.Value}")));

        void Note(EmulatedChange change)
        {
            if (change.Message is { FromBot: true } message)
                order.Enqueue((change.Messenger, change.PersonId, message.Text.Contains(Text, StringComparison.Ordinal) && message.Text.StartsWith("Объявление", StringComparison.Ordinal)));
        }
    });

    [Fact]
    public Task Who_wants_no_more_presses_a_button_and_gets_none() => Town.PlayAsync(log, Awake with { WithLimits = false }, async town =>
    {
        var head = await town.WithMenuAsync(town.InTelegram(3003, "Татьяна", "Громова"));
        var teacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
        await AnnounceAsync(head, "Первое объявление");
        var first = await teacher.HearsAsync("Первое объявление");
        (await teacher.NoticeOfAsync(teacher.PressOld(first, "Больше не присылать"))).ShouldStartWith("Больше не пришлю");
        head.Type("меню");
        await AnnounceAsync(head, "Второе объявление");
        await head.UntilAsync(() => head.FromBot.FirstOrDefault(message => message.Text.Contains("Объявление\n\nВторое", StringComparison.Ordinal)), "the second one");
        teacher.Chat.ShouldNotContain(message => message.Text.Contains("Второе", StringComparison.Ordinal));
    });

    private static async Task AnnounceAsync(Person head, string text)
    {
        await head.ChooseAsync("чем помочь?", "Работа службы");
        await head.ChooseAsync("Работа службы", "Объявление");
        await head.ChooseAsync("Кому отправить", "Всем");
        await head.WriteAsync("Напишите объявление", text);
        await head.ChooseAsync("Получат: ", "Отправить");
        await head.HearsAsync("Отправляю");
    }

    // Announced to others between a question and its answer.
    private static int Between(IEnumerable<(string Messenger, long Person, bool IsAnnouncement)> order, int mark, string messenger, long person) =>
        order.Skip(mark).Where(one => one.Messenger == messenger).TakeWhile(one => one.Person != person || one.IsAnnouncement).Count(one => one.IsAnnouncement);

    private static IReadOnlyList<string> Populate(Town town)
    {
        KnownPeople.Add(town, town.VkServer!, InVk, FirstId, firstPerson: 2_000_000);
        KnownPeople.Add(town, town.TelegramServer!, InTelegram, FirstId, firstPerson: 3_000_000);

        // They started the bot long ago: what they said then is no news.
        using var http = new HttpClient();
        using var forget = new HttpRequestMessage(HttpMethod.Get, $"{town.TelegramServer!.ApiUrl}bot{town.TelegramServer.Token}/deleteWebhook?drop_pending_updates=true");
        using var answer = http.Send(forget);
        answer.EnsureSuccessStatusCode();

        return [];
    }
}

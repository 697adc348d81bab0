using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>The network between the bot and its messengers fails.</summary>
public sealed class OutageTests(ITestOutputHelper log)
{
    private const string Help = "В чём Вам нужна помощь";

    [Theory]
    [InlineData("telegram", 2001, 2)]
    [InlineData("vk", 7002, 1)]
    public Task A_send_whose_answer_is_lost_is_sent_again_which_shows_in_Telegram_only(string messenger, long id, int shown)
    {
        var network = new Network();
        return Town.PlayAsync(log, Behind(network, messenger), async town =>
        {
            var teacher = await town.WithMenuAsync(town.In(messenger, id));
            await teacher.ChooseAsync("чем помочь?", "Пройти анкету");
            await teacher.ChooseAsync("Сколько лет", "Больше двадцати");
            await teacher.ChooseAsync("поделиться опытом", "Провести открытое занятие");
            await teacher.SeesAsync("Какой опыт");
            network.LoseAnswersToSends(1);
            teacher.Type("Окружающий мир");
            await Waiting.UntilAsync(() => town.Count("SELECT count(*) FROM outbox WHERE state < 2") == 0 && network.Lost == 1, "an outbox that is empty again", () => town.BotOutput);
            var copies = teacher.FromBot.Where(message => message.Text.Contains(Help, StringComparison.Ordinal)).ToList();
            copies.Count.ShouldBe(shown);

            // Whichever copy is pressed, the answer counts.
            teacher.PressOld(copies[0], "Дети с ОВЗ");
            await teacher.UntilAsync(() => teacher.Chat is [.., { FromBot: true } last] && Person.Ticked(last) is ["Дети с ОВЗ"] ? last : null, "the tick on the last copy");
            await teacher.ChooseAsync(Help, "Готово");
            await teacher.SeesAsync("Насколько уверенно");
        });
    }

    [Theory]
    [InlineData("telegram", 2001)]
    [InlineData("vk", 7002)]
    public Task What_a_person_does_while_the_messenger_does_not_answer_is_taken_up_once_when_it_does(string messenger, long id)
    {
        var network = new Network();
        return Town.PlayAsync(log, Behind(network, messenger), async town =>
        {
            var teacher = await town.WithMenuAsync(town.In(messenger, id));
            await teacher.ChooseAsync("чем помочь?", "Пройти анкету");
            var drawing = await teacher.SeesAsync("Сколько лет");
            network.IsDown = true;
            teacher.PressOld(drawing, "Больше двадцати");
            await Waiting.UntilAsync(() => network.Lost >= 2, "requests in vain", () => town.BotOutput);
            network.IsDown = false;
            await teacher.ChooseAsync("поделиться опытом", "Провести открытое занятие");
            await teacher.SeesAsync("Какой опыт");
            teacher.FromBot.Count(message => message.Text.Contains("Какой опыт", StringComparison.Ordinal)).ShouldBe(1);
        });
    }

    [Fact]
    public Task What_people_do_while_both_messengers_are_away_is_taken_up_once_when_they_are_back()
    {
        var lines = new List<Interposer>();
        var options = new TownOptions
        {
            Between = async emulator =>
            {
                lines.Add(await Interposer.StartAsync(emulator, (_, answer) => answer));
                return lines[^1];
            },
        };
        return Town.PlayAsync(log, options, async town =>
        {
            var belova = await town.WithMenuAsync(town.InTelegram(3001));
            var anna = await town.WithMenuAsync(town.InTelegram(2001));
            var teacher = await town.WithMenuAsync(town.InVk(7002));
            await anna.ChooseAsync("чем помочь?", "Пройти анкету");
            var drawing = await anna.SeesAsync("Сколько лет");
            await teacher.ChooseAsync("чем помочь?", "Спросить методиста");
            await teacher.ChooseAsync("О чём Ваш вопрос?", "Начальные классы");
            await teacher.SeesAsync("Напишите вопрос одним сообщением");

            foreach (var line in lines)
                await line.GoAwayAsync();
            anna.PressOld(drawing, "Больше двадцати");
            teacher.Type("Как оценивать проект?");
            foreach (var messenger in new[] { "telegram", "vk" })
            {
                await Waiting.UntilAsync(
                    () => town.BotOutput.Split('\n').Count(told => told.Contains($"{messenger}:", StringComparison.Ordinal) && told.Contains("ConnectionRefused", StringComparison.Ordinal)) >= 3,
                    $"polls of {messenger} in vain",
                    () => town.BotOutput);
            }

            foreach (var line in lines)
                await line.ComeBackAsync();
            await anna.ChooseAsync("поделиться опытом", "Провести открытое занятие");
            await anna.SeesAsync("Какой опыт");
            await belova.HearsAsync("Как оценивать проект?");
            await teacher.HearsAsync("№ 1");
            anna.FromBot.Count(message => message.Text.Contains("Какой опыт", StringComparison.Ordinal)).ShouldBe(1);
            belova.FromBot.Count(message => message.Text.Contains("Как оценивать проект?", StringComparison.Ordinal)).ShouldBe(1);
            town.Count("SELECT count(*) FROM consultation").ShouldBe(1);
        });
    }

    private static TownOptions Behind(Network network, string messenger) => new()
    {
        WithTelegram = messenger == "telegram",
        WithVk = messenger == "vk",
        Between = emulator => Interposer.StartAsync(emulator, network.Pass),
    };

    private sealed class Network
    {
        private volatile bool _isDown;
        private int _sendsToLose;
        private int _lost;

        public bool IsDown
        {
            get => _isDown;
            set => _isDown = value;
        }

        public int Lost => Volatile.Read(ref _lost);

        public void LoseAnswersToSends(int count) => Volatile.Write(ref _sendsToLose, count);

        public string? Pass(string path, string answer)
        {
            var isSend = path.EndsWith("/sendMessage", StringComparison.OrdinalIgnoreCase) || path.EndsWith("/messages.send", StringComparison.Ordinal);
            if (!_isDown && !(isSend && Interlocked.Decrement(ref _sendsToLose) >= 0))
                return answer;
            Interlocked.Increment(ref _lost);
            return null;
        }
    }
}

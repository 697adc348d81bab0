using System.Globalization;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

/// <summary>The service's people in a group of their own, where the bot shows what teachers ask.</summary>
public sealed class StaffGroupStoryTests(ITestOutputHelper log)
{
    private const long Belova = 3001;
    private const long Stranger = 9001;

    [Theory]
    [InlineData(TelegramGroupKind.Group)]
    [InlineData(TelegramGroupKind.Supergroup)]
    public async Task In_Telegram_a_question_comes_to_the_group_is_taken_there_and_answered_by_a_reply(TelegramGroupKind kind)
    {
        TelegramGroup? group = null;
        var options = new TownOptions
        {
            SettingsOf = town => [Named(group = town.TelegramServer!.CreateGroup("Методисты", kind, Member(town, Belova), Member(town, Stranger)))],
        };
        await Town.PlayAsync(log, options, async town =>
        {
            var belova = await town.WithMenuAsync(town.InTelegram(Belova, "Ольга", "Белова"));
            var teacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
            await AskAsync(teacher, "Начальные классы", "Как оценивать проект?");
            var card = await SeenAsync(group!, "Как оценивать проект?");
            card.Text.ShouldContain("Обращение № 1");

            // Who does not work in the service is refused, and nobody else hears of it.
            group!.Press(Stranger, card.Id, Button(card, "Взять"));
            group.Press(Belova, card.Id, Button(card, "Взять"));
            await teacher.HearsAsync("На Ваш вопрос ответит Ольга Ивановна");
            await SeenAsync(group, "Отвечает: Ольга Ивановна");
            group.Messages.Last(message => message.Id == card.Id).Buttons.ShouldBeEmpty();
            await belova.HearsAsync("Отвечает: Ольга Ивановна");

            group.SendText(Belova, "По трём критериям.", replyTo: card.Id);
            (await teacher.HearsAsync("По трём критериям.")).Text.ShouldContain("Ольга Ивановна отвечает");

            // Talk of the group is the group's own.
            group.SetBotAdministrator(Belova, true);
            var before = group.Messages.Count(message => message.FromBot);
            group.SendText(Belova, "Коллеги, кто завтра на семинаре?");
            group.SendText(Stranger, "/menu");
            belova.Type("меню");
            await belova.SeesAsync("чем помочь?");
            group.Messages.Count(message => message.FromBot).ShouldBe(before);
            teacher.Chat.ShouldNotContain(message => message.Text.Contains("кто завтра", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_goes_on_without_a_change_of_settings()
    {
        TelegramGroup? group = null;
        var options = new TownOptions
        {
            SettingsOf = town => [Named(group = town.TelegramServer!.CreateGroup("Методисты", TelegramGroupKind.Group, Member(town, Belova)))],
        };
        await Town.PlayAsync(log, options, async town =>
        {
            await town.WithMenuAsync(town.InTelegram(Belova, "Ольга", "Белова"));
            var teacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
            await AskAsync(teacher, "Начальные классы", "Первый вопрос");
            await SeenAsync(group!, "Первый вопрос");
            var supergroup = group!.Migrate(Belova);

            // The one that stood in the old group when it moved, and one that comes after.
            teacher.Type("меню");
            await AskAsync(teacher, "Начальные классы", "Второй вопрос");
            var card = await SeenAsync(supergroup, "Второй вопрос");
            supergroup.Press(Belova, card.Id, Button(card, "Взять"));
            await teacher.HearsAsync("На Ваш вопрос ответит Ольга Ивановна (№ 2");
        });
    }

    [Fact]
    public async Task Each_direction_has_its_topic_of_a_forum()
    {
        TelegramGroup? group = null;
        string primary = "", upbringing = "";
        var options = new TownOptions
        {
            SettingsOf = town =>
            {
                group = town.TelegramServer!.CreateGroup("Методисты", TelegramGroupKind.Forum, Member(town, Belova));
                primary = group.CreateTopic(Belova, "Начальные классы");
                upbringing = group.CreateTopic(Belova, "Воспитание");
                return [$"{Named(group)}:{primary}=primary", $"--Service:StaffChats:1=telegram:{group.Id.ToString(CultureInfo.InvariantCulture)}:{upbringing}=upbringing"];
            },
        };
        await Town.PlayAsync(log, options, async town =>
        {
            var teacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
            await AskAsync(teacher, "Начальные классы", "Как оценивать проект?");
            (await SeenAsync(group!, "Как оценивать проект?")).Topic.ShouldBe(primary);
            await AskAsync(teacher, "Воспитание и классное руководство", "Как провести классный час?");
            (await SeenAsync(group!, "Как провести классный час?")).Topic.ShouldBe(upbringing);
        });
    }

    [Fact]
    public async Task In_VK_a_question_comes_to_the_chat_and_is_taken_there()
    {
        const long Zorina = 7103;
        IEmulatedGroup? group = null;
        var options = new TownOptions
        {
            WithTelegram = false,
            SettingsOf = town =>
            {
                town.InVk(Zorina, "Наталья", "Зорина");
                group = town.VkServer!.CreateGroup("Методисты", Zorina);
                return [$"--Service:StaffChats:0=vk:{group.Id.ToString(CultureInfo.InvariantCulture)}"];
            },
        };
        await Town.PlayAsync(log, options, async town =>
        {
            var zorina = await town.WithMenuAsync(town.InVk(Zorina, "Наталья", "Зорина"));
            var teacher = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
            await AskAsync(teacher, "Воспитание и классное руководство", "Как провести классный час?");
            var card = await SeenAsync(group!, "Как провести классный час?");
            group!.Press(Zorina, card.Id, Button(card, "Взять"));
            await teacher.HearsAsync("На Ваш вопрос ответит Наталья Юрьевна");
            await zorina.HearsAsync("Отвечает: Наталья Юрьевна");
            group.SendText(Zorina, "Начните с круга.", replyTo: card.Id);
            await teacher.HearsAsync("Начните с круга.");
        });
    }

    [Fact]
    public async Task A_group_that_no_setting_names_hears_nothing_from_the_bot()
    {
        TelegramGroup? group = null;
        var options = new TownOptions
        {
            SettingsOf = town =>
            {
                group = town.TelegramServer!.CreateGroup("Родители", TelegramGroupKind.Supergroup, Member(town, Belova));
                return [];
            },
        };
        await Town.PlayAsync(log, options, async town =>
        {
            var belova = await town.WithMenuAsync(town.InTelegram(Belova, "Ольга", "Белова"));
            group!.SendText(Belova, "/start");
            group.SendText(Belova, "/menu@" + TelegramEmulator.BotUsername);
            await belova.ChooseAsync("чем помочь?", "Ещё");
            await belova.SeesAsync("Что ещё показать?");
            group.Messages.ShouldNotContain(message => message.FromBot);

            // Each change of what the bot may do there is told by Telegram; the log names the group once.
            for (var i = 0; i < 3; i++)
            {
                group.SetBotAdministrator(Belova, true);
                group.SetBotAdministrator(Belova, false);
            }

            belova.Type("меню");
            await belova.SeesAsync("чем помочь?");
            town.BotOutput.Split("the bot is in the group").Length.ShouldBe(2);
        });
    }

    private static string Named(TelegramGroup group) => $"--Service:StaffChats:0=telegram:{group.Id.ToString(CultureInfo.InvariantCulture)}";

    private static long Member(Town town, long id) => town.InTelegram(id, id == Belova ? "Ольга" : "Посторонний", id == Belova ? "Белова" : "Человек").Id;

    private static async Task AskAsync(Person teacher, string direction, string question)
    {
        await teacher.ChooseAsync("чем помочь?", "Спросить методиста");
        await teacher.ChooseAsync("О чём Ваш вопрос?", direction);
        await teacher.WriteAsync("Напишите вопрос одним сообщением", question);
        await teacher.HearsAsync("Передал методистам");
        // The menu follows in a message of its own: who types before it comes would press the older of two menus.
        await teacher.SeesAsync("чем помочь?");
    }

    private static Task<EmulatedMessage> SeenAsync(IEmulatedGroup group, string text) => Waiting.UntilAsync(
        () => group.Messages.LastOrDefault(message => message.FromBot && message.Text.Contains(text, StringComparison.Ordinal)),
        $"«{text}» in the group",
        () => string.Join(Environment.NewLine, group.Messages.Select(message => message.Text)));

    private static EmulatedButton Button(EmulatedMessage message, string label) =>
        message.Buttons.SelectMany(row => row).Single(button => button.Label.StartsWith(label, StringComparison.Ordinal));
}

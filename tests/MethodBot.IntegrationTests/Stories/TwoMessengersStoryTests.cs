using System.Text.RegularExpressions;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

public sealed partial class TwoMessengersStoryTests(ITestOutputHelper log)
{
    private const string Menu = "чем помочь?";

    private static readonly TownOptions AtWork = new() { Settings = ["--Service:WorkingHours:0=Mon-Sun 00:00-23:59"] };

    [Fact]
    public Task A_teacher_joins_VK_and_Telegram_by_a_code_has_one_history_and_is_reached_where_she_can_be() => Town.PlayAsync(log, AtWork, async town =>
    {
        var vk = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
        var people = town.Count("SELECT count(*) FROM person");
        await vk.ChooseAsync(Menu, "Ещё");
        await vk.ChooseAsync("Что ещё показать?", "Мой профиль");
        await vk.ChooseAsync("Тимофеева Светлана Андреевна", "Подключить мессенджер");
        await vk.ChooseAsync("Можно пользоваться ботом в двух мессенджерах", "Показать код");
        var code = Code().Match((await vk.HearsAsync("Ваш код:")).Text).Value;

        var telegram = town.InTelegram(2055, "Света", "Т");
        telegram.Start();
        await telegram.ChooseAsync("Вы даёте согласие?", "Я уже пользуюсь этим ботом");
        await telegram.WriteAsync("Он покажет код из шести цифр", code);
        await telegram.HearsAsync("Готово, Светлана Андреевна!");
        await telegram.SeesAsync("Светлана Андреевна, чем помочь?");
        town.Count("SELECT count(*) FROM person").ShouldBe(people);
        town.Count("SELECT count(DISTINCT person_id) FROM account WHERE account IN ('7002', '2055')").ShouldBe(1);

        // What is done in the one is seen in the other.
        await telegram.ChooseAsync(Menu, "Семинары");
        await telegram.ChooseAsync("Ближайшие мероприятия", "Оценивание в начальной школе");
        await telegram.ChooseAsync("Оценивание в начальной школе", "Записаться");
        await telegram.HearsAsync("Вы записаны");
        vk.Type("меню");
        await vk.ChooseAsync(Menu, "Мои записи");
        Person.Offers(await vk.SeesAsync("Ваши записи"), "Оценивание").ShouldBeTrue();

        // Where one messenger is closed, the answer comes in the other.
        var belova = await town.WithMenuAsync(town.InTelegram(3001, "Ольга", "Белова"));
        vk.Type("меню");
        await vk.ChooseAsync(Menu, "Ещё");
        await vk.ChooseAsync("Что ещё показать?", "Мой профиль");
        await vk.ChooseAsync("Тимофеева Светлана Андреевна", "Напоминания и приглашения");
        await vk.ChooseAsync("Куда присылать напоминания?", "Во ВКонтакте");
        await vk.ChooseAsync("Присылать ещё приглашения", "Присылать");
        await vk.SeesAsync("Напоминания приходят: во ВКонтакте.");
        vk.Type("меню");
        await vk.ChooseAsync(Menu, "Спросить методиста");
        await vk.ChooseAsync("О чём", "Начальные классы");
        await vk.SeesAsync("Напишите вопрос");
        vk.Type("Как оценивать проект в третьем классе?");
        var card = await belova.HearsAsync("Как оценивать проект в третьем классе?");
        vk.Block(true);
        belova.Type("По трём критериям.", replyTo: card);
        await telegram.HearsAsync("По трём критериям.");
    });

    [GeneratedRegex(@"\d{3} \d{3}", RegexOptions.None, 1000)]
    private static partial Regex Code();
}

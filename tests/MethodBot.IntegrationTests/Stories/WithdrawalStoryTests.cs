using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

public sealed class WithdrawalStoryTests(ITestOutputHelper log)
{
    private const string Menu = "чем помочь?";

    [Fact]
    public Task What_a_person_sent_is_off_the_disk_once_nobody_else_has_sent_the_same() => Town.PlayAsync(log, async town =>
    {
        var belova = await town.WithMenuAsync(town.InTelegram(3001, "Ольга", "Белова"));
        var svetlana = await town.WithMenuAsync(town.InVk(7002, "Светлана", "Тимофеева"));
        var elena = await town.WithMenuAsync(town.InTelegram(2001, "Елена", "Соколова"));
        var photo = Files.Photo("worksheet.png", seed: 7);
        foreach (var teacher in new[] { svetlana, elena })
        {
            await teacher.ChooseAsync(Menu, "Спросить методиста");
            await teacher.ChooseAsync("О чём Ваш вопрос?", "Начальные классы");
            teacher.Send(photo, asPhoto: true, $"Что это такое, спрашивает {teacher.Id}?");
            await belova.SeesAsync($"спрашивает {teacher.Id}?");
        }

        StoredFiles(town).ShouldHaveSingleItem("the same photo is kept once");
        await WithdrawAsync(svetlana);
        await belova.HearsAsync("учитель забирает согласие");
        await svetlana.SeesAsync("Вы даёте согласие?");
        town.Count("SELECT count(*) FROM consultation_message WHERE text LIKE '%7002%'").ShouldBe(0);
        town.Count("SELECT count(*) FROM outbox WHERE payload LIKE '%спрашивает 7002%'").ShouldBe(0);
        StoredFiles(town).ShouldHaveSingleItem("somebody else has sent it too");

        await WithdrawAsync(elena);
        await Waiting.UntilAsync(() => StoredFiles(town).Length == 0 ? "gone" : null, "an empty folder of files", () => string.Join(", ", StoredFiles(town)));
    });

    private static async Task WithdrawAsync(Person person)
    {
        person.Type("меню");
        await person.ChooseAsync(Menu, "Мой профиль");
        await person.ChooseAsync("Напоминания приходят", "Отозвать согласие");
        await person.ChooseAsync("Отозвать согласие?", "Отозвать и удалить");
        await person.HearsAsync("Согласие отозвано");
    }

    private static string[] StoredFiles(Town town)
    {
        var folder = Path.Combine(Path.GetDirectoryName(town.StorePath)!, "files");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }
}

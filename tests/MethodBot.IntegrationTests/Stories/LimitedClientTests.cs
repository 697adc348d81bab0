using MethodBot.Emulators.Vk;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Stories;

/// <summary>People whose VK application cannot show every button come through all the same.</summary>
public sealed class LimitedClientTests(ITestOutputHelper log)
{
    private const long Teacher = 7002;

    private static readonly TownOptions VkAlone = new() { WithTelegram = false };

    [Fact]
    public Task Without_callback_buttons_a_teacher_presses_all_the_same() => PlayAsync(VkClient.Full with { CallbackButtons = false }, async teacher =>
    {
        var menu = await teacher.SeesAsync("чем помочь?");
        menu.Buttons.SelectMany(row => row).ShouldAllBe(button => button.Kind == "text");
        await teacher.ChooseAsync("чем помочь?", "Ещё");
        await teacher.ChooseAsync("Что ещё показать?", "Методические объединения");
        await teacher.SeesAsync("Объединения города");
    });

    [Fact]
    public Task Without_buttons_under_messages_a_teacher_presses_the_keyboard_under_the_input_field() =>
        PlayAsync(VkClient.Full with { InlineKeyboard = false, CallbackButtons = false }, async teacher =>
        {
            (await teacher.SeesAsync("чем помочь?")).Buttons.ShouldBeEmpty();
            PressStanding(teacher, "Ещё");
            await teacher.SeesAsync("Что ещё показать?");
            PressStanding(teacher, "Методические объединения");
            await teacher.SeesAsync("Объединения города");
        });

    [Fact]
    public Task Without_any_keyboard_a_teacher_types_the_numbers() =>
        PlayAsync(new VkClient { Keyboard = false, InlineKeyboard = false, CallbackButtons = false }, async teacher =>
        {
            var menu = await teacher.SeesAsync("чем помочь?");
            menu.Buttons.ShouldBeEmpty();
            teacher.Emulator.StandingKeyboard(Teacher).ShouldBeEmpty();
            teacher.Type(NumberOf(menu.Text, "Ещё"));
            var more = await teacher.SeesAsync("Что ещё показать?");
            teacher.Type(NumberOf(more.Text, "Методические объединения"));
            await teacher.SeesAsync("Объединения города");
            teacher.Type("Меню");
            await teacher.SeesAsync("чем помочь?");
        });

    private Task PlayAsync(VkClient client, Func<Person, Task> story) => Town.PlayAsync(log, VkAlone, async town =>
    {
        var teacher = town.InVk(Teacher);
        town.VkServer!.SetClient(Teacher, client);
        teacher.Start();
        await story(teacher);
    });

    private static void PressStanding(Person person, string label)
    {
        var words = person.Emulator.StandingKeyboard(person.Id).SelectMany(row => row).ToList();
        person.Emulator.PressStanding(person.Id, words.First(word => word.Contains(label, StringComparison.Ordinal)));
    }

    private static string NumberOf(string text, string label)
    {
        var line = text.Split('\n').Single(line => line.Contains(label, StringComparison.Ordinal));
        return line[..line.IndexOf('.', StringComparison.Ordinal)];
    }
}

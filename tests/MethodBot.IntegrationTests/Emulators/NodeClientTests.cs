using System.Collections.Immutable;
using MethodBot.Emulators;
using MethodBot.Emulators.Telegram;
using MethodBot.Emulators.Vk;
using MethodBot.IntegrationTests.Emulators.Support;
using MethodBot.IntegrationTests.Kit;

namespace MethodBot.IntegrationTests.Emulators;

/// <summary>
/// The emulators against client libraries that others wrote by the platforms' documents: neither side can share a mistake with
/// MethodBot's own clients.
/// </summary>
public sealed class NodeClientTests
{
    private const long Anna = 1001;

    private static readonly byte[] Picture = Pictures.Png(300, 200);
    private static readonly byte[] Document = [.. Enumerable.Range(0, 5000).Select(number => (byte)number)];

    [NodeTheory]
    [InlineData("polling")]
    [InlineData("webhook")]
    public async Task GrammY_talks_to_the_emulated_Telegram(string mode)
    {
        await using var emulator = await TelegramEmulator.StartAsync(new EmulatorOptions { RequestsPerSecond = 0 });
        emulator.AddPerson(Anna, "Анна", "Кузнецова");
        await using var bot = await NodeBot.StartAsync("telegram-bot.mjs", mode, emulator);
        var talk = new Talk(emulator, () => emulator.Messages(Anna), bot);

        emulator.Start(Anna, "inv_8Qz");
        var asked = await talk.UntilSaidAsync("Здравствуйте, Анна! inv_8Qz");
        asked.Buttons.Select(row => row.Single().Label).ShouldBe(["Записаться", "Сайт"]);
        emulator.Press(Anna, asked.Id, asked.Buttons[0][0]);
        var joined = await talk.UntilSaidAsync("Вы записаны");
        (joined.Id, joined.Edited).ShouldBe((asked.Id, true));
        talk.Notices.ShouldBe(["Записали на 1"]);
        emulator.Press(Anna, joined.Id, joined.Buttons[0][0]);
        await talk.UntilAsync(messages => messages.All(message => message.Id != asked.Id), "a message deleted");

        emulator.SendText(Anna, "/menu");
        (await talk.UntilSaidAsync("Меню & прочее")).Entities.ShouldContain(new EmulatedEntity("bold", 0, 4));
        emulator.StandingKeyboard(Anna).Single().ShouldBe(["Помощь", "Убрать"]);
        emulator.PressStanding(Anna, "Помощь");
        (await talk.UntilSaidAsync("Чем помочь?")).ReplyTo.ShouldNotBeNull();
        emulator.PressStanding(Anna, "Убрать");
        await talk.UntilSaidAsync("Убрано");
        emulator.StandingKeyboard(Anna).ShouldBeEmpty();

        emulator.SendFile(Anna, "a.png", "image/png", Picture, asPhoto: true);
        (await talk.UntilFileAsync($"Фото: {Picture.Length}", "photo")).ShouldBe(Picture);
        emulator.SendFile(Anna, "отчёт.pdf", "application/pdf", Document, asPhoto: false);
        (await talk.UntilFileAsync($"Файл: {Document.Length}", "document")).ShouldBe(Document);
        emulator.ReadFile(emulator.Messages(Anna)[^1].Files[0].FileId)!.Value.FileName.ShouldBe("отчёт.pdf");

        var forum = emulator.CreateGroup("Методисты", TelegramGroupKind.Forum, Anna);
        var gathering = new Talk(emulator, () => forum.Messages, bot);
        await gathering.UntilSaidAsync("Теперь я в «Методисты»");
        forum.SetBotAdministrator(Anna, isAdministrator: true);
        forum.SendText(Anna, "/topic Вопрос");
        var opened = await gathering.UntilSaidAsync("Пишите здесь");
        forum.SendText(Anna, "пишу", topic: opened.Topic);
        (await gathering.UntilSaidAsync("Вы сказали: пишу")).Topic.ShouldBe(opened.Topic);
        emulator.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [InlineData("polling")]
    [InlineData("callback")]
    public async Task Vk_io_talks_to_the_emulated_Vk(string mode)
    {
        await using var emulator = await VkEmulator.StartAsync(new EmulatorOptions());
        emulator.AddPerson(Anna, "Анна", "Кузнецова");
        await using var bot = await NodeBot.StartAsync("vk-bot.mjs", mode, emulator);
        var talk = new Talk(emulator, () => emulator.Messages(Anna), bot);

        emulator.Start(Anna);
        var asked = await talk.UntilSaidAsync("Здравствуйте!");
        emulator.Press(Anna, asked.Id, asked.Buttons[0][0]);
        var joined = await talk.UntilSaidAsync("Вы записаны");
        (joined.Id, joined.Edited, joined.Buttons.Length).ShouldBe((asked.Id, true, 0));
        talk.Notices.ShouldBe(["Записали на 1"]);

        emulator.SendText(Anna, "меню");
        await talk.UntilSaidAsync("Меню");
        emulator.PressStanding(Anna, "Помощь").ShouldBeNull();
        (await talk.UntilSaidAsync("Чем помочь?")).ReplyTo.ShouldNotBeNull();
        emulator.SendText(Anna, "все");
        await talk.UntilSaidAsync("Отправлено: 3");
        emulator.Messages(Anna).Select(message => message.Text).Where(text => text is "раз" or "два" or "три").ShouldBe(["раз", "два", "три"]);
        // The library packs what is sent at once.
        emulator.RequestCounts.Keys.ShouldContain("execute");
        emulator.SendText(Anna, "просто так");
        await talk.UntilSaidAsync("Анна, Вы сказали: просто так");

        emulator.SendFile(Anna, "a.png", "image/png", Picture, asPhoto: true);
        (await talk.UntilFileAsync($"Фото: {Picture.Length}", "photo")).ShouldBe(Picture);
        emulator.SendFile(Anna, "отчёт.pdf", "application/pdf", Document, asPhoto: false);
        (await talk.UntilFileAsync($"Файл: {Document.Length}", "document")).ShouldBe(Document);

        var group = emulator.CreateGroup("Методисты", Anna);
        var gathering = new Talk(emulator, () => group.Messages, bot);
        await gathering.UntilSaidAsync("Теперь я в вашей беседе");
        group.SendText(Anna, "/меню");
        await gathering.UntilSaidAsync("Анна, Вы сказали: /меню");
        // The library polls with two parameters that are for the long poll of people, and its random_id has 54 bits.
        emulator.Violations.Distinct().ShouldBeSubsetOf(
            ["a_check: unknown parameter 'mode'", "a_check: unknown parameter 'version'", "messages.send: random_id is longer than 32 bits"]);
    }

    /// <summary>One chat as a person sees it.</summary>
    private sealed class Talk
    {
        private readonly IMessengerEmulator emulator;
        private readonly Func<ImmutableArray<EmulatedMessage>> read;
        private readonly NodeBot bot;
        private ImmutableArray<string?> notices = [];

        public Talk(IMessengerEmulator emulator, Func<ImmutableArray<EmulatedMessage>> read, NodeBot bot)
        {
            (this.emulator, this.read, this.bot) = (emulator, read, bot);
            emulator.Changed += change =>
            {
                if (change.Press is { } press)
                    ImmutableInterlocked.Update(ref notices, (all, notice) => all.Add(notice), press.Notice);
            };
        }

        public ImmutableArray<string?> Notices => notices;

        public Task<EmulatedMessage> UntilSaidAsync(string text) =>
            Waiting.UntilAsync(() => read().LastOrDefault(message => message.FromBot && message.Text == text), text, Seen);

        public async Task<byte[]> UntilFileAsync(string text, string kind)
        {
            var file = (await UntilSaidAsync(text)).Files.ShouldHaveSingleItem();
            file.Kind.ShouldBe(kind);
            return emulator.ReadFile(file.FileId)!.Value.Content;
        }

        public Task UntilAsync(Func<ImmutableArray<EmulatedMessage>, bool> isSo, string wanted) => Waiting.UntilAsync(() => isSo(read()), wanted, Seen);

        private string Seen() => string.Join(Environment.NewLine, read().Select(message => $"{(message.FromBot ? "<" : ">")} {message.Text}")) + Environment.NewLine + bot.Output;
    }
}

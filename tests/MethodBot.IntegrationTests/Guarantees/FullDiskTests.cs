using System.Net;
using MethodBot.IntegrationTests.Crashes;
using MethodBot.IntegrationTests.Kit;
using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Guarantees;

/// <summary>The disk of the store fills up while people write, and is emptied again; nobody starts anything anew.</summary>
public sealed class FullDiskTests(ITestOutputHelper log)
{
    // More than the least with which the program calls itself ready.
    private const int Megabytes = 96;

    [MountFact]
    public Task On_a_full_disk_nothing_acknowledged_is_lost_and_when_there_is_room_everybody_is_answered_once_without_a_restart()
    {
        var web = $"http://127.0.0.1:{FreePort.Take()}";
        var options = Crowd.Options with { DiskMegabytes = Megabytes, Admins = ["telegram:3003"], Settings = [$"--Web:Url={web}"] };
        return Town.PlayAsync(log, options, async town =>
        {
            using var http = new HttpClient { BaseAddress = new Uri(web) };
            var head = town.InTelegram(3003);
            head.Start();
            await head.SeesAsync("№ 1?");
            (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
            var process = town.Bot.Id;
            var disk = new SmallDisk(town.Bot, Path.Combine(town.Folder, "data"));
            var crowd = new Crowd(town, 10, seed: 1);
            await Waiting.UntilAsync(() => town.Count("SELECT count(*) FROM inbox") > 100, "a crowd that answers", () => town.BotOutput);

            disk.Fill();
            foreach (var refusal in new[] { "telegram:", "vk:" })
            {
                await Waiting.UntilAsync(
                    () => town.BotOutput.Split('\n').Any(line => line.Contains(refusal, StringComparison.Ordinal) && line.Contains("could not be stored", StringComparison.Ordinal)),
                    $"updates of {refusal} that find no room",
                    () => town.BotOutput);
            }

            var obstacles = await http.GetAsync("/health/ready");
            obstacles.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await obstacles.Content.ReadAsStringAsync()).ShouldContain("0 MB are left");
            (await http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);

            disk.Free();
            await crowd.FinishAsync();
            var figures = await crowd.CountAsync();
            log.WriteLine(figures.ToString());
            figures.ShouldShowNothingLost();
            figures.UnknownOutcomes.ShouldBe(0);
            town.Bot.Id.ShouldBe(process);
            TownStore.Texts(town.StorePath, "PRAGMA integrity_check").ShouldBe(["ok"]);
            (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await head.HearsAsync("теперь записывает снова");
        });
    }

    [MountFact]
    public Task A_photo_for_which_there_is_no_room_is_not_lost_and_reaches_the_methodist_when_there_is() => Town.PlayAsync(
        log, new TownOptions { DiskMegabytes = Megabytes, WithWebhooks = true }, async town =>
        {
            var belova = await town.WithMenuAsync(town.InTelegram(3001));
            var teacher = await town.WithMenuAsync(town.InVk(7002));
            await teacher.ChooseAsync("чем помочь?", "Спросить методиста");
            await teacher.ChooseAsync("О чём Ваш вопрос?", "Начальные классы");
            await teacher.SeesAsync("Напишите вопрос одним сообщением");
            var photo = Files.Photo("page.png", seed: 8, width: 1600, height: 1200);
            var disk = new SmallDisk(town.Bot, Path.Combine(town.Folder, "data"));
            // First there is no room for what was brought, then for the turn and not for the photo.
            disk.Fill();
            teacher.Send(photo, asPhoto: true, "Что с этой страницей?");
            await Waiting.UntilAsync(() => town.BotOutput.Contains("the store could not be written", StringComparison.Ordinal), "an update that finds no room", () => town.BotOutput);
            disk.LeaveOnly(photo.Content.Length / 2);
            await Waiting.UntilAsync(() => town.BotOutput.Contains("the folder of files", StringComparison.Ordinal), "a photo that finds no room", () => town.BotOutput);
            disk.Free();
            await belova.HearsAsync("Что с этой страницей?");
            town.Count("SELECT count(*) FROM consultation").ShouldBe(1);
            belova.Open(belova.FromBot.SelectMany(message => message.Files).ShouldHaveSingleItem()).ShouldBe(photo.Content);
        });
}

using MethodBot.Conversations.Messengers;
using MethodBot.Messengers;
using MethodBot.Messengers.Telegram;
using MethodBot.Messengers.Vk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MethodBot.Tests.Messengers;

public sealed class MessengersRegistrationTests
{
    private const string TelegramToken = "7000000001:AAHsecretsecretsecretsecretsecretsecr";
    private const string VkToken = "vk1.a.secretsecretsecret";

    [Fact]
    public void Without_tokens_no_channel_is_opened()
    {
        using var services = Build();
        services.GetServices<IMessengerFactory>().Select(f => f.Messenger).ShouldBe(["telegram", "vk"]);
        services.GetServices<IMessengerFactory>().SelectMany(f => f.Create()).ShouldBeEmpty();
    }

    [Fact]
    public void Tokens_open_channels_named_by_the_settings_alone()
    {
        using var services = Build(
            ("Telegram:Token", TelegramToken), ("Telegram:MessagesPerSecond", "25.5"), ("Telegram:MessagesPerSecondPerChat", "0"),
            ("Vk:Token", VkToken), ("Vk:GroupId", "201"), ("Vk:RequestsPerSecond", "3"),
            ("Vk:Communities:0:Token", VkToken + "2"), ("Vk:Communities:0:GroupId", "202"));
        var messengers = services.GetServices<IMessengerFactory>().SelectMany(f => f.Create()).ToList();
        messengers.Select(m => m.Sender.Channel.ToString()).ShouldBe(["telegram:7000000001", "vk:201", "vk:202"]);
        messengers.Select(m => m.Receiver.Channel).ShouldBe(messengers.Select(m => m.Sender.Channel));
        messengers.Select(m => (m.Sender.SendsPerSecond, m.Sender.SendsPerSecondPerChat)).ShouldBe([(25.5, 0), (3, 0), (3, 0)]);
        messengers.Select(m => (m.Sender.Limits.MaxButtons, m.Sender.Limits.MaxNoticeLength, m.Sender.Limits.DeduplicatesSends))
            .ShouldBe([(16, 200, false), (10, 90, true), (10, 90, true)]);
    }

    [Fact]
    public void Defaults_are_those_of_the_platforms()
    {
        using var services = Build();
        var telegram = services.GetRequiredService<IOptions<TelegramOptions>>().Value;
        (telegram.ApiUrl, telegram.Receive, telegram.MessagesPerSecond, telegram.MessagesPerSecondPerChat)
            .ShouldBe(("https://api.telegram.org", "polling", 30d, 1d));
        var vk = services.GetRequiredService<IOptions<VkOptions>>().Value;
        (vk.ApiUrl, vk.Receive, vk.RequestsPerSecond).ShouldBe(("https://api.vk.com/method", "polling", 20d));
    }

    [Fact]
    public void Every_fault_of_Telegram_is_listed_in_a_sentence_that_names_its_key()
    {
        var faults = Faults<TelegramOptions>(
            ("Telegram:Token", "secret token"), ("Telegram:ApiUrl", "api.telegram.org"), ("Telegram:Proxy", "socks4://secret:secret@host"),
            ("Telegram:Receive", "carrier pigeon"), ("Telegram:MessagesPerSecond", "many"), ("Telegram:MessagesPerSecondPerChat", "-1"));
        faults.Select(f => f[..f.IndexOf(' ', StringComparison.Ordinal)]).ShouldBe([
            "Telegram:Token", "Telegram:ApiUrl", "Telegram:Proxy", "Telegram:Receive", "Telegram:MessagesPerSecond", "Telegram:MessagesPerSecondPerChat",
        ]);
        faults.ShouldAllBe(f => f.EndsWith('.') && !f.Contains("secret"));
    }

    [Fact]
    public void Every_fault_of_Vk_is_listed_in_a_sentence_that_names_its_key()
    {
        var faults = Faults<VkOptions>(
            ("Vk:Token", "secret"), ("Vk:ApiUrl", "ftp://x"), ("Vk:RequestsPerSecond", "NaN"),
            ("Vk:Communities:0:GroupId", "202"), ("Vk:Communities:1:Token", VkToken), ("Vk:Communities:1:GroupId", "club203"));
        faults.Select(f => f[..f.IndexOf(' ', StringComparison.Ordinal)]).ShouldBe([
            "Vk:Token", "Vk:GroupId", "Vk:ApiUrl", "Vk:RequestsPerSecond", "Vk:Communities:0:Token", "Vk:Communities:1:GroupId",
        ]);
        faults.ShouldAllBe(f => f.EndsWith('.') && !f.Contains("secret"));
    }

    [Fact]
    public void A_webhook_needs_an_address_that_Telegram_reaches() => Faults<TelegramOptions>(("Telegram:Token", TelegramToken), ("Telegram:Receive", "webhook"))
        .ShouldHaveSingleItem().ShouldStartWith("Telegram:WebhookUrl is missing");

    [Theory]
    [InlineData("Telegram:WebhookUrl", "http://bot.example.ru/hook", "Telegram:WebhookUrl ")]
    [InlineData("Web:PublicUrl", "bot.example.ru", "Web:PublicUrl ")]
    [InlineData("Telegram:WebhookSecret", "со словом secret", "Telegram:WebhookSecret ")]
    public void A_webhook_that_Telegram_would_not_take_is_a_fault(string key, string value, string start)
    {
        var faults = Faults<TelegramOptions>(
            ("Telegram:Token", TelegramToken), ("Telegram:Receive", "webhook"),
            (key, value), (key == "Telegram:WebhookSecret" ? "Web:PublicUrl" : "Telegram:MessagesPerSecond", key == "Telegram:WebhookSecret" ? "https://bot.example.ru" : "30"));
        faults.ShouldHaveSingleItem().ShouldStartWith(start);
        faults.ShouldAllBe(fault => !fault.Contains("secret"));
    }

    [Fact]
    public void Both_messengers_may_bring_updates_to_one_public_address()
    {
        using var services = Build(
            ("Web:PublicUrl", "https://bot.example.ru/methodbot/"),
            ("Telegram:Token", TelegramToken), ("Telegram:Receive", "webhook"),
            ("Vk:Token", VkToken), ("Vk:GroupId", "201"), ("Vk:Receive", "callback"),
            ("Vk:Communities:0:Token", VkToken + "2"), ("Vk:Communities:0:GroupId", "202"));
        services.GetServices<IMessengerFactory>().SelectMany(f => f.Create()).Select(m => m.Receiver).Cast<IWebhookReceiver>().Select(w => string.Join(' ', w.Paths)).ShouldBe([
            "/webhooks/telegram /methodbot/webhooks/telegram",
            "/webhooks/vk/201 /methodbot/webhooks/vk/201",
            "/webhooks/vk/202 /methodbot/webhooks/vk/202",
        ]);
    }

    [Fact]
    public void A_wrong_public_address_is_a_fault_for_communities_of_the_list_as_well() => Faults<VkOptions>(
            ("Vk:Receive", "callback"), ("Web:PublicUrl", "bot.example.ru"), ("Vk:Communities:0:Token", VkToken), ("Vk:Communities:0:GroupId", "202"))
        .ShouldHaveSingleItem().ShouldStartWith("Web:PublicUrl ");

    [Fact]
    public void A_community_set_twice_is_a_fault() => Faults<VkOptions>(
            ("Vk:Token", VkToken), ("Vk:GroupId", "201"), ("Vk:Communities:0:Token", VkToken), ("Vk:Communities:0:GroupId", "201"))
        .ShouldHaveSingleItem().ShouldStartWith("Vk:Communities:0:GroupId ");

    [Theory]
    [InlineData("Telegram:ApiUrl", "http://127.0.0.1:41234/")]
    [InlineData("Telegram:Proxy", "http://proxy.example:3128")]
    [InlineData("Telegram:Proxy", "socks5://name:word@proxy.example:1080")]
    [InlineData("Telegram:Receive", "Polling")]
    [InlineData("Telegram:MessagesPerSecond", "0")]
    public void Good_settings_have_no_faults(string key, string value) => Faults<TelegramOptions>((key, value)).ShouldBeEmpty();

    [Fact]
    public void Options_do_not_print_their_secrets()
    {
        using var services = Build(("Telegram:Token", TelegramToken), ("Vk:Token", VkToken), ("Vk:GroupId", "201"));
        object[] options = [services.GetRequiredService<IOptions<TelegramOptions>>().Value, services.GetRequiredService<IOptions<VkOptions>>().Value];
        string.Join(' ', options).ShouldNotContain("secret");
        string.Join(' ', services.GetServices<IMessengerFactory>().SelectMany(f => f.Create())).ShouldNotContain("secret");
    }

    private static IEnumerable<string> Faults<T>(params (string Key, string Value)[] settings)
        where T : class
    {
        using var services = Build(settings);
        try
        {
            _ = services.GetRequiredService<IOptions<T>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        return new ServiceCollection().AddLogging().AddMessengers(configuration).BuildServiceProvider();
    }
}

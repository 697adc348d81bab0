using System.Text.Json;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Vk;

namespace MethodBot.Tests.Messengers.Vk;

/// <summary>Applications that cannot show every button: what is known of them, and what they are sent instead.</summary>
public sealed class VkClientsTests
{
    private static readonly OutboundMessage Question = new()
    {
        Text = [new("Есть ли у Вас наставник?")],
        Buttons =
        [
            new("y", "Да", ButtonRole.Choice, 1), new("n", "Нет", ButtonRole.ChosenChoice, 2), new("ok", "Готово", ButtonRole.Primary),
            new("b", "← Назад", ButtonRole.Navigation), new("m", "☰ Меню", ButtonRole.Navigation),
        ],
    };

    [Theory]
    [InlineData("""{"button_actions":["text","callback","location","something_new"],"keyboard":true,"inline_keyboard":true}""", true, true, true, true)]
    [InlineData("""{"button_actions":["text","location"],"keyboard":true,"inline_keyboard":true}""", true, false, true, true)]
    [InlineData("""{"button_actions":["text"],"keyboard":true,"inline_keyboard":false}""", false, false, true, false)]
    [InlineData("""{"button_actions":[],"keyboard":false,"inline_keyboard":false}""", false, false, false, false)]
    [InlineData("{}", true, true, true, true)]
    public void An_application_is_known_by_what_its_message_tells(string client, bool inline, bool callback, bool regular, bool location)
    {
        var clients = new VkClients();
        clients.Notice(Message(client));
        clients.Of("7001").ShouldBe(new VkAbilities(inline, callback, regular, location));
        clients.Of("7002").ShouldBe(VkAbilities.Full);
    }

    [Fact]
    public void The_latest_message_counts()
    {
        var clients = new VkClients();
        clients.Notice(Message("""{"button_actions":[],"keyboard":false,"inline_keyboard":false}"""));
        clients.Notice(Message("""{"button_actions":["callback","location"],"keyboard":true,"inline_keyboard":true}"""));
        clients.Of("7001").ShouldBe(VkAbilities.Full);
    }

    [Theory]
    [InlineData("""{"type":"message_event","object":{"user_id":7001,"peer_id":7001}}""")]
    [InlineData("""{"type":"message_new","object":{"message":{"peer_id":7001,"out":0}}}""")]
    [InlineData("""{"type":"message_new","object":{"message":{"peer_id":7001,"out":0},"client_info":"?"}}""")]
    [InlineData("""{"type":"message_new","object":{"message":{"peer_id":2000000001,"out":0},"client_info":{"keyboard":false,"inline_keyboard":false}}}""")]
    [InlineData("""["nothing"]""")]
    public void What_tells_nothing_changes_nothing(string update)
    {
        var clients = new VkClients();
        clients.Notice(Message("""{"button_actions":["text"],"keyboard":true,"inline_keyboard":true}"""));
        clients.Notice(JsonDocument.Parse(update).RootElement);
        clients.Of("7001").ShouldBe(new VkAbilities(true, false, true, Location: false));
        clients.Of("2000000001").ShouldBe(VkAbilities.Full);
    }

    [Fact]
    public void Without_callback_buttons_a_press_is_a_message_with_the_same_payload()
    {
        var part = VkRendering.Render(Question, 0, new VkAbilities(Inline: true, Callback: false, Regular: true)).ShouldHaveSingleItem();
        part.Text.ShouldBe("Есть ли у Вас наставник?");
        part.Keyboard.ShouldNotBeNull().ShouldStartWith("""{"one_time":false,"inline":true,"buttons":[[{"action":{"type":"text","label":"Да","payload":"{\"d\":\"y\"}"},"color":"secondary"}""");
        part.Keyboard.ShouldNotContain("callback");
    }

    [Fact]
    public void Without_buttons_under_messages_they_stand_under_the_input_field_until_the_first_press()
    {
        var abilities = new VkAbilities(Inline: false, Callback: true, Regular: true);
        var part = VkRendering.Render(Question, 0, abilities).ShouldHaveSingleItem();
        part.Keyboard.ShouldNotBeNull().ShouldStartWith("""{"one_time":true,"inline":false,"buttons":[[{"action":{"type":"text","label":"Да","payload":"{\"d\":\"y\"}"}""");
        VkRendering.RenderEdit(Question, abilities).ShouldBeNull();
        VkRendering.RenderEdit(Question with { Buttons = [] }, abilities)!.Value.Keyboard.ShouldBe(VkRendering.NoButtons);
    }

    [Fact]
    public void Without_any_keyboard_the_words_to_type_are_listed()
    {
        var abilities = new VkAbilities(Inline: false, Callback: false, Regular: false);
        var part = VkRendering.Render(Question with { StandingWords = ["Меню"] }, 0, abilities).ShouldHaveSingleItem();
        part.Text.ShouldBe("Есть ли у Вас наставник?\n\n1. Да\n✓ 2. Нет\nГотово · ← Назад · ☰ Меню");
        part.Keyboard.ShouldBeNull();
        VkRendering.RenderEdit(Question, abilities)!.Value.Text.ShouldBe(part.Text);
    }

    [Fact]
    public void A_question_for_a_place_has_a_button_that_sends_one_where_the_application_has_such()
    {
        var question = new OutboundMessage { Text = [new("Где Ваша школа?")], Buttons = [new("b", "← Назад", ButtonRole.Navigation)], Request = new(RequestKind.Location, "Отправить место") };
        VkRendering.Render(question, 0, VkAbilities.Full)[0].Keyboard.ShouldNotBeNull().ShouldStartWith(
            """{"one_time":false,"inline":true,"buttons":[[{"action":{"type":"location"}}],[{"action":{"type":"callback","label":"← Назад",""");
        VkRendering.Render(question, 0, VkAbilities.Full with { Location = false })[0].Keyboard.ShouldNotBeNull().ShouldNotContain("location");
        VkRendering.Render(question with { Request = new(RequestKind.Contact, "Отправить номер") }, 0, VkAbilities.Full)[0].Keyboard.ShouldNotBeNull().ShouldNotContain("Отправить");
    }

    private static JsonElement Message(string client) => JsonDocument.Parse(
        $$"""{"type":"message_new","event_id":"e1","object":{"message":{"id":1,"conversation_message_id":5,"date":1,"from_id":7001,"peer_id":7001,"out":0,"text":"да"},"client_info":{{client}} } }""").RootElement;
}

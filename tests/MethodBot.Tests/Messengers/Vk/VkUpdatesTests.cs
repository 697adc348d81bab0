using System.Text.Json;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Vk;

namespace MethodBot.Tests.Messengers.Vk;

public sealed class VkUpdatesTests
{
    [Fact]
    public void The_start_button_with_a_link_bears_its_ref()
    {
        var update = Translate("""
            {"group_id":201,"type":"message_new","event_id":"9f1c","v":"5.199","object":{"message":{"id":331,"conversation_message_id":12,"date":1767607200,"from_id":7001,"peer_id":7001,"out":0,"version":10000123,"text":"Начать","payload":"{\"command\":\"start\"}","ref":"inv_8Qz","ref_source":"qr","attachments":[],"fwd_messages":[]},"client_info":{"button_actions":["text","open_link","callback","location","open_app","vkpay"],"keyboard":true,"inline_keyboard":true,"carousel":false,"lang_id":0}}}
            """);
        update.Kind.ShouldBe(InboundKind.Started);
        update.Key.ShouldBe("m:7001:12");
        update.Payload.ShouldBe("inv_8Qz");
        update.Chat.ShouldBe("7001");
        update.Account.ShouldBe("7001");
        update.MessageId.ShouldBe("12");
        update.IsGroup.ShouldBeFalse();
        update.SentAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1767607200));
        update.Raw.ShouldNotBeNull().ShouldContain("9f1c");
    }

    [Fact]
    public void The_start_button_without_a_link_has_no_payload()
    {
        var update = Message("""
            "text":"Начать","payload":"{\"command\":\"start\"}"
            """);
        update.Kind.ShouldBe(InboundKind.Started);
        update.Payload.ShouldBeNull();
    }

    [Fact]
    public void Any_message_after_a_link_starts_with_it_and_keeps_its_words()
    {
        var update = Message("""
            "text":"Здравствуйте","ref":"event_5"
            """);
        update.Kind.ShouldBe(InboundKind.Started);
        update.Payload.ShouldBe("event_5");
        update.Text.ShouldBe("Здравствуйте");
    }

    [Fact]
    public void A_press_names_the_message_and_the_token()
    {
        var update = Translate("""
            {"group_id":201,"type":"message_event","event_id":"77ab","v":"5.199","object":{"user_id":7001,"peer_id":7001,"event_id":"e9d1","payload":{"d":"v3:ok"},"conversation_message_id":13}}
            """);
        update.Kind.ShouldBe(InboundKind.Press);
        update.Key.ShouldBe("e:77ab");
        update.Payload.ShouldBe("v3:ok");
        update.PressToken.ShouldBe("e9d1");
        update.MessageId.ShouldBe("13");
        update.Chat.ShouldBe("7001");
        update.Account.ShouldBe("7001");
    }

    [Theory]
    [InlineData("\"{\\\"d\\\":\\\"v3:ok\\\"}\"", "v3:ok")]
    [InlineData("{\"a\":\"ok\",\"id\":17}", "{\"a\":\"ok\",\"id\":17}")]
    [InlineData("null", "null")]
    public void A_press_of_any_payload_is_a_press(string payload, string expected)
    {
        var update = Translate($$"""
            {"type":"message_event","event_id":"77ab","object":{"user_id":7001,"peer_id":7001,"event_id":"e9d1","payload":{{payload}} } }
            """);
        update.Kind.ShouldBe(InboundKind.Press);
        update.Payload.ShouldBe(expected);
        update.MessageId.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{\"d\":\"v3:ok\"}""")]
    [InlineData("""{\"command\":\"not_supported_button\",\"button_type\":\"callback\",\"payload\":\"{\\\"d\\\":\\\"v3:ok\\\"}\"}""")]
    [InlineData("""{\"command\":\"not_supported_button\",\"button_type\":\"callback\",\"payload\":{\"d\":\"v3:ok\"}}""")]
    public void An_old_clients_press_arrives_as_a_message_and_has_no_token(string payload)
    {
        var update = Message($"\"text\":\"Да\",\"payload\":\"{payload}\"");
        update.Kind.ShouldBe(InboundKind.Press);
        update.Payload.ShouldBe("v3:ok");
        update.PressToken.ShouldBeNull();
        update.MessageId.ShouldBeNull();
        update.Key.ShouldBe("m:7001:12");
    }

    [Theory]
    [InlineData("""{\"button\":\"1\"}""")]
    [InlineData("не JSON")]
    [InlineData("[1]")]
    public void A_payload_that_is_not_ours_leaves_the_words(string payload)
    {
        var update = Message($"\"text\":\"Меню\",\"payload\":\"{payload}\"");
        update.Kind.ShouldBe(InboundKind.Message);
        update.Text.ShouldBe("Меню");
    }

    [Theory]
    [InlineData("message_allow", InboundKind.Allowed)]
    [InlineData("message_deny", InboundKind.Stopped)]
    public void Permission_to_write_is_told(string type, InboundKind kind)
    {
        var update = Translate($$"""
            {"group_id":201,"type":"{{type}}","event_id":"c1","v":"5.199","object":{"user_id":7001,"key":"site"} }
            """);
        update.Kind.ShouldBe(kind);
        update.Key.ShouldBe("e:c1");
        update.Chat.ShouldBe("7001");
        update.Account.ShouldBe("7001");
    }

    [Theory]
    [InlineData("""{"id":331,"conversation_message_id":12,"date":1767607200,"update_time":1767607260,"from_id":7001,"peer_id":7001,"out":0,"text":"исправлено"}""")]
    [InlineData("""{"message":{"id":331,"conversation_message_id":12,"date":1767607200,"update_time":1767607260,"from_id":7001,"peer_id":7001,"out":0,"text":"исправлено"}}""")]
    public void An_edit_has_a_key_of_its_own(string body)
    {
        var update = Translate($$"""{"type":"message_edit","event_id":"d1","object":{{body}} }""");
        update.Kind.ShouldBe(InboundKind.Edited);
        update.Key.ShouldBe("edit:7001:12:1767607260");
        update.MessageId.ShouldBe("12");
        update.Text.ShouldBe("исправлено");
    }

    [Fact]
    public void A_chat_of_several_people_is_a_group_and_the_bots_name_is_not_part_of_the_words()
    {
        var update = Translate("""
            {"type":"message_new","event_id":"a","object":{"message":{"id":0,"conversation_message_id":5,"date":1,"from_id":7001,"peer_id":2000000003,"out":0,"text":"[club201|@methodists], привет"}}}
            """);
        update.IsGroup.ShouldBeTrue();
        update.Chat.ShouldBe("2000000003");
        update.Account.ShouldBe("7001");
        update.Key.ShouldBe("m:2000000003:5");
        update.Text.ShouldBe("привет");
    }

    [Fact]
    public void Files_become_attachments()
    {
        var update = Message("""
            "text":"","attachments":[
              {"type":"photo","photo":{"id":1,"owner_id":7001,"sizes":[{"type":"s","url":"https://p.example/s.jpg","width":75,"height":50},{"type":"x","url":"https://p.example/x.jpg","width":604,"height":400}]}},
              {"type":"doc","doc":{"id":2,"owner_id":7001,"title":"План","ext":"docx","size":500,"url":"https://d.example/1"}},
              {"type":"audio_message","audio_message":{"id":3,"owner_id":7001,"duration":4,"link_mp3":"https://a.example/3.mp3","link_ogg":"https://a.example/3.ogg"}},
              {"type":"sticker","sticker":{"sticker_id":9}}]
            """);
        update.Kind.ShouldBe(InboundKind.Message);
        update.Text.ShouldBeNull();
        update.Attachments.ShouldBe([
            new InboundAttachment(AttachmentKind.Photo, "https://p.example/x.jpg", null, "image/jpeg"),
            new InboundAttachment(AttachmentKind.Document, "https://d.example/1", "План.docx", null, 500),
            new InboundAttachment(AttachmentKind.Voice, "https://a.example/3.ogg", null, "audio/ogg"),
        ]);
    }

    [Theory]
    [InlineData("\"text\":\"\",\"attachments\":[{\"type\":\"sticker\",\"sticker\":{}}]")]
    [InlineData("\"text\":\"\",\"attachments\":[{\"type\":\"video\",\"video\":{}}]")]
    [InlineData("\"text\":\"\",\"attachments\":[{\"type\":\"something_new\"}]")]
    [InlineData("\"text\":\"\",\"attachments\":[{\"type\":\"video\",\"video\":{\"id\":5,\"owner_id\":7001,\"title\":\"Урок\"}}]")]
    [InlineData("\"text\":\"\",\"geo\":{\"type\":\"point\",\"coordinates\":\"58.0105\"}")]
    [InlineData("\"text\":\"\",\"geo\":{\"type\":\"point\",\"coordinates\":\"north east\"}")]
    [InlineData("\"text\":\"\",\"geo\":{\"type\":\"point\",\"coordinates\":[58.0105,56.25]}")]
    [InlineData("\"text\":\"\",\"geo\":{\"type\":\"point\",\"coordinates\":{\"latitude\":true,\"longitude\":56.25}}")]
    [InlineData("\"text\":\"\",\"geo\":{\"type\":\"point\",\"coordinates\":{\"latitude\":91,\"longitude\":56.25}}")]
    [InlineData("\"text\":\"\",\"geo\":{\"type\":\"point\",\"coordinates\":{\"latitude\":58,\"longitude\":1e400}}")]
    [InlineData("\"text\":\"\",\"geo\":{\"type\":\"point\"}")]
    [InlineData("\"text\":\"\",\"geo\":\"somewhere\"")]
    public void What_the_bot_has_no_use_for_is_said_to_be_so(string content) => Message(content).Kind.ShouldBe(InboundKind.Unsupported);

    [Theory]
    [InlineData("""{"type":"point","coordinates":{"latitude":58.0105,"longitude":-56.25}}""", null)]
    [InlineData("""{"type":"point","coordinates":{"latitude":"58.0105","longitude":"-56.25"},"showmap":1}""", null)]
    [InlineData("""{"type":"point","coordinates":"58.0105 -56.25"}""", null)]
    [InlineData("""{"type":"point","coordinates":"58.0105 -56.25","place":{"title":"Лесная улица","address":7,"city":"Сосновск"}}""", "Лесная улица")]
    [InlineData("""{"type":"point","coordinates":{"latitude":58.0105,"longitude":-56.25},"place":{"id":0,"title":" "}}""", null)]
    public void A_place_is_a_message_with_or_without_words(string geo, string? title)
    {
        var update = Message($"\"text\":\"\",\"geo\":{geo}");
        update.Kind.ShouldBe(InboundKind.Message);
        update.Text.ShouldBeNull();
        update.Location.ShouldBe(new SharedLocation(58.0105, -56.25, title));
        Message($"\"text\":\"Встретимся здесь\",\"geo\":{geo}").Text.ShouldBe("Встретимся здесь");
    }

    [Fact]
    public void A_place_that_cannot_be_read_does_not_cost_the_words()
    {
        var update = Message("\"text\":\"Встретимся здесь\",\"geo\":{\"place\":\"?\",\"coordinates\":\"58 56\"}");
        update.Kind.ShouldBe(InboundKind.Message);
        update.Text.ShouldBe("Встретимся здесь");
        update.Location.ShouldBeNull();
    }

    [Fact]
    public void The_answer_to_a_button_that_asks_for_a_place_is_the_place()
    {
        var update = Message("""
            "text":"","payload":"{\"d\":\"v3:ok\"}","geo":{"type":"point","coordinates":{"latitude":58.0105,"longitude":56.25}}
            """);
        update.Kind.ShouldBe(InboundKind.Message);
        update.Location.ShouldBe(new SharedLocation(58.0105, 56.25, null));
        update.MessageId.ShouldBe("12");
    }

    [Fact]
    public void A_forwarded_place_is_a_place() => Message("""
        "text":"","fwd_messages":[{"conversation_message_id":3,"from_id":9,"date":1,"text":"","geo":{"type":"point","coordinates":{"latitude":1,"longitude":2}}}]
        """).Location.ShouldBe(new SharedLocation(1, 2, null));

    [Theory]
    [InlineData("\"title\":\"Урок\"", "Посмотрите\nУрок: https://vk.com/video-201_456239017")]
    [InlineData("\"title\":\"\"", "Посмотрите\nhttps://vk.com/video-201_456239017")]
    public void Words_beside_a_film_bear_its_address(string title, string expected)
    {
        var update = Message($$"""
            "text":"Посмотрите","attachments":[{"type":"video","video":{"id":456239017,"owner_id":-201,{{title}}} }]
            """);
        update.Kind.ShouldBe(InboundKind.Message);
        update.Text.ShouldBe(expected);
        update.Attachments.ShouldBeEmpty();
    }

    [Fact]
    public void A_photo_beside_a_film_does_not_hide_it()
    {
        var update = Message("""
            "text":"","attachments":[
              {"type":"photo","photo":{"id":1,"owner_id":7001,"sizes":[{"type":"x","url":"https://p.example/x.jpg","width":604,"height":400}]}},
              {"type":"video","video":{"id":5,"owner_id":7001,"title":"Урок"}}]
            """);
        update.Text.ShouldBe("Урок: https://vk.com/video7001_5");
        update.Attachments.ShouldHaveSingleItem().Kind.ShouldBe(AttachmentKind.Photo);
    }

    [Fact]
    public void A_forwarded_letter_without_a_word_of_ones_own_is_its_words()
    {
        var update = Message("""
            "text":"","fwd_messages":[{"conversation_message_id":3,"from_id":9,"date":1,"text":"Когда семинар?"},{"conversation_message_id":4,"from_id":9,"date":1,"text":""}]
            """);
        update.Kind.ShouldBe(InboundKind.Message);
        update.Text.ShouldBe("Когда семинар?");
    }

    [Fact]
    public void A_reply_names_the_message() => Message("""
        "text":"да","reply_message":{"conversation_message_id":9,"from_id":-201,"date":1,"text":"?"}
        """).ReplyTo.ShouldBe("9");

    [Theory]
    [InlineData("""{"type":"message_reply","event_id":"k","object":{"id":1,"conversation_message_id":2,"from_id":-201,"peer_id":7001,"out":1,"text":"x"}}""", "e:k")]
    [InlineData("""{"type":"message_new","event_id":"k","object":{"message":{"id":1,"conversation_message_id":2,"from_id":-201,"peer_id":7001,"out":1,"text":"x"}}}""", "m:7001:2")]
    [InlineData("""{"type":"message_new","event_id":"k","object":{"message":{"id":0,"conversation_message_id":2,"from_id":7001,"peer_id":2000000001,"out":0,"text":"","action":{"type":"chat_invite_user"}}}}""", "m:2000000001:2")]
    [InlineData("""{"type":"group_join","event_id":"k","object":{"user_id":7001,"join_type":"join"}}""", "e:k")]
    [InlineData("""{"type":"message_new","event_id":"k","object":{"message":"text"}}""", "e:k")]
    [InlineData("""{"type":"message_new","event_id":"k","object":[]}""", "e:k")]
    [InlineData("""{"type":"message_new","event_id":"k"}""", "e:k")]
    [InlineData("""{"type":"message_new","event_id":"k","object":{"message":{"conversation_message_id":2,"from_id":7001,"peer_id":7001,"text":"\ud800"}}}""", "e:k")]
    [InlineData("""{"type":"message_event","event_id":"k","object":{"user_id":7001,"payload":{}}}""", "e:k")]
    [InlineData("""{"type":"message_event","event_id":"k","object":{"user_id":7001,"peer_id":7002,"event_id":"t","payload":{"d":"x"}}}""", "e:k")]
    [InlineData("""{"type":"message_new","event_id":"k","object":{"message":{"id":1,"conversation_message_id":2,"from_id":7001,"peer_id":7002,"out":0,"text":"x"}}}""", "m:7002:2")]
    [InlineData("""{"type":"message_new","event_id":"k","object":{"message":{"id":1,"conversation_message_id":2,"from_id":7001,"peer_id":-7001,"out":0,"text":"x"}}}""", "e:k")]
    public void What_is_not_for_the_bot_or_cannot_be_read_is_ignored_with_its_key(string json, string key)
    {
        var update = Translate(json);
        update.Kind.ShouldBe(InboundKind.Ignored);
        update.Key.ShouldBe(key);
        update.Raw.ShouldBe(json);
    }

    [Fact]
    public void What_is_none_in_a_list_does_not_cost_the_message()
    {
        var update = Message("""
            "text":"","attachments":[null,{"type":"photo","photo":{"sizes":[null,{"url":"https://vk.com/p","width":9,"height":9}]}},{"type":"photo","photo":{"sizes":[null]}}],"fwd_messages":[null,{"text":"слова"}]
            """);
        update.Kind.ShouldBe(InboundKind.Message);
        update.Text.ShouldBe("слова");
        update.Attachments.ShouldHaveSingleItem().Reference.ShouldBe("https://vk.com/p");
    }

    [Fact]
    public void An_id_that_is_longer_than_any_is_told_by_its_content()
    {
        var key = Translate($$"""{"type":"group_join","event_id":"{{new string('k', 100_000)}}","object":{} }""").Key;
        key.Length.ShouldBeLessThan(100);
        key.ShouldNotBe(Translate($$"""{"type":"group_join","event_id":"{{new string('k', 100_001)}}","object":{} }""").Key);
    }

    [Fact]
    public void A_date_that_is_none_does_not_cost_the_message()
    {
        var update = Translate("""
            {"type":"message_new","event_id":"k","object":{"message":{"conversation_message_id":2,"from_id":7001,"peer_id":7001,"date":99999999999999999,"text":"x"}}}
            """);
        update.Kind.ShouldBe(InboundKind.Message);
        update.Key.ShouldBe("m:7001:2");
        update.SentAt.ShouldBeNull();
    }

    [Fact]
    public void Even_an_event_without_an_id_has_a_stable_key()
    {
        Translate("[]").Key.ShouldBe(Translate("[]").Key);
        Translate("[]").Key.ShouldNotBe(Translate("[1]").Key);
    }

    [Fact]
    public void A_message_of_the_history_is_the_same_update_as_its_event()
    {
        const string message = """{"id":331,"conversation_message_id":12,"date":1767607200,"from_id":7001,"peer_id":7001,"out":0,"text":"привет"}""";
        var fromHistory = VkUpdates.TranslateHistory(Parse(message)).ShouldNotBeNull();
        var fromEvent = Translate($$"""{"type":"message_new","event_id":"k","object":{"message":{{message}} } }""");
        (fromHistory with { Raw = null }).ShouldBeEquivalentTo(fromEvent with { Raw = null });
    }

    [Fact]
    public void The_bots_own_messages_of_the_history_are_left_out() =>
        VkUpdates.TranslateHistory(Parse("""{"conversation_message_id":12,"from_id":-201,"peer_id":7001,"out":1,"text":"x"}""")).ShouldBeNull();

    private static InboundUpdate Message(string content) => Translate($$"""
        {"group_id":201,"type":"message_new","event_id":"9f1c","v":"5.199","object":{"message":{"id":331,"conversation_message_id":12,"date":1767607200,"from_id":7001,"peer_id":7001,"out":0,{{content}} } } }
        """);

    private static InboundUpdate Translate(string json) => VkUpdates.Translate(Parse(json));

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

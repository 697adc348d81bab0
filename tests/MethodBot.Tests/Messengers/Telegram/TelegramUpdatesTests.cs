using System.Text.Json;
using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Telegram;

namespace MethodBot.Tests.Messengers.Telegram;

public sealed class TelegramUpdatesTests
{
    private const string Person = """{"id":5012345678,"is_bot":false,"first_name":"Анна","language_code":"ru"}""";
    private const string Private = """{"id":5012345678,"first_name":"Анна","type":"private"}""";
    private const string Group = """{"id":-1001234567890,"title":"Методисты","type":"supergroup"}""";

    [Fact]
    public void Start_with_a_link_bears_the_payload()
    {
        var update = Translate("""
            {"update_id":412900331,"message":{"message_id":57,"from":{"id":5012345678,"is_bot":false,"first_name":"Анна","language_code":"ru"},"chat":{"id":5012345678,"first_name":"Анна","type":"private"},"date":1767607200,"text":"/start inv_8Qz","entities":[{"offset":0,"length":6,"type":"bot_command"}]}}
            """);
        update.Kind.ShouldBe(InboundKind.Started);
        update.Key.ShouldBe("412900331");
        update.Payload.ShouldBe("inv_8Qz");
        update.Chat.ShouldBe("5012345678");
        update.Account.ShouldBe("5012345678");
        update.FirstName.ShouldBe("Анна");
        update.MessageId.ShouldBe("57");
        update.IsGroup.ShouldBeFalse();
        update.SentAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1767607200));
        update.Raw.ShouldNotBeNull().ShouldContain("inv_8Qz");
    }

    [Theory]
    [InlineData("/start", null)]
    [InlineData("/start   ", null)]
    [InlineData("/start@method_bot", null)]
    [InlineData("/start@METHOD_BOT abc", "abc")]
    public void Start_without_a_link_has_no_payload(string text, string? payload)
    {
        var update = Message($"\"text\":\"{text}\"");
        update.Kind.ShouldBe(InboundKind.Started);
        update.Payload.ShouldBe(payload);
    }

    [Theory]
    [InlineData("/menu", "/menu")]
    [InlineData("/menu@method_bot", "/menu")]
    [InlineData("/help@method_bot me", "/help me")]
    [InlineData("/startle", "/startle")]
    [InlineData("просто текст", "просто текст")]
    [InlineData("/ не команда", "/ не команда")]
    public void Other_texts_are_messages_and_commands_lose_the_bots_name(string text, string expected)
    {
        var update = Message($"\"text\":\"{text}\"");
        update.Kind.ShouldBe(InboundKind.Message);
        update.Text.ShouldBe(expected);
    }

    [Fact]
    public void A_command_for_another_bot_of_the_group_is_left_alone() =>
        Message("\"text\":\"/start@other_bot\"", Group).Kind.ShouldBe(InboundKind.Ignored);

    [Fact]
    public void A_press_names_the_message_and_the_token()
    {
        var update = Translate("""
            {"update_id":412900332,"callback_query":{"id":"2152877445566","from":{"id":5012345678,"is_bot":false,"first_name":"Анна"},"message":{"message_id":58,"chat":{"id":5012345678,"type":"private"},"date":1767607201,"text":"Запись?"},"chat_instance":"-778899","data":"ok:17"}}
            """);
        update.Kind.ShouldBe(InboundKind.Press);
        update.Payload.ShouldBe("ok:17");
        update.PressToken.ShouldBe("2152877445566");
        update.MessageId.ShouldBe("58");
        update.Chat.ShouldBe("5012345678");
        update.Account.ShouldBe("5012345678");
        update.SentAt.ShouldBeNull();
    }

    [Fact]
    public void A_press_on_a_message_too_old_to_be_shown_is_still_a_press()
    {
        var update = Translate("""
            {"update_id":1,"callback_query":{"id":"2","from":{"id":7,"is_bot":false},"message":{"message_id":58,"chat":{"id":7,"type":"private"},"date":0},"data":"x"}}
            """);
        update.Kind.ShouldBe(InboundKind.Press);
        update.MessageId.ShouldBe("58");
    }

    [Theory]
    [InlineData("kicked", InboundKind.Stopped)]
    [InlineData("left", InboundKind.Stopped)]
    [InlineData("member", InboundKind.Allowed)]
    [InlineData("administrator", InboundKind.Allowed)]
    public void Blocking_and_unblocking_are_told(string status, InboundKind kind)
    {
        var update = Translate($$"""
            {"update_id":412900333,"my_chat_member":{"chat":{{Private}},"from":{{Person}},"date":1767607300,"old_chat_member":{"status":"member","user":{"id":7000000001,"is_bot":true,"first_name":"B"} },"new_chat_member":{"status":"{{status}}","until_date":0,"user":{"id":7000000001,"is_bot":true,"first_name":"B"} } } }
            """);
        update.Kind.ShouldBe(kind);
        update.Chat.ShouldBe("5012345678");
        update.Account.ShouldBe("5012345678");
    }

    [Fact]
    public void An_edited_message_names_the_message()
    {
        var update = Translate($$"""
            {"update_id":5,"edited_message":{"message_id":57,"from":{{Person}},"chat":{{Private}},"date":1767607200,"edit_date":1767607260,"text":"исправлено"} }
            """);
        update.Kind.ShouldBe(InboundKind.Edited);
        update.MessageId.ShouldBe("57");
        update.Text.ShouldBe("исправлено");
    }

    [Fact]
    public void A_live_location_that_moves_is_nothing() => Translate($$"""
        {"update_id":5,"edited_message":{"message_id":57,"from":{{Person}},"chat":{{Private}},"date":1,"edit_date":2,"location":{"latitude":1.5,"longitude":2.5,"live_period":900} } }
        """).Kind.ShouldBe(InboundKind.Ignored);

    [Fact]
    public void A_place_is_a_message_without_words()
    {
        var update = Message("\"location\":{\"latitude\":58.0105,\"longitude\":56.25}");
        update.Kind.ShouldBe(InboundKind.Message);
        update.Text.ShouldBeNull();
        update.Attachments.ShouldBeEmpty();
        update.Location.ShouldBe(new SharedLocation(58.0105, 56.25, null));
        update.MessageId.ShouldBe("57");
    }

    [Fact]
    public void Of_a_live_location_the_first_point_counts() =>
        Message("\"location\":{\"latitude\":-1.5,\"longitude\":2,\"live_period\":900,\"heading\":90,\"horizontal_accuracy\":12.5}")
            .Location.ShouldBe(new SharedLocation(-1.5, 2, null));

    [Theory]
    [InlineData("Школа № 5", "Лесная улица, 3", "Школа № 5, Лесная улица, 3")]
    [InlineData("Школа № 5", "", "Школа № 5")]
    [InlineData("Лесная улица, 3", "Лесная улица, 3", "Лесная улица, 3")]
    [InlineData("", " ", null)]
    public void A_venue_has_its_name_and_address_as_the_title(string title, string address, string? expected)
    {
        var update = Message($$"""
            "location":{"latitude":58.0105,"longitude":56.25},"venue":{"location":{"latitude":58.0105,"longitude":56.25},"title":"{{title}}","address":"{{address}}"}
            """);
        update.Kind.ShouldBe(InboundKind.Message);
        update.Text.ShouldBeNull();
        update.Location.ShouldBe(new SharedLocation(58.0105, 56.25, expected));
    }

    [Theory]
    [InlineData(5012345678, true)]
    [InlineData(42L, false)]
    [InlineData(null, false)]
    public void Only_the_senders_own_contact_is_verified(long? userId, bool verified)
    {
        var id = userId is null ? "" : $",\"user_id\":{userId}";
        var update = Message($$"""
            "contact":{"phone_number":"+79990000001","first_name":"Анна","last_name":"Петрова"{{id}}}
            """);
        update.Kind.ShouldBe(InboundKind.Contact);
        update.Contact.ShouldBe(new SharedContact("+79990000001", "Анна Петрова", verified));
    }

    [Fact]
    public void Of_a_photo_the_largest_size_that_can_be_downloaded_is_taken()
    {
        var update = Message("""
            "media_group_id":"album7","caption":"Подпись","photo":[
              {"file_id":"small","file_unique_id":"a","width":90,"height":60,"file_size":1000},
              {"file_id":"large","file_unique_id":"b","width":1280,"height":800,"file_size":200000},
              {"file_id":"huge","file_unique_id":"c","width":9000,"height":900,"file_size":30000000}]
            """);
        update.Kind.ShouldBe(InboundKind.Message);
        update.Text.ShouldBe("Подпись");
        update.AlbumId.ShouldBe("album7");
        update.Attachments.ShouldHaveSingleItem()
            .ShouldBe(new InboundAttachment(AttachmentKind.Photo, "large", null, "image/jpeg", 200000));
    }

    [Theory]
    [InlineData("\"document\":{\"file_id\":\"f\",\"file_name\":\"План.docx\",\"mime_type\":\"application/msword\",\"file_size\":5}", AttachmentKind.Document, "План.docx")]
    [InlineData("\"audio\":{\"file_id\":\"f\",\"duration\":5,\"file_name\":\"a.mp3\"}", AttachmentKind.Document, "a.mp3")]
    [InlineData("\"voice\":{\"file_id\":\"f\",\"duration\":5}", AttachmentKind.Voice, null)]
    [InlineData("\"video\":{\"file_id\":\"f\",\"width\":1,\"height\":1,\"duration\":5}", AttachmentKind.Video, null)]
    [InlineData("\"video_note\":{\"file_id\":\"f\",\"length\":240,\"duration\":5}", AttachmentKind.Video, null)]
    [InlineData("\"animation\":{\"file_id\":\"f\",\"file_name\":\"a.gif.mp4\",\"mime_type\":\"video/mp4\"},\"document\":{\"file_id\":\"f\",\"file_name\":\"a.gif.mp4\",\"mime_type\":\"video/mp4\"}", AttachmentKind.Video, "a.gif.mp4")]
    [InlineData("\"animation\":{\"file_id\":\"f\",\"file_name\":\"a.gif\",\"mime_type\":\"image/gif\"}", AttachmentKind.Document, "a.gif")]
    public void Files_become_attachments(string content, AttachmentKind kind, string? name)
    {
        var update = Message(content);
        update.Kind.ShouldBe(InboundKind.Message);
        var attachment = update.Attachments.ShouldHaveSingleItem();
        attachment.Kind.ShouldBe(kind);
        attachment.Reference.ShouldBe("f");
        attachment.FileName.ShouldBe(name);
    }

    [Theory]
    [InlineData("\"sticker\":{\"file_id\":\"s\"}")]
    [InlineData("\"poll\":{\"id\":\"1\"}")]
    [InlineData("\"dice\":{\"value\":1}")]
    public void What_the_bot_has_no_use_for_is_said_to_be_so(string content)
    {
        var update = Message(content);
        update.Kind.ShouldBe(InboundKind.Unsupported);
        update.Chat.ShouldBe("5012345678");
    }

    [Theory]
    [InlineData("\"new_chat_members\":[]")]
    [InlineData("\"pinned_message\":{\"message_id\":1}")]
    [InlineData("\"forum_topic_created\":{\"name\":\"x\"}")]
    public void Service_messages_are_ignored(string content) => Message(content, Group).Kind.ShouldBe(InboundKind.Ignored);

    [Fact]
    public void A_group_that_became_a_supergroup_is_told_by_either_of_its_two_messages()
    {
        var last = Message("\"migrate_to_chat_id\":-100555", Group);
        (last.Kind, last.Chat, last.Payload).ShouldBe((InboundKind.Moved, "-1001234567890", "-100555"));
        var first = Message("\"migrate_from_chat_id\":-5", Group);
        (first.Kind, first.Chat, first.Payload).ShouldBe((InboundKind.Moved, "-5", "-1001234567890"));
    }

    [Fact]
    public void A_topic_of_a_forum_is_a_chat_of_its_own_and_its_root_is_no_reply()
    {
        var update = Message("\"message_thread_id\":77,\"is_topic_message\":true,\"reply_to_message\":{\"message_id\":77},\"text\":\"привет\"", Group);
        update.Chat.ShouldBe("-1001234567890:77");
        update.IsGroup.ShouldBeTrue();
        update.ReplyTo.ShouldBeNull();
    }

    [Fact]
    public void A_reply_names_the_message()
    {
        Message("\"reply_to_message\":{\"message_id\":31},\"text\":\"да\"").ReplyTo.ShouldBe("31");
        Message("\"message_thread_id\":77,\"is_topic_message\":true,\"reply_to_message\":{\"message_id\":80},\"text\":\"да\"", Group).ReplyTo.ShouldBe("80");
    }

    [Fact]
    public void Other_bots_are_ignored() => Translate($$"""
        {"update_id":5,"message":{"message_id":57,"from":{"id":1,"is_bot":true,"first_name":"B"},"chat":{{Group}},"date":1,"text":"hi"} }
        """).Kind.ShouldBe(InboundKind.Ignored);

    [Theory]
    [InlineData("""{"update_id":9,"message_reaction":{"chat":{"id":1}}}""")]
    [InlineData("""{"update_id":9}""")]
    [InlineData("""{"update_id":9,"message":"text"}""")]
    [InlineData("""{"update_id":9,"message":{"message_id":"not a number","from":{"id":1,"is_bot":false},"chat":{"id":1}}}""")]
    [InlineData("""{"update_id":9,"message":{"message_id":1,"from":{"id":1,"is_bot":false},"chat":{"id":1},"text":"\ud800"}}""")]
    [InlineData("""{"update_id":9,"callback_query":{"id":"1","from":{"id":1,"is_bot":false},"inline_message_id":"x","data":"d"}}""")]
    [InlineData("""{"update_id":9,"callback_query":{"id":"1","from":{"id":2,"is_bot":false},"message":{"message_id":1,"chat":{"id":1,"type":"private"}},"data":"d"}}""")]
    [InlineData("""{"update_id":9,"message":{"message_id":1,"from":{"id":0,"is_bot":false},"chat":{"id":0,"type":"private"},"text":"x"}}""")]
    [InlineData("""{"update_id":9,"message":{"message_id":1,"from":{"id":2,"is_bot":false},"chat":{"id":1,"type":"private"},"text":"x"}}""")]
    [InlineData("""{"update_id":9,"message":{"message_id":1,"from":{"id":1,"is_bot":false},"chat":{"id":1,"type":"private"},"migrate_to_chat_id":-7}}""")]
    [InlineData("""{"update_id":9,"message":{"message_id":1,"from":{"id":1,"is_bot":false},"chat":{"id":1,"type":"private"},"photo":[null]}}""")]
    [InlineData("""{"update_id":9,"my_chat_member":{"chat":{"id":1,"type":"private"},"from":{"id":2},"date":1,"new_chat_member":{"status":"kicked"}}}""")]
    public void What_cannot_be_read_is_ignored_with_its_key_and_text(string json)
    {
        var update = Translate(json);
        update.Kind.ShouldBe(InboundKind.Ignored);
        update.Key.ShouldBe("9");
        update.Raw.ShouldBe(json);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("""{"message":{}}""")]
    public void Even_an_update_without_a_number_has_a_stable_key(string json)
    {
        Translate(json).Kind.ShouldBe(InboundKind.Ignored);
        Translate(json).Key.ShouldBe(Translate(json).Key);
        Translate(json).Key.ShouldStartWith("h:");
    }

    [Fact]
    public void A_size_that_is_none_does_not_cost_the_photo() =>
        Message("""
            "photo":[null,{"file_id":"big","width":9,"height":9},null,{"file_id":"small","width":1,"height":1}]
            """).Attachments.ShouldHaveSingleItem().Reference.ShouldBe("big");

    [Fact]
    public void A_thread_that_is_none_is_no_topic() => Message("\"is_topic_message\":true,\"message_thread_id\":0,\"text\":\"x\"", Group).Chat.ShouldBe("-1001234567890");

    private static InboundUpdate Message(string content, string chat = Private) => Translate($$"""
        {"update_id":412900331,"message":{"message_id":57,"from":{{Person}},"chat":{{chat}},"date":1767607200,{{content}} } }
        """);

    private static InboundUpdate Translate(string json)
    {
        using var document = JsonDocument.Parse(json);
        return TelegramUpdates.Translate(document.RootElement.Clone(), "method_bot");
    }
}

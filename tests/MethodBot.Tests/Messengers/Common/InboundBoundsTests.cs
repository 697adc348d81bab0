using MethodBot.Conversations.Messengers;
using MethodBot.Messengers.Common;

namespace MethodBot.Tests.Messengers.Common;

public sealed class InboundBoundsTests
{
    private static readonly string Monstrous = new('ж', 1_000_000);

    [Fact]
    public void What_is_told_on_is_never_longer_than_people_write()
    {
        var update = InboundBounds.Within(new InboundUpdate
        {
            Key = "1",
            Kind = InboundKind.Message,
            FirstName = Monstrous,
            Text = Monstrous,
            Payload = Monstrous,
            PressToken = Monstrous,
            AlbumId = Monstrous,
            Contact = new SharedContact(Monstrous, Monstrous, Verified: true),
            Location = new SharedLocation(58, 56, Monstrous),
            Attachments = [new InboundAttachment(AttachmentKind.Photo, Monstrous), .. Enumerable.Repeat(new InboundAttachment(AttachmentKind.Photo, "ok", Monstrous, Monstrous), 1000)],
        });
        update.Text!.Length.ShouldBe(InboundBounds.LongestText);
        update.Text.ShouldEndWith("…");
        string?[] others = [update.FirstName, update.Payload, update.PressToken, update.AlbumId, update.Contact!.Phone, update.Contact.Name, update.Location!.Title];
        others.ShouldAllBe(text => text!.Length <= 2000);
        update.Attachments.Length.ShouldBe(100);
        update.Attachments.ShouldAllBe(file => file.Reference == "ok" && file.FileName!.Length <= 300 && file.MimeType!.Length <= 300);
    }

    [Fact]
    public void An_ordinary_update_stays_as_it_is()
    {
        var update = new InboundUpdate { Key = "1", Kind = InboundKind.Message, FirstName = "Анна", Text = "добрый день", Attachments = [new InboundAttachment(AttachmentKind.Photo, "f")] };
        var kept = InboundBounds.Within(update);
        kept.Attachments.ShouldBe(update.Attachments);
        (kept with { Attachments = update.Attachments }).ShouldBe(update);
    }
}

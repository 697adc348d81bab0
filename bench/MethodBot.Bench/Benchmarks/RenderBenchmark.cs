using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using MethodBot.Conversations.Messengers;
using MethodBot.Dialogs.Presentation;
using MethodBot.Messengers.Common;
using MethodBot.Messengers.Telegram;
using MethodBot.Messengers.Vk;

namespace MethodBot.Bench.Benchmarks;

/// <summary>A question with a heading in bold and six buttons, from the message of the outbox to the body of the messenger's request.</summary>
public class RenderBenchmark
{
    private static readonly TelegramChat Chat = new(1_234_567_890, null);

    private readonly OutboundMessage _screen = new()
    {
        Text = [new TextSpan("Вопрос 7 из 18 · Что трудно сейчас", TextStyle.Bold), new TextSpan("\nВ чём Вам нужна помощь прежде всего? Отметьте до трёх.")],
        Buttons =
        [
            .. new[] { "Оценивание предметных результатов", "Цифровые инструменты", "Работа с родителями", "Подготовка к аттестации" }
                .Select((label, index) => new MessageButton($"v12.option{index}", label, ButtonRole.Choice)),
            new MessageButton("v12.back", "← Назад"),
            new MessageButton("v12.menu", "☰ Меню"),
        ],
    };

    private readonly string _words;

    public RenderBenchmark() => _words = string.Concat(_screen.Text.Select(span => span.Text).Concat(_screen.Buttons.Select(button => button.Label)));

    [Benchmark(Description = "render: the words alone, as UTF-8", Baseline = true)]
    public byte[] Words() => Encoding.UTF8.GetBytes(_words);

    [Benchmark(Description = "render: a question, to the body of Telegram's sendMessage")]
    public byte[] Telegram() => TelegramRendering.Render(Chat, _screen, []) is [TelegramPart.Words words]
        ? JsonSerializer.SerializeToUtf8Bytes(words.Request, TelegramJson.Wire.SendMessage)
        : throw new InvalidOperationException("a question is one message");

    [Benchmark(Description = "render: a question, to the form of VK's messages.send")]
    public long Vk()
    {
        var parts = VkRendering.Render(_screen, 0, VkAbilities.Full);
        using var form = RequestBodies.Form(VkRendering.SendFields("9000001", parts[0], [], 7));
        return form.ReadAsStream().Length;
    }
}

using System.Collections.Immutable;
using MethodBot.Dialogs.Faults;
using MethodBot.Service.Authoring;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Service.Authoring;

public sealed class FaultReportTests
{
    [Fact]
    public void Faults_of_a_sent_file_come_first_in_the_order_of_its_lines()
    {
        var told = Told(FaultReport.OfSent(RealDialogs.Set.Texts, [At("start.yaml", 3), At("poll.yaml", 12), At("poll.yaml", 5)], "poll.yaml"));
        told.ShouldBe("В файле 3 ошибки:\nстрока 5: не так\nстрока 12: не так\nstart.yaml, строка 3: не так");
    }

    [Fact]
    public void Fifteen_lines_are_told_and_how_many_more_there_are()
    {
        var faults = Enumerable.Range(1, 17).Select(line => At("poll.yaml", line)).ToImmutableArray();
        var lines = Told(FaultReport.OfSent(RealDialogs.Set.Texts, faults, "poll.yaml")).Split('\n');
        lines[0].ShouldBe("В файле 17 ошибок:");
        lines.Length.ShouldBe(17);
        lines[15].ShouldBe("строка 15: не так");
        lines[16].ShouldBe("и ещё 2");
        Told(FaultReport.OfSent(RealDialogs.Set.Texts, faults[..15], "poll.yaml")).ShouldNotContain("ещё");
    }

    [Fact]
    public void Files_of_the_folder_have_a_heading_each() =>
        Told(FaultReport.OfFolder(RealDialogs.Set.Texts, [At("a.yaml", 1), At("b.yaml", 2), At("a.yaml", 4)])).ShouldBe(
            "Файл a.yaml не принят, работает прежний:\nстрока 1: не так\nстрока 4: не так\n\nФайл b.yaml не принят, работает прежний:\nстрока 2: не так");

    private static Fault At(string file, int line) => new(file, new Mark(line, 1), null, "не так");

    private static string Told(IEnumerable<TextSpan> spans) => string.Concat(spans.Select(span => span.Text));
}

using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Dapper;
using MethodBot.Dialogs.Answers;
using MethodBot.Dialogs.Machines;
using MethodBot.IntegrationTests.Kit;
using MethodBot.Service.Exports;
using MethodBot.Service.Questionnaires;
using MethodBot.Service.Questionnaires.Summaries;
using static MethodBot.IntegrationTests.Service.Questionnaires.Respondents;

namespace MethodBot.IntegrationTests.Service.Questionnaires;

/// <summary>Summaries and tables of some twenty thousand answers hold what was given, counted by other means.</summary>
public sealed class SummaryCountTests : IClassFixture<SummaryCountTests.Crowd>
{
    private static readonly string[] Formulas = ["=1+1", "+7 900", "-5", "@SUM(A1)", "\t=1", "＝1", "просто слова"];

    private readonly Crowd _crowd;

    public SummaryCountTests(Crowd crowd) => _crowd = crowd;

    private ServiceRig Rig => _crowd.Rig;

    private Machine Needs => Rig.Dialogs.Find(Respondents.Needs)!;

    [Fact]
    public void There_are_as_many_answers_as_a_town_gives() => _crowd.Rows.Count.ShouldBeGreaterThan(20_000);

    [Theory]
    [InlineData("experience")]
    [InlineData("difficulties")]
    [InlineData("confidence.parents")]
    [InlineData("ways")]
    public void Options_are_counted_as_they_were_chosen(string question)
    {
        foreach (var kind in new[] { null, "school", "kindergarten" })
        {
            var expected = _crowd.Of(question, kind).GroupBy(row => row.Option).ToDictionary(group => group.Key, group => (long)group.Count());

            SummaryTable.CountOptions(Rig.Connection, Scope(kind), question).ToDictionary(row => row.Option, row => row.Count).ShouldBe(expected, ignoreOrder: true);
            SummaryTable.CountAnswered(Rig.Connection, Scope(kind), question).ShouldBe(_crowd.Of(question, kind).Select(row => row.Person).Distinct().Count());
        }
    }

    [Fact]
    public void Places_of_a_ranking_add_up()
    {
        foreach (var row in SummaryTable.CountOptions(Rig.Connection, Scope(null), "ways"))
        {
            var places = _crowd.Of("ways", null).Where(given => given.Option == row.Option).Select(given => given.Number!.Value).ToList();
            (row.Points, row.Firsts).ShouldBe(((long)places.Sum(), places.Count(place => place == 1)));
        }
    }

    [Theory]
    [InlineData("hours", null)]
    [InlineData("hours", "kindergarten")]
    [InlineData("time", null)]
    public void Numbers_come_to_their_mean_and_median(string question, string? kind)
    {
        var values = _crowd.Of(question, kind).Select(row => (double)row.Number!.Value).Order().ToList();
        var summary = SummaryTable.ReadNumbers(Rig.Connection, Scope(kind), question)!;

        summary.Count.ShouldBe(values.Count);
        summary.Mean.ShouldBe(values.Average(), 1e-9);
        (summary.Min, summary.Max).ShouldBe((values[0], values[^1]));
        summary.Median.ShouldBe((values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2, 1e-9);
    }

    [Fact]
    public void Deficits_count_people_not_answers()
    {
        var expected = _crowd.Rows.Where(row => row.Deficit is not null).GroupBy(row => row.Deficit!)
            .ToDictionary(group => group.Key, group => (long)group.Select(row => row.Person).Distinct().Count());

        SummaryTable.CountDeficits(Rig.Connection, Scope(null)).ToDictionary().ShouldBe(expected, ignoreOrder: true);
        // One deficit is shown by two questions: a person who named it twice is one person.
        expected["parents"].ShouldBeLessThan(_crowd.Rows.Count(row => row.Deficit == "parents"));
    }

    [Fact]
    public void The_table_has_a_line_a_person_with_what_they_chose()
    {
        var table = ResponseExport.Read(Rig.Connection, Needs, Rig.Clock);
        var columns = table.Columns.Select(column => column.Key).ToList();
        var lines = table.Rows.ToList();

        lines.Count.ShouldBe(Crowd.People);
        foreach (var (option, label) in Crowd.Difficulties)
        {
            lines.Count(line => line[columns.IndexOf("difficulties")]?.Split("; ").Contains(label) == true)
                .ShouldBe(_crowd.Rows.Count(row => row.Question == "difficulties" && row.Option == option));
        }

        lines.Sum(line => decimal.Parse(line[columns.IndexOf("hours")]!.Replace(',', '.'), CultureInfo.InvariantCulture))
            .ShouldBe(_crowd.Of("hours", null).Sum(row => row.Number!.Value));
    }

    [Fact]
    public void The_long_table_has_a_line_an_answer_with_its_ids()
    {
        var table = AnswerExport.Read(Rig.Connection, Needs, Rig.Clock);
        var columns = table.Columns.Select(column => column.Key).ToList();
        string? Cell(IReadOnlyList<string?> line, string key) => line[columns.IndexOf(key)];

        table.Rows.Select(line => (Cell(line, "question"), Cell(line, "option") ?? "", Cell(line, "number"), Cell(line, "deficit"))).Order()
            .ShouldBe(_crowd.Rows.Select(row => ((string?)row.Question, row.Option, row.Number?.ToString(CultureInfo.InvariantCulture), row.Deficit)).Order());
    }

    [Fact]
    public void Deficits_by_organization_and_subject_add_up_to_people_and_respondents()
    {
        var table = DeficitExport.Read(Rig.Connection, [Needs]);
        var columns = table.Columns.Select(column => column.Key).ToList();
        var lines = table.Rows.Select(line => columns.Zip(line).ToDictionary(pair => pair.First, pair => pair.Second!)).ToList();

        var expected = _crowd.Rows.Where(row => row.Deficit is not null).Select(row => (row.Person, row.Organization, row.Area, row.Deficit)).Distinct()
            .GroupBy(row => (row.Organization, row.Area, row.Deficit)).ToDictionary(group => group.Key, group => group.Count());
        lines.ToDictionary(line => (line["organization"], line["area"], (string?)line["deficit"]), line => int.Parse(line["people"], CultureInfo.InvariantCulture)).ShouldBe(expected, ignoreOrder: true);
        foreach (var line in lines)
        {
            line["respondents"].ShouldBe(_crowd.Rows.Where(row => row.Organization == line["organization"] && row.Area == line["area"])
                .Select(row => row.Person).Distinct().Count().ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void No_cell_of_a_spreadsheet_is_a_formula_and_json_has_the_words_as_they_were()
    {
        foreach (var table in new Func<ExportTable>[] { () => ResponseExport.Read(Rig.Connection, Needs, Rig.Clock), () => AnswerExport.Read(Rig.Connection, Needs, Rig.Clock) })
        {
            var csv = Write(table(), ExportFormat.Csv);
            foreach (var formula in Formulas.SkipLast(1))
            {
                csv.ShouldContain($"'{formula}");
                csv.ShouldNotContain($";{formula}");
                csv.ShouldNotContain($"\n{formula}");
            }

            using var workbook = new System.IO.Compression.ZipArchive(new MemoryStream(Bytes(table(), ExportFormat.Xlsx)));
            using var sheet = workbook.Entries.Single(entry => entry.FullName.Contains("/worksheets/", StringComparison.Ordinal)).Open();
            var xml = XDocument.Load(sheet, LoadOptions.PreserveWhitespace);
            xml.Descendants().Where(element => element.Name.LocalName == "f").ShouldBeEmpty();
            var cells = xml.Descendants().Where(element => element.Name.LocalName == "t").Select(element => element.Value).ToList();
            cells.Where(cell => Formulas.SkipLast(1).Contains(cell)).ShouldBeEmpty();
            cells.ShouldContain("'=1+1");

            using var json = JsonDocument.Parse(Bytes(table(), ExportFormat.Json));
            json.RootElement.EnumerateArray().SelectMany(row => row.EnumerateObject()).Count(cell => cell.Value.GetString() == "=1+1")
                .ShouldBe(_crowd.Rows.Count(row => row.Text == "=1+1"));
        }
    }

    [Fact]
    public void The_chat_shows_the_same_numbers()
    {
        var page = new SummaryView(Rig.Context, Scope(null)).Show("experience", 0);
        var gt20 = _crowd.Of("experience", null).Count(row => row.Option == "gt20");

        page.Heading.ShouldBe("Вопрос 1 из 26");
        page.Body.ShouldContain($"Ответов: {Crowd.People}");
        page.Body.ShouldContain($"Больше двадцати\n{Bar.Draw(gt20, Crowd.People)} {Bar.Percent(gt20, Crowd.People)} % ({gt20})");
    }

    private static string Write(ExportTable table, ExportFormat format) => System.Text.Encoding.UTF8.GetString(Bytes(table, format));

    private static byte[] Bytes(ExportTable table, ExportFormat format)
    {
        using var stream = new MemoryStream();
        TableWriter.Write(table, format, stream);
        return stream.ToArray();
    }

    private SummaryScope Scope(string? kind) => new(Needs, null, kind);

    /// <summary>One answer as it was given.</summary>
    internal sealed record GivenRow(int Person, string Kind, string Organization, string Area, string Question, string Option, string? Text, decimal? Number, string? Deficit);

    /// <summary>A crowd that has answered, and what each of them said.</summary>
    public sealed class Crowd : IDisposable
    {
        internal const int People = 1500;

        internal static readonly (string Id, string Label)[] Difficulties =
            [("assess", "Оценивание предметных результатов"), ("ict", "Цифровые инструменты"), ("special", "Дети с ОВЗ"), ("parents", "Работа с родителями"), ("none", "Помощь пока не нужна")];

        private static readonly Dictionary<string, string?> DeficitOf = new(StringComparer.Ordinal)
        {
            ["assess"] = "assessment",
            ["ict"] = "ict",
            ["special"] = "inclusion",
            ["parents"] = "parents",
            ["none"] = null,
        };

        private static readonly (string Id, string? Deficit)[] ConfidenceRows =
            [("planning", "planning"), ("feedback", "assessment"), ("levels", "differentiation"), ("conflict", "conflicts"), ("parents", "parents"), ("papers", "paperwork")];

        public Crowd()
        {
            var random = new Random(7);
            Rig.Connection.Execute("BEGIN;");
            for (var person = 0; person < People; person++)
                Answer(person, random);
            Rig.Connection.Execute("COMMIT;");
        }

        internal ServiceRig Rig { get; } = new();

        internal List<GivenRow> Rows { get; } = [];

        public void Dispose() => Rig.Dispose();

        internal IEnumerable<GivenRow> Of(string question, string? kind) => Rows.Where(row => row.Question == question && (kind is null || row.Kind == kind));

        private void Answer(int person, Random random)
        {
            var kind = random.Next(3) == 0 ? "kindergarten" : "school";
            var organization = $"{kind} {random.Next(4)}";
            var area = $"предмет {random.Next(3)}";
            Rig.AddOrganization(organization, kind);
            var account = Rig.AddPerson("Лебедева Анна", organization);
            Rig.Connection.Execute("UPDATE job SET area = @area WHERE person_id = @Id", new { area, account.Id });

            var experience = Pick(random, "lt3", "3to10", "gt20");
            var chosen = Difficulties.Where(_ => random.Next(3) == 0).DefaultIfEmpty(Difficulties[^1]).ToArray();
            var columns = ConfidenceRows.Select(row => (row.Id, row.Deficit, Column: Pick(random, "easy", "fine", "hard", "help"))).ToArray();
            var ways = new[] { "lessons", "practice", "talk", "expert", "reading" }.OrderBy(_ => random.Next()).Take(3).ToArray();
            var (hours, time, words) = (random.Next(0, 40) / 2m, random.Next(1, 6), Formulas[random.Next(Formulas.Length)]);
            Rig.Submit(account.Account, Respondents.Needs, [
                Option("experience", experience, experience == "gt20" ? "Больше двадцати" : experience),
                Set("difficulties", chosen),
                new("confidence", AnswerType.Matrix, new Answer
                {
                    Options = [.. columns.Select(row => $"{row.Id}:{row.Column}")], Labels = [.. columns.Select(row => row.Column)], Rows = [.. columns.Select(row => row.Id)],
                }),
                new("ways", AnswerType.Ranking, new Answer { Options = [.. ways], Labels = [.. ways] }),
                Number("hours", hours),
                Number("time", time),
                Words("theme", words),
            ]).Name.ShouldBe("ok");

            void Add(string question, string option = "", string? text = null, decimal? number = null, string? deficit = null) =>
                Rows.Add(new GivenRow(person, kind, organization, area, question, option, text, number, deficit));
            Add("experience", experience);
            foreach (var (id, label) in chosen)
                Add("difficulties", id, label, deficit: DeficitOf[id]);
            foreach (var (id, deficit, column) in columns)
                Add($"confidence.{id}", column, deficit: column is "hard" or "help" ? deficit : null);
            foreach (var (place, way) in ways.Index())
                Add("ways", way, number: place + 1);
            Add("hours", number: hours);
            Add("time", number: time);
            Add("theme", text: words);
        }

        private static string Pick(Random random, params string[] of) => of[random.Next(of.Length)];
    }
}

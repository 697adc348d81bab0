using System.Text.Json.Nodes;
using MethodBot.Dialogs.Faults;
using MethodBot.Dialogs.Schemas;
using MethodBot.Dialogs.Yaml;
using MethodBot.Tests.Architecture;
using MethodBot.Tests.Dialogs.Faults;
using MethodBot.Tests.Dialogs.Kit;

namespace MethodBot.Tests.Dialogs.Schemas;

public sealed class DialogSchemaTests
{
    // What a schema can see: keys and values, but no names, options or ways.
    private static readonly string[] Visible =
    [
        "unknown key", "no name", "bad name", "no steps", "empty steps", "question without a text", "unknown type", "unknown list", "unknown action",
        "yes_no: false", "no options", "bad id of a short option", "bad id of a long option", "option without an id", "max that is a word",
        "unknown key of a scale", "scale without ends", "scale that is a number", "matrix without columns", "other in a matrix",
        "key of a section", "bad link",
    ];

    public static TheoryData<string> Dialogs => [.. RealDialogs.Files.Select(file => file.Path)];

    public static TheoryData<string> Broken => [.. Visible];

    [Fact]
    public void The_file_beside_the_dialogs_is_what_the_program_writes() =>
        File.ReadAllText(Path.Combine(Repository.Root, "dialogs", DialogSchema.FileName)).ReplaceLineEndings("\n")
            .ShouldBe(DialogSchema.Write(RealDialogs.Vocabulary), "run: methodbot schema > dialogs/dialog.schema.json");

    [Theory]
    [MemberData(nameof(Dialogs))]
    public void Every_dialog_that_ships_fits_it(string path) =>
        Accepts(RealDialogs.Files.Single(file => file.Path == path).Text, DialogSchema.Write(RealDialogs.Vocabulary)).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_an_editor_can_see_it_underlines(string sample) =>
        Accepts(BrokenDialogs.All.Single(broken => broken.Name == sample).Text, DialogSchema.Write(TestDialogs.Vocabulary)).ShouldBeFalse();

    [Fact]
    public void It_offers_the_actions_and_lists_of_the_service()
    {
        var definitions = JsonNode.Parse(DialogSchema.Write(TestDialogs.Vocabulary))!["definitions"]!;

        definitions["do"]!["properties"]!["do"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["notes.read", "notes.save", "notes.send"]);
        definitions["ask"]!["properties"]!["from"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["schools.all", "schools.of"]);
    }

    private static bool Accepts(string text, string schema) =>
        new SchemaValidator(JsonNode.Parse(schema)!).Accepts(YamlReader.Read(text, new FaultList("a.yaml")).ShouldNotBeNull());
}

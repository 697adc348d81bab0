using System.CommandLine;
using MethodBot.Conversations.Slices;
using MethodBot.Dialogs.Schemas;
using MethodBot.Host.Settings;
using MethodBot.Service;

namespace MethodBot.Host.Commands;

/// <summary><c>schema</c>: the JSON Schema of dialog files, for completion in editors.</summary>
internal static class SchemaCommand
{
    public static Command Build()
    {
        var command = new Command("schema", $"Prints the JSON Schema of dialog files; dialogs/{DialogSchema.FileName} holds it for editors.");
        command.SetAction((_, _) => CommandLine.GuardAsync(() =>
        {
            using var services = new ServiceCollection().AddService(HostSettings.Read([]).Service).AddSingleton<SliceSet>().BuildServiceProvider();
            Console.Write(DialogSchema.Write(services.GetRequiredService<SliceSet>().Vocabulary));
            return Task.FromResult(0);
        }));
        return command;
    }
}

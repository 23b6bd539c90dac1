using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Cli.Files;

/// <summary><c>schema scenario</c> prints the JSON schema of scenario files, <c>schema conditions</c> that of conditions.</summary>
internal static class SchemaCommand
{
    public static Command Create(CommandHost host)
    {
        var name = new Argument<string>("name") { HelpName = "NAME", Description = $"One of {string.Join(", ", ScenarioSchema.Names)}." };
        name.CompletionSources.Add(_ => ScenarioSchema.Names);
        var command = new Command("schema", "Prints the JSON schema of scenario files or of conditions.") { name };
        new CommandTexts(("crossriver-emulator schema scenario > scenario.schema.json", "for an editor that is offline")).AddTo(command);
        command.SetAction(parsed =>
        {
            Console.Out.Write(Find(new ScenarioSchema(host.CreateSchemas()), parsed.GetRequiredValue(name)));
            return ExitCode.Done;
        });

        return command;
    }

    private static string Find(ScenarioSchema schema, string name) =>
        schema.Find(name) ?? throw CommandException.WrongUsage($"there is no schema '{name}'; {Suggestion.For(name, ScenarioSchema.Names)}");
}

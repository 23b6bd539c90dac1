using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Cli.Files;

/// <summary>Represents <c>schema scenario</c> and <c>schema conditions</c>, which print the JSON schemas of scenario files and of conditions.</summary>
internal static class SchemaCommand
{
    public static Command Create(CommandHost host)
    {
        var name = new Argument<string>("name") { HelpName = "NAME", Description = $"One of {string.Join(", ", ScenarioSchema.Names)}." };
        name.CompletionSources.Add(_ => ScenarioSchema.Names);
        var command = new Command("schema", "Print the JSON schema of scenario files or conditions.") { name };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetRequiredValue(name);
            Console.Out.Write(new ScenarioSchema(host.CreateSchemas()).Find(wanted)
                ?? throw CommandException.WrongUsage($"there is no schema '{wanted}'; {Suggestion.For(wanted, ScenarioSchema.Names)}"));
            return ExitCode.Done;
        });

        return command.WithExamples(("crossriver-emulator schema scenario > scenario.schema.json", "for an editor that is offline"));
    }
}

using CrossRiver.Emulator.Scenarios.Files;
using CrossRiver.Emulator.Scenarios.Forms;

namespace CrossRiver.Emulator.Commands;

/// <summary><c>schema scenario</c> prints the JSON schema of scenario files, <c>schema conditions</c> that of conditions.</summary>
internal static class SchemaCommand
{
    /// <returns>The exit code: 0, or 2 when the command line is wrong.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var name])
        {
            return ProgramCommands.Refuse($"schema takes one argument: {string.Join(" or ", ScenarioSchema.Names)}");
        }

        if (ScenarioSchema.Find(name) is not { } schema)
        {
            return ProgramCommands.Refuse($"there is no schema '{name}'; {Suggestion.For(name, ScenarioSchema.Names)}");
        }

        Console.Out.Write(schema);
        return 0;
    }
}

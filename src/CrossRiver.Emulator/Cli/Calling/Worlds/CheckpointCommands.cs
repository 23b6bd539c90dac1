using System.CommandLine;
using CrossRiver.Emulator.Cli.Calling.Customers;
using CrossRiver.Emulator.Cli.Help;
using CrossRiver.Emulator.Scenarios.Forecast;

namespace CrossRiver.Emulator.Cli.Calling.Worlds;

/// <summary>Represents <c>checkpoint</c> and <c>return</c>, which keep named moments of a world and lead back to them.</summary>
internal static class CheckpointCommands
{
    public static Command CreateCheckpoint()
    {
        var options = new CallOptions();
        var name = new Argument<string?>("name")
        {
            HelpName = "NAME",
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The name; a checkpoint of the same name is replaced. Without a name, the checkpoints are listed.",
        };
        var delete = new Option<bool>("--delete") { Description = "Delete the checkpoint instead, and list the others." };
        var json = CallOptions.Json();
        var command = new Command("checkpoint", "Keep this moment of a world, to return to it; or list such moments.") { name, delete, json };
        command.WithExamples(
            ("crossriver-emulator checkpoint before-review", "at an interesting place of a story"),
            ("crossriver-emulator checkpoint", "the moments to which you can return"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var given = parsed.GetValue(name);
            var isToDelete = parsed.GetValue(delete);
            if (given is null && isToDelete)
            {
                throw CommandException.WrongUsage("--delete needs the checkpoint; write checkpoint NAME --delete");
            }

            var method = given is null ? HttpMethod.Get : isToDelete ? HttpMethod.Delete : HttpMethod.Post;
            var answer = await emulator.SendAsync(method, options.PathOf(parsed, given is null ? "/checkpoints" : PathOf(given)), body: null, end);
            var text = answer["checkpoint"] is { } taken ? $"checkpoint {taken["name"]}: {MomentOf(taken)}, {ContentOf(taken)}" : TableOf(answer);
            await CommandOptions.PrintAsync(parsed, parsed.GetValue(json) ? CommandOptions.ToJson(answer) : text);
        });
    }

    public static Command CreateReturn()
    {
        var options = new CallOptions();
        var name = new Argument<string>("name") { HelpName = "NAME", Description = "The checkpoint, or start for the world as it began." };
        var json = CallOptions.Json();
        var command = new Command("return", "Return a world to a checkpoint; nothing from before arrives afterwards.") { name, json };
        command.WithExamples(
            ("crossriver-emulator return before-review", "the same future again, with your changed code"),
            ("crossriver-emulator return start", "the world as it began"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var checkpoint = parsed.GetRequiredValue(name);
            var answer = await emulator.SendAsync(HttpMethod.Post, options.PathOf(parsed, $"{PathOf(checkpoint)}/return"), body: null, end);
            var text = $"{answer["partnerId"]}  {StoryText.Moment(answer["now"]!)}  back at {checkpoint}, epoch {answer["epoch"]}";
            await CommandOptions.PrintAsync(parsed, parsed.GetValue(json) ? CommandOptions.ToJson(answer) : text);
        });
    }

    // Dots alone would name another resource: checkpoints/.. is the world itself.
    private static string PathOf(string name) => name.All(character => character is '.')
        ? throw CommandException.WrongUsage($"'{name}' is no name of a checkpoint; write letters, digits, hyphens, dots or underscores, and not dots alone")
        : $"/checkpoints/{Uri.EscapeDataString(name)}";

    private static string TableOf(JsonObject answer) => TextTable.Of([
        ["checkpoint", "at", "cursor", "content"],
        .. answer["checkpoints"]!.AsArray().Select(checkpoint => new[] { $"{checkpoint!["name"]}", MomentOf(checkpoint), $"{checkpoint["cursor"]}", ContentOf(checkpoint) }),
    ]).TrimEnd();

    private static string MomentOf(JsonNode checkpoint) => checkpoint["at"] is { } at ? StoryText.Moment(at) : "the beginning";

    private static string ContentOf(JsonNode checkpoint) =>
        checkpoint["counts"] is JsonObject counts ? string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}")) : "";
}

using System.CommandLine;
using CrossRiver.Emulator.Cli.Help;

namespace CrossRiver.Emulator.Cli.Calling.Worlds;

/// <summary>Represents <c>clock</c>, which prints the time of worlds, and sets the way in which it passes.</summary>
internal static class ClockCommand
{
    public static Command Create()
    {
        var options = new CallOptions();
        IReadOnlyList<string> modes = [.. Enum.GetNames<ClockMode>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
        var mode = new Argument<string?>("mode")
        {
            HelpName = string.Join('|', modes),
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The way in which time passes: as the machine's, only by advance, or from each due step to the next. By default it stays as it is.",
        };
        mode.CompletionSources.Add([.. modes]);
        var json = CallOptions.Json();
        var command = new Command("clock", "Print the time, or set the way in which it passes.") { mode, json };
        command.WithExamples(
            ("crossriver-emulator clock", "the time in each world, and what is due"),
            ("crossriver-emulator clock manual", "time stands still until advance"));

        return options.AddTo(command, async (emulator, parsed, end) =>
        {
            var path = options.PathOf(parsed, "/clock");
            var answer = parsed.GetValue(mode) is { } wanted
                ? await emulator.SendAsync(HttpMethod.Put, path, new JsonObject { ["mode"] = wanted }, end)
                : await emulator.SendAsync(HttpMethod.Get, path, body: null, end);
            await CommandOptions.PrintAsync(parsed, json, answer, LinesOf);
        });
    }

    private static string LinesOf(JsonObject answer) =>
        CallOptions.LinesOf(answer, $"there is no world yet; new worlds: {TextOf(answer)}", world => $"{world["partnerId"]}  {TextOf(world)}");

    private static string TextOf(JsonNode clock)
    {
        var speed = (double)clock["speed"]!;
        return $"{Moment(clock["now"]!)}  {clock["mode"]}{(speed is 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", {speed} times as fast"))}"
            + $"{(clock["nextDueAt"] is { } due ? $"; next is due at {Moment(due)}" : "")}";
    }

    private static string Moment(JsonNode moment) => ((DateTimeOffset)moment).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Scenarios.Schema;

namespace CrossRiver.Emulator.Fuzzing.Targets;

/// <summary>Scenario files. Either there are messages with places, soon, or the file is read back as it is printed, and its first story can be played.</summary>
internal sealed class ScenarioTarget : FuzzTarget
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private readonly FuzzedEmulator _emulator = new();

    public override IReadOnlyList<string> Seeds { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(RunningProgram.Repository, "scenarios"), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText),
        .. ExampleFiles.Names.Select(ExampleFiles.Read),
    ];

    public override ValueTask DisposeAsync() => _emulator.DisposeAsync();

    protected override Task StartAsync() => _emulator.StartAsync();

    protected override async Task TryAsync(string input)
    {
        var file = ScenarioFiles.Format.Parse(input, "fuzzed.yaml");

        Assert.All(file.Messages, message => Assert.Matches(@"\Afuzzed\.yaml\([1-9]\d*,[1-9]\d*\): [^\r\n]+\z", message.ToString()));
        Assert.True(IsSoon(input), "It takes too long.");
        Assert.Equal(file.Errors.Any(), file.Scenarios.Count + file.Conditions.Count == 0);
        foreach (var scenario in file.Scenarios)
        {
            var printed = ScenarioFiles.Format.Print(scenario);
            var again = ScenarioFiles.Format.Parse(printed, "printed.yaml");
            Assert.True(again.Scenarios is [_] && !again.Errors.Any(), $"What is printed cannot be read: {string.Join("; ", again.Errors)}\n{printed}");
            Assert.Equal(printed, ScenarioFiles.Format.Print(again.Scenarios[0]));
        }

        // What goes wrong in the API may take time, and here no time passes.
        if (file.Scenarios is [{ Api: [] } only])
        {
            await PlayAsync(only.Name, input);
        }
    }

    // On a busy machine anything can take long once.
    private static bool IsSoon(string text) => Enumerable.Range(0, 5).Any(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        ScenarioFiles.Format.Parse(text, "fuzzed.yaml");
        return Stopwatch.GetElapsedTime(start) < Longest;
    });

    private async Task PlayAsync(string name, string text)
    {
        var path = $"{_emulator.Partner.Control}/scenarios/{Uri.EscapeDataString(name)}";
        if ((await _emulator.SendAsync("PUT", path, Encoding.UTF8.GetBytes(text), "application/yaml")).Status is not HttpStatusCode.OK)
        {
            return;
        }

        var create = new HttpRequestMessage(HttpMethod.Post, "/core/v1/cm/customers") { Content = new StringContent(_emulator.Partner.Body("create-personal.request.json").ToJsonString(), Encoding.UTF8, "application/json") };
        create.Headers.TryAddWithoutValidation("X-Emulator-Scenario", name);
        await _emulator.Partner.SendAsync(create);
        await _emulator.SendAsync("POST", $"{_emulator.Partner.Control}/clock/advance", Encoding.UTF8.GetBytes(new JsonObject { ["steps"] = 20 }.ToJsonString()));
        Assert.Equal(HttpStatusCode.OK, (await _emulator.SendAsync("GET", $"{_emulator.Partner.Control}/journal?limit=1000")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _emulator.SendAsync("GET", $"{_emulator.Partner.Control}/deliveries")).Status);
        await _emulator.RestoreAsync();
    }
}

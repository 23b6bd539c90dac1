using System.Globalization;
using System.Text.Json;
using CrossRiver.Emulator.Scenarios.Codes;
using CrossRiver.Emulator.Scenarios.Loading;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Settings;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Benchmarks;

/// <summary>How long it takes to choose the scenario of a customer, without the create around it.</summary>
internal static class ChoosingMeasurement
{
    private const int Scenarios = 2_000;

    private const int Choices = 20_000;

    private const double MicrosecondsInASecond = 1_000_000;

    public static void Run(Report report)
    {
        Scenario[] shipped = [.. ScenarioLoading.ReadShipped().SelectMany(file => file.Scenarios)];
        report.Add("choosing among the shipped scenarios", Measure(new ScenarioCatalog(shipped, [], Code(), shipped[0])), "0.0 µs");
        report.Add($"choosing among {Scenarios:#,0} scenarios", Measure(Many(shipped, number => new EqualTest($"{number:000000000}"))), "0.0 µs");
        report.Add($"choosing among {Scenarios:#,0} scenarios without an exact value", Measure(Many(shipped, number => new StartsWithTest($"{number:0000000}"))), "0.0 µs");
    }

    private static ScenarioCatalog Many(Scenario[] shipped, Func<int, TextTest> test) => new(shipped, Enumerable.Range(0, Scenarios).Select(number => new Scenario
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"scenario-{number}"),
        Timeline = [],
        Match = new Match { Body = [new FieldMatch("classification", [new EqualTest("Personal")]), new FieldMatch("profile.taxId", [test(number)])] },
    }), Code(), shipped[0]);

    private static TaxIdCode Code() => new("98765????", Pace.Fast);

    // The best of several rounds: what the machine does beside it only makes it longer.
    private static double Measure(ScenarioCatalog catalog)
    {
        var world = new WorldScenarios(new Chance(seed: 1, Guid.Empty));
        using var body = JsonDocument.Parse(Example.Read("create-personal.request.json").ToJsonString());
        var headers = new HeaderDictionary();
        var rounds = Enumerable.Range(0, Benchmark.Rounds + 1).Select(_ =>
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < Choices; i++)
            {
                world.Choose(catalog.FindCandidates(body.RootElement, headers), clientIdentifier: null, "key");
            }

            return TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds * MicrosecondsInASecond / Choices;
        });

        return new Sample(rounds).Smallest;
    }
}

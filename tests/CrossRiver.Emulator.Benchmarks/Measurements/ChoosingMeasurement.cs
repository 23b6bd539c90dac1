using System.Globalization;
using System.Text.Json;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Servers;
using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Modules.Customers.TaxIds;
using CrossRiver.Emulator.Scenarios.Library;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;
using CrossRiver.Emulator.Scenarios.Schema;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Benchmarks.Measurements;

/// <summary>How long it takes to choose the scenario of a customer, without the create around it.</summary>
internal static class ChoosingMeasurement
{
    private const int Scenarios = 2_000;

    private const int Choices = 2_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private static readonly ScenarioFormat Parser = new(EmulatorApplication.CreateSchemas());

    private static readonly Scenario[] Shipped = [.. ScenarioLoading.ReadShipped(Parser).SelectMany(file => file.Scenarios)];

    public static Task RunAsync(string emulator, Effort effort, Report report, CancellationToken cancellationToken)
    {
        report.Add("choosing among the shipped scenarios", Measure(effort, AmongShipped()), "0.0 µs");
        report.Add($"choosing among {Scenarios:#,0} scenarios", MeasureAmong(effort, Scenarios), "0.0 µs");
        report.Add($"choosing among {Scenarios:#,0} scenarios without an exact value", Measure(effort, Among(Scenarios, number => new StartsWithTest($"{number:0000000}"))), "0.0 µs");
        return Task.CompletedTask;
    }

    /// <summary>How long a choice takes among so many scenarios and those that ship, in microseconds.</summary>
    public static double MeasureAmong(Effort effort, int scenarios) => Measure(effort, Among(scenarios, number => new EqualTest($"{number:000000000}")));

    /// <summary>A choice among the scenarios that ship.</summary>
    public static Choice AmongShipped() => new(new ScenarioCatalog(Shipped, [], Code(), Shipped[0]));

    private static Choice Among(int scenarios, Func<int, TextTest> test) => new(new ScenarioCatalog(Shipped, Enumerable.Range(0, scenarios).Select(number => new Scenario
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"scenario-{number}"),
        Timeline = [],
        Match = new Match { Body = [new FieldMatch("classification", [new EqualTest("Personal")]), new FieldMatch("profile.taxId", [test(number)])] },
    }), Code(), Shipped[0]));

    private static SourcedScenarios Code() => new([new TaxIdCode("98765????", Pace.Fast)], Parser);

    // The best of several rounds: what the machine does beside it only makes it longer.
    private static double Measure(Effort effort, Choice choice)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(startedAt) < WarmUp)
        {
            choice.Choose();
        }

        return new Sample(Enumerable.Range(0, effort.Rounds + 1).Select(_ => MeasureOnce(choice))).Smallest;
    }

    private static double MeasureOnce(Choice choice)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Choices; i++)
        {
            choice.Choose();
        }

        return TimeProvider.System.GetElapsedTime(startedAt).TotalMicroseconds / Choices;
    }

    /// <summary>A customer and those scenarios that it may get.</summary>
    internal sealed class Choice(ScenarioCatalog catalog)
    {
        private readonly ScenarioSelection _world = new(new KeyedRandom(seed: 1, Guid.Empty), Parser);
        private readonly JsonElement _body = JsonSerializer.SerializeToElement(Example.Read("create-personal.request.json"));
        private readonly HeaderDictionary _headers = [];

        public ScenarioChoice Choose() => _world.Choose(catalog.FindCandidates(_body, _headers), clientIdentifier: null, "key");
    }
}

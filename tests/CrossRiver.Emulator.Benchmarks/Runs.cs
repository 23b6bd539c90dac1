using System.Globalization;
using CrossRiver.Emulator.Benchmarks.Curves;
using CrossRiver.Emulator.Benchmarks.Measurements;
using CrossRiver.Emulator.Benchmarks.Micro;
using CrossRiver.Emulator.Benchmarks.Peers;
using CrossRiver.Emulator.Benchmarks.Reports;
using CrossRiver.Emulator.Benchmarks.Strain;
using CrossRiver.Emulator.Kernel.Time;

namespace CrossRiver.Emulator.Benchmarks;

/// <summary>Measures something of a published emulator.</summary>
/// <param name="emulator">The path of the program.</param>
/// <param name="effort">How much is measured.</param>
/// <param name="report">Where the results go.</param>
/// <param name="cancellationToken">Breaks it off.</param>
internal delegate Task Measure(string emulator, Effort effort, Report report, CancellationToken cancellationToken);

/// <summary>What one command measures.</summary>
/// <param name="Kind">Its name; the results are kept under it.</param>
/// <param name="Effort">How much is measured.</param>
/// <param name="MeasureAsync">Measures it.</param>
/// <param name="IsWhole">Whether that is everything that is measured under its name.</param>
internal sealed record Run(string Kind, Effort Effort, Measure MeasureAsync, bool IsWhole = true);

/// <summary>The commands there are.</summary>
internal static class Runs
{
    private const string Table = "table";
    private const string Soak = "soak";

    private static readonly Effort Usual = new(TimeSpan.FromSeconds(10), Rounds: 5);
    private static readonly TimeSpan UsualSoak = TimeSpan.FromMinutes(10);

    // Each starts an emulator of its own: what one leaves on the agenda would disturb the next.
    private static readonly (string Name, Measure MeasureAsync)[] Measurements =
    [
        ("choosing", ChoosingMeasurement.RunAsync),
        ("start", StartMeasurement.RunAsync),
        ("embedded", EmbeddedMeasurement.RunAsync),
        ("requests", RequestMeasurement.RunAsync),
        ("steady", SteadyMeasurement.RunAsync),
        ("throughput", ThroughputMeasurement.RunAsync),
        ("lateness", LatenessMeasurement.RunAsync),
        ("memory", MemoryMeasurement.RunAsync),
        ("customers", ManyCustomersMeasurement.RunAsync),
        ("list", ListMeasurement.RunAsync),
        ("queue", QueueMeasurement.RunAsync),
        ("advance", AdvanceMeasurement.RunAsync),
        ("worlds", WorldsMeasurement.RunAsync),
        ("views", ViewMeasurement.RunAsync),
    ];

    private static readonly (string Name, Measure MeasureAsync)[] Commands =
    [
        ("peers", PeerComparison.RunAsync),
        ("overload", Overload.RunAsync),
        ("curves", CostCurves.RunAsync),
        ("micro", MicroBenchmarks.RunAsync),
        ("ci", CiMeasurement.RunAsync),
    ];

    /// <summary>The kinds of runs, as their results are kept.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Table, .. Commands.Select(command => command.Name), Soak];

    /// <summary>What can be measured of the table by itself.</summary>
    public static IReadOnlyList<string> TableRows { get; } = [.. Measurements.Select(one => one.Name)];

    /// <summary>Reads a command, or returns <see langword="null"/> when it is none.</summary>
    public static Run? Parse(IReadOnlyList<string> order)
    {
        if (order is [Soak, ..])
        {
            var duration = UsualSoak;
            return order.Count is 1 || (order.Count is 2 && Duration.TryParse(order[1], out duration)) ? new Run(Soak, Usual with { Load = duration }, Strain.Soak.RunAsync) : null;
        }

        if (Commands.FirstOrDefault(command => order is [var name, ..] && name == command.Name) is { Name: not null } known)
        {
            return Efforts(order.Skip(1)) is ({ } effort, []) ? new Run(known.Name, effort, known.MeasureAsync) : null;
        }

        return Efforts(order) is ({ } wanted, var only) && !only.Except(TableRows, StringComparer.Ordinal).Any() ? new Run(Table, wanted, TableOf(only), IsWhole: only is []) : null;
    }

    private static Measure TableOf(IReadOnlyList<string> only) => async (emulator, effort, report, cancellationToken) =>
    {
        foreach (var (_, measureAsync) in Measurements.Where(one => only.Count == 0 || only.Contains(one.Name, StringComparer.Ordinal)))
        {
            await measureAsync(emulator, effort, report, cancellationToken);
        }
    };

    // The numbers in front, and what follows them.
    private static (Effort? Effort, IReadOnlyList<string> Words) Efforts(IEnumerable<string> order)
    {
        var words = order.ToList();
        var numbers = words.Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null).TakeWhile(number => number is not null).ToList();
        var effort = Usual with { Load = TimeSpan.FromSeconds(numbers.ElementAtOrDefault(0) ?? Usual.Load.TotalSeconds), Rounds = numbers.ElementAtOrDefault(1) ?? Usual.Rounds };

        return (numbers.Count <= 2 && effort is { Load.TotalSeconds: >= 1 and <= 600, Rounds: >= 1 and <= 99 } ? effort : null, words[numbers.Count..]);
    }
}

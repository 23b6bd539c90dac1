using System.Globalization;

namespace CrossRiver.Emulator.Testing.Orders;

/// <summary>A run of a test to come.</summary>
/// <param name="Number">Which run, from 1; smaller orders have smaller numbers.</param>
/// <param name="Order">The order, or null for the first run, which delivers the events as they happen.</param>
/// <param name="Expected">The names of the events of the first run; none before it.</param>
internal sealed record PlannedRun(int Number, DeliveryOrder? Order, IReadOnlyList<string> Expected);

/// <summary>A run in which the test failed.</summary>
/// <param name="Planned">The run as planned.</param>
/// <param name="Run">The run.</param>
/// <param name="MostDuplicates">How many events of a run may be delivered twice.</param>
/// <param name="Failure">The test's exception.</param>
/// <param name="PassesAgain">Whether the test passes when the same order is run once more.</param>
internal sealed record FailedRun(PlannedRun Planned, DeliveryRun Run, int MostDuplicates, Exception Failure, bool PassesAgain)
{
    private string All => DeliveryOrder.Count(Planned.Order is null ? Run.EventNames.Count : Planned.Expected.Count, MostDuplicates).ToString(CultureInfo.InvariantCulture);

    // Without a delivery the number of orders is not known.
    private string HowMany => Planned.Order is null && Run.EventNames is []
        ? "The first order of delivery was run."
        : string.Create(CultureInfo.InvariantCulture, $"{Planned.Number} of {All} orders of delivery were run.");

    private string Again => PassesAgain
        ? "Run once more in this one, the test passes: it depends on more than the order, such as time, chance or what another run has left."
        : "Run once more in this one, the test fails again.";

    /// <summary>Returns the order, the failure and the customer's story, for a person.</summary>
    public async Task<string> TellAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        if (Planned.Order is { } order)
        {
            lines.Add($"The test fails in delivery order {Planned.Number} of {All}, and in no smaller one: {Times(order.Duplicates, "duplicate")}, {Times(order.Displacements, "displacement")}.");
            lines.AddRange(order.Tell(Planned.Expected).Select(line => $"  {line}"));
        }
        else
        {
            lines.Add("The test fails already when every event is delivered once, in the order in which they happened:");
            lines.AddRange(Run.EventNames.Select(name => $"  {name}"));
        }

        lines.Add("It fails with:");
        lines.AddRange(Failure.Message.Split('\n').Select(line => $"  {line.TrimEnd('\r')}"));
        lines.Add($"{HowMany} {Again}");
        if (Run.CustomerId is { } customerId)
        {
            lines.Add("What happened:");
            lines.Add((await Run.Partner.StoryAsync(customerId, cancellationToken)).Table);
        }

        return string.Join('\n', lines);
    }

    private static string Times(int count, string what) => count switch
    {
        0 => $"no {what}",
        1 => $"1 {what}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} {what}s"),
    };
}

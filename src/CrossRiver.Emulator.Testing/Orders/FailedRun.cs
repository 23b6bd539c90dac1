using System.Globalization;

namespace CrossRiver.Emulator.Testing.Orders;

/// <summary>Represents a planned run of a test.</summary>
/// <param name="Number">The number of the run, from 1. Smaller orders have smaller numbers.</param>
/// <param name="Order">The order, or null for the first run, which delivers the events in the order of creation.</param>
/// <param name="Expected">The names of the events of the first run, or an empty list for the first run.</param>
internal sealed record PlannedRun(int Number, DeliveryOrder? Order, IReadOnlyList<string> Expected);

/// <summary>Represents a failed run of a test.</summary>
/// <param name="Planned">The plan of the run.</param>
/// <param name="Run">The run.</param>
/// <param name="MostDuplicates">The maximum number of events with two deliveries.</param>
/// <param name="Failure">The test's exception.</param>
/// <param name="PassesAgain">Whether the test passes in a second run of the same order.</param>
internal sealed record FailedRun(PlannedRun Planned, DeliveryRun Run, int MostDuplicates, Exception Failure, bool PassesAgain)
{
    private string All => $"{DeliveryOrder.Count(Planned.Order is null ? Run.EventNames.Count : Planned.Expected.Count, MostDuplicates)}";

    // Without a delivery, the number of orders is unknown.
    private string HowMany => Planned.Order is null && Run.EventNames is []
        ? "The first delivery order was run."
        : string.Create(CultureInfo.InvariantCulture, $"{Planned.Number} of {All} delivery orders were run.");

    private string Again => PassesAgain
        ? "When this order is run again, the test passes. It depends on more than the order, such as time, random choices or effects of other runs."
        : "When this order is run again, the test fails again.";

    /// <summary>Returns the order, the failure and the customer's story as text.</summary>
    public async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        var place = $"{Planned.Number} of {All}";
        IEnumerable<string> order = Planned.Order is { } failing
            ? [$"The test fails in delivery order {place}, the smallest order that fails: {SizeOf(failing)}.", .. failing.Describe(Planned.Expected)]
            : ["The test fails even when each event is delivered once, in the order of creation:", .. Run.EventNames.Select(name => $"  {name}")];
        IEnumerable<string> story = Run.CustomerId is { } customerId ? ["Story:", (await Run.Partner.StoryAsync(customerId, cancellationToken)).Table] : [];
        var failure = Failure.Message.Split('\n').Select(line => $"  {line.TrimEnd('\r')}");
        return string.Join('\n', [.. order, "It fails with:", .. failure, $"{HowMany} {Again}", .. story]);
    }

    private static string SizeOf(DeliveryOrder order) => $"{Times(order.Duplicates, "duplicate")}, {Times(order.Displacements, "displacement")}";

    private static string Times(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count is 1 ? "" : "s")}");
}

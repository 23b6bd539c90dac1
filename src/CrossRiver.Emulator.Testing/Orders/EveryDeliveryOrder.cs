using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using CrossRiver.Emulator.Testing.Orders;

namespace CrossRiver.Emulator.Testing;

/// <summary>Provides runs of a test in each order in which the bank might deliver a customer's events, with and without duplicates.</summary>
/// <remarks>The bank guarantees neither the order of events nor a single delivery of each event.</remarks>
/// <example>
/// <code>
/// await EveryDeliveryOrder.RunAsync(bank, async run =>
/// {
///     await run.Partner.NextCustomerAsync("ofac-hit");
///     await using var app = await PartnerApp.StartAsync(run.Partner);
///     var customerId = await app.OnboardAsync();
///
///     await run.DeliverAsync(customerId);
///
///     Assert.Equal("Positive", app.StatusOf(customerId));
/// });
/// </code>
/// </example>
public static class EveryDeliveryOrder
{
    /// <summary>Runs a test in each order, smallest orders first, with a new world for each run. Stops at the first failure.</summary>
    /// <param name="test">A function that arranges, calls <see cref="DeliveryRun.DeliverAsync"/> once, and asserts.</param>
    /// <param name="options">The limits of the orders, or null for the defaults.</param>
    /// <returns>The number of orders that were run, and of all orders.</returns>
    /// <exception cref="EmulatorException">The test failed. The inner exception is the test's exception.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <remarks>
    /// The order of a failure has the fewest duplicates, and then the fewest displacements, of all orders that fail.
    /// The message contains that order, the result of its second run, the number of runs, and the customer's story.
    /// </remarks>
    public static async Task<DeliveryOrdersRun> RunAsync(
        EmulatorServer bank, Func<DeliveryRun, Task> test, DeliveryOrderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bank);
        ArgumentNullException.ThrowIfNull(test);
        options ??= new DeliveryOrderOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostRuns, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Duplicates, nameof(options));

        // The events are unknown before the first run, so it delivers them in the order of creation.
        var inOrder = await RunOnceAsync(bank, test, new PlannedRun(1, Order: null, []), options, cancellationToken);
        var all = DeliveryOrder.Count(inOrder.EventNames.Count, options.Duplicates);
        var runs = 1;
        foreach (var order in DeliveryOrder.All(inOrder.EventNames.Count, options.Duplicates).Skip(1).Take(options.MostRuns - 1))
        {
            runs++;
            await RunOnceAsync(bank, test, new PlannedRun(runs, order, inOrder.EventNames), options, cancellationToken);
        }

        return new DeliveryOrdersRun(runs, all);
    }

    private static async Task<DeliveryRun> RunOnceAsync(
        EmulatorServer bank, Func<DeliveryRun, Task> test, PlannedRun planned, DeliveryOrderOptions options, CancellationToken cancellationToken)
    {
        var (run, failure) = await PlayAsync(bank, test, planned, options, cancellationToken);
        if (failure is null)
        {
            return run;
        }

        // A test that passes in the second run depends on more than the order.
        var (_, second) = await PlayAsync(bank, test, planned, options, cancellationToken);
        var failed = new FailedRun(planned, run, options.Duplicates, failure, PassesAgain: second is null);
        throw new EmulatorException(await failed.DescribeAsync(cancellationToken), failure);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The message contains the order for any exception of the test.")]
    private static async Task<(DeliveryRun Run, Exception? Failure)> PlayAsync(
        EmulatorServer bank, Func<DeliveryRun, Task> test, PlannedRun planned, DeliveryOrderOptions options, CancellationToken cancellationToken)
    {
        var partner = bank.NewPartner("every delivery order");
        await partner.SetClockAsync(TestClock.Manual, cancellationToken);
        await partner.Deliveries.PauseAsync(cancellationToken);
        var run = new DeliveryRun(partner, planned.Order, planned.Expected, options.Span);
        try
        {
            await test(run);
            if (run.CustomerId is null)
            {
                throw new EmulatorException("The test did not call DeliverAsync; call it once in each run");
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (run, exception);
        }

        await partner.EndAsync(cancellationToken);
        return (run, null);
    }
}

/// <summary>Provides the limits of the delivery orders of a test.</summary>
public sealed class DeliveryOrderOptions
{
    /// <summary>Gets or sets the maximum number of events with two deliveries in one run.</summary>
    /// <value>At least 0. The default is 1.</value>
    public int Duplicates { get; set; } = 1;

    /// <summary>Gets or sets the maximum number of orders to run, smallest orders first.</summary>
    /// <value>At least 1. The default is 500.</value>
    public int MostRuns { get; set; } = 500;

    /// <summary>Gets or sets the duration of the customer's story in a run, on the world's clock.</summary>
    /// <value>The default is 48 hours.</value>
    public TimeSpan Span { get; set; } = TimeSpan.FromHours(48);
}

/// <summary>Represents the result of <see cref="EveryDeliveryOrder"/>.</summary>
/// <param name="Runs">The number of orders that were run.</param>
/// <param name="All">The number of all orders.</param>
public sealed record DeliveryOrdersRun(int Runs, BigInteger All)
{
    /// <summary>Gets whether <see cref="DeliveryOrderOptions.MostRuns"/> excluded orders.</summary>
    public bool IsCut => Runs < All;

    /// <summary>Returns the counts in a sentence.</summary>
    public override string ToString() => IsCut
        ? string.Create(CultureInfo.InvariantCulture, $"{Runs} of {All} delivery orders were run; MostRuns excluded {All - Runs}")
        : string.Create(CultureInfo.InvariantCulture, $"all {All} delivery orders were run");
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using CrossRiver.Emulator.Testing.Orders;

namespace CrossRiver.Emulator.Testing;

/// <summary>
/// Runs a test once for every order in which the bank might deliver a customer's events, and with duplicates. The bank guarantees neither
/// an order nor that an event comes once.
/// </summary>
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
    /// <summary>Runs a test in every order, in a new world each time, and stops at the first order in which it fails: no smaller one does.</summary>
    /// <param name="bank">The emulator.</param>
    /// <param name="test">Arranges, has the events delivered by <see cref="DeliveryRun.DeliverAsync"/>, and asserts.</param>
    /// <param name="options">What is enumerated, and how far.</param>
    /// <param name="cancellationToken">Ends the runs.</param>
    /// <returns>How many orders were run, of how many.</returns>
    /// <exception cref="EmulatorException">
    /// The test failed. The message contains the order, which has as few duplicates and then as few displacements as any that fails, whether
    /// the test fails again when that order is run once more, how many orders were run, and the customer's story. The inner exception is the test's.
    /// </exception>
    public static async Task<DeliveryOrdersRun> RunAsync(
        EmulatorServer bank, Func<DeliveryRun, Task> test, DeliveryOrderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bank);
        ArgumentNullException.ThrowIfNull(test);
        options ??= new DeliveryOrderOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostRuns, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Duplicates, nameof(options));

        // The first run finds out which events there are, and delivers them as they happen.
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

    [SuppressMessage("Design", "CA1031", Justification = "The message has the order, whatever the test fails with.")]
    private static async Task<DeliveryRun> RunOnceAsync(
        EmulatorServer bank, Func<DeliveryRun, Task> test, PlannedRun planned, DeliveryOrderOptions options, CancellationToken cancellationToken)
    {
        var run = await BeginAsync(bank, planned, options, cancellationToken);
        try
        {
            await PlayAsync(run, test);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var failed = new FailedRun(planned, run, options.Duplicates, exception, await PassesAsync(bank, test, planned, options, cancellationToken));
            throw new EmulatorException(await failed.TellAsync(cancellationToken), exception);
        }

        await run.Partner.EndAsync(cancellationToken);
        return run;
    }

    // A test that passes now is no test of the order alone.
    [SuppressMessage("Design", "CA1031", Justification = "The first failure counts, whatever the second one is.")]
    private static async Task<bool> PassesAsync(
        EmulatorServer bank, Func<DeliveryRun, Task> test, PlannedRun planned, DeliveryOrderOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var run = await BeginAsync(bank, planned, options, cancellationToken);
            await PlayAsync(run, test);
            await run.Partner.EndAsync(cancellationToken);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static async Task<DeliveryRun> BeginAsync(EmulatorServer bank, PlannedRun planned, DeliveryOrderOptions options, CancellationToken cancellationToken)
    {
        var partner = bank.NewPartner("every delivery order");
        await partner.SetClockAsync(TestClock.Manual, cancellationToken);
        await partner.Deliveries.PauseAsync(cancellationToken);

        return new DeliveryRun(partner, planned.Order, planned.Expected, options.Span);
    }

    private static async Task PlayAsync(DeliveryRun run, Func<DeliveryRun, Task> test)
    {
        await test(run);
        if (run.CustomerId is null)
        {
            throw new EmulatorException("The test has nothing delivered; let it call DeliverAsync of its run");
        }
    }
}

/// <summary>Which orders of delivery are enumerated, and how far.</summary>
public sealed class DeliveryOrderOptions
{
    /// <summary>How many events of a run may be delivered twice.</summary>
    /// <value>The default is 1.</value>
    public int Duplicates { get; set; } = 1;

    /// <summary>How many orders are run at most, small ones first.</summary>
    /// <value>At least 1. The default is 500.</value>
    public int MostRuns { get; set; } = 500;

    /// <summary>For how long a customer's story goes on, on the world's clock.</summary>
    /// <value>The default is 48 hours.</value>
    public TimeSpan Span { get; set; } = TimeSpan.FromHours(48);
}

/// <summary>How many orders of delivery were run.</summary>
/// <param name="Runs">How many were.</param>
/// <param name="All">How many there are.</param>
public sealed record DeliveryOrdersRun(int Runs, BigInteger All)
{
    /// <summary>Whether orders were left out because of <see cref="DeliveryOrderOptions.MostRuns"/>.</summary>
    public bool IsCut => Runs < All;

    /// <summary>The counts in a sentence, which says when something was left out.</summary>
    public override string ToString() => IsCut
        ? string.Create(CultureInfo.InvariantCulture, $"{Runs} of {All} orders of delivery were run, the smallest ones; {nameof(DeliveryOrderOptions.MostRuns)} left {All - Runs} out")
        : string.Create(CultureInfo.InvariantCulture, $"all {All} orders of delivery were run");
}

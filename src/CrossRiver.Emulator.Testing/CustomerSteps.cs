using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>The stories of a world's customers: what people at the bank do in them, and what a tester decides, hurries, drops and postpones.</summary>
/// <remarks>Each verb completes when what follows from it at once has happened, and its webhooks have their answers.</remarks>
public sealed class CustomerSteps
{
    private readonly Wire _wire;
    private readonly string _world;
    private readonly Waits _waits;

    internal CustomerSteps(Wire wire, string world, Waits waits)
    {
        _wire = wire;
        _world = world;
        _waits = waits;
    }

    /// <summary>Reads a customer's story.</summary>
    /// <exception cref="EmulatorException">There is no such customer.</exception>
    public Task<CustomerTimeline> ReadAsync(Guid customerId, CancellationToken cancellationToken = default) =>
        CallAsync("Reading the story", HttpMethod.Get, customerId, "timeline", body: null, cancellationToken);

    /// <summary>Ends a hold of a customer by one of its actions.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="action">What is done, as the scenario names it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">The story does not wait for this; the message tells what it waits for.</exception>
    public Task<CustomerTimeline> ActAsync(Guid customerId, string action, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        return DoAsync($"The action '{action}'", customerId, $"actions/{Uri.EscapeDataString(action)}", body: null, cancellationToken);
    }

    /// <summary>Decides instead of the bank what scans come to; <see langword="null"/> leaves one as it is.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="ofac">The result of the OFAC scan.</param>
    /// <param name="pepScan">The result of the PEP scan.</param>
    /// <param name="after">In what time, on the world's clock; <see langword="null"/> for now.</param>
    /// <param name="force">Whether it may be what the bank never does.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">The bank never makes this transition.</exception>
    public Task<CustomerTimeline> DecideAsync(
        Guid customerId, ScanStatus? ofac = null, ScanStatus? pepScan = null, TimeSpan? after = null, bool force = false, CancellationToken cancellationToken = default)
    {
        var body = new { ofac, pepScan, after = after is { } span ? SpanText.Of(span) : null, force };
        return DoAsync("The decision", customerId, "outcome", body, cancellationToken);
    }

    /// <summary>Scans a customer again, as every night.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="ofac">What the OFAC scan finds; <see langword="null"/> for nothing new.</param>
    /// <param name="pepScan">What the PEP scan finds; <see langword="null"/> for nothing new.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">The customer cannot be scanned.</exception>
    public Task<CustomerTimeline> RescanAsync(Guid customerId, ScanStatus? ofac = null, ScanStatus? pepScan = null, CancellationToken cancellationToken = default) =>
        DoAsync("The scan", customerId, "rescan", ofac is null && pepScan is null ? null : new { ofac, pepScan }, cancellationToken);

    /// <summary>Lets the next step come now, whatever it waits for.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="step">The step's id in the timeline.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">It is not next.</exception>
    public Task<CustomerTimeline> RunAsync(Guid customerId, string step, CancellationToken cancellationToken = default) =>
        StepAsync(customerId, step, "run", body: null, cancellationToken);

    /// <summary>Lets a step not come.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="step">The step's id in the timeline.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">It is not to come.</exception>
    public Task<CustomerTimeline> SkipAsync(Guid customerId, string step, CancellationToken cancellationToken = default) =>
        StepAsync(customerId, step, "skip", body: null, cancellationToken);

    /// <summary>Lets a step come later, and what follows it.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="step">The step's id in the timeline.</param>
    /// <param name="by">How much later.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">It is not to come.</exception>
    public Task<CustomerTimeline> DelayAsync(Guid customerId, string step, TimeSpan by, CancellationToken cancellationToken = default) =>
        StepAsync(customerId, step, "delay", new { by = SpanText.Of(by) }, cancellationToken);

    private Task<CustomerTimeline> StepAsync(Guid customerId, string step, string what, object? body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return DoAsync($"To {what} the step '{step}'", customerId, $"steps/{Uri.EscapeDataString(step)}/{what}", body, cancellationToken);
    }

    private async Task<CustomerTimeline> DoAsync(string what, Guid customerId, string path, object? body, CancellationToken cancellationToken)
    {
        await CallAsync(what, HttpMethod.Post, customerId, path, body, cancellationToken);
        await _waits.UntilIdleAsync(within: null, cancellationToken);

        return await ReadAsync(customerId, cancellationToken);
    }

    private Task<CustomerTimeline> CallAsync(string what, HttpMethod method, Guid customerId, string path, object? body, CancellationToken cancellationToken) =>
        _wire.CallAsync<CustomerTimeline>(new ControlCall($"{what} of customer {customerId}", method, $"{_world}/customers/{customerId}/{path}", body), cancellationToken);
}

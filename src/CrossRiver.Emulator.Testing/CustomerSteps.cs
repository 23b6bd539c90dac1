using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>Provides control over the stories of a world's customers: actions of people at the bank, decisions, and the timing of steps.</summary>
/// <remarks>Each method completes when the immediate consequences have happened and their webhooks have answers.</remarks>
public sealed class CustomerSteps
{
    private readonly WorldCalls _world;
    private readonly Waits _waits;

    internal CustomerSteps(WorldCalls world, Waits waits)
    {
        _world = world;
        _waits = waits;
    }

    /// <summary>Returns a customer's story.</summary>
    /// <exception cref="EmulatorException">The customer does not exist.</exception>
    public Task<CustomerTimeline> ReadAsync(Guid customerId, CancellationToken cancellationToken = default) =>
        CallAsync("Reading the story", HttpMethod.Get, customerId, "timeline", body: null, cancellationToken);

    /// <summary>Ends a hold of a customer with one of its actions.</summary>
    /// <param name="action">The name of the action in the scenario, such as <c>release</c>.</param>
    /// <exception cref="EmulatorException">The story does not wait for this action. The message lists the actions that it waits for.</exception>
    public Task<CustomerTimeline> ActAsync(Guid customerId, string action, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        return DoAsync($"The action '{action}'", customerId, $"actions/{Uri.EscapeDataString(action)}", body: null, cancellationToken);
    }

    /// <summary>Sets the results of a customer's scans in place of the bank.</summary>
    /// <param name="ofac">The result of the OFAC scan, or null to leave it unchanged.</param>
    /// <param name="pepScan">The result of the PEP scan, or null to leave it unchanged.</param>
    /// <param name="after">The delay on the world's clock, or null for now.</param>
    /// <param name="force">Whether to allow a transition that the bank never makes. The default is false.</param>
    /// <exception cref="EmulatorException">The bank never makes this transition, and <paramref name="force"/> is false.</exception>
    public Task<CustomerTimeline> DecideAsync(
        Guid customerId, ScanStatus? ofac = null, ScanStatus? pepScan = null, TimeSpan? after = null, bool force = false,
        CancellationToken cancellationToken = default) =>
        DoAsync("The decision", customerId, "outcome", new { ofac, pepScan, after = SpanText.Of(after), force }, cancellationToken);

    /// <summary>Scans a customer again, as the bank does every night.</summary>
    /// <param name="ofac">The result of the OFAC scan, or null for no new result.</param>
    /// <param name="pepScan">The result of the PEP scan, or null for no new result.</param>
    /// <exception cref="EmulatorException">The bank does not scan this customer.</exception>
    public Task<CustomerTimeline> RescanAsync(
        Guid customerId, ScanStatus? ofac = null, ScanStatus? pepScan = null, CancellationToken cancellationToken = default) =>
        DoAsync("The scan", customerId, "rescan", ofac is null && pepScan is null ? null : new { ofac, pepScan }, cancellationToken);

    /// <summary>Runs the next step now, before its time and its conditions.</summary>
    /// <param name="step">The step's id in the timeline.</param>
    /// <exception cref="EmulatorException">The step is not the next step.</exception>
    public Task<CustomerTimeline> RunAsync(Guid customerId, string step, CancellationToken cancellationToken = default) =>
        StepAsync(customerId, step, "run", body: null, cancellationToken);

    /// <summary>Skips a planned step.</summary>
    /// <param name="step">The step's id in the timeline.</param>
    /// <exception cref="EmulatorException">The step is not planned.</exception>
    public Task<CustomerTimeline> SkipAsync(Guid customerId, string step, CancellationToken cancellationToken = default) =>
        StepAsync(customerId, step, "skip", body: null, cancellationToken);

    /// <summary>Delays a planned step and the steps after it.</summary>
    /// <param name="step">The step's id in the timeline.</param>
    /// <param name="by">The additional delay on the world's clock.</param>
    /// <exception cref="EmulatorException">The step is not planned.</exception>
    public Task<CustomerTimeline> DelayAsync(Guid customerId, string step, TimeSpan by, CancellationToken cancellationToken = default) =>
        StepAsync(customerId, step, "delay", new { by = SpanText.Of(by) }, cancellationToken);

    private Task<CustomerTimeline> StepAsync(Guid customerId, string step, string command, object? body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return DoAsync($"The {command} of step '{step}'", customerId, $"steps/{Uri.EscapeDataString(step)}/{command}", body, cancellationToken);
    }

    private async Task<CustomerTimeline> DoAsync(string what, Guid customerId, string path, object? body, CancellationToken cancellationToken)
    {
        await CallAsync(what, HttpMethod.Post, customerId, path, body, cancellationToken);
        await _waits.UntilIdleAsync(within: null, cancellationToken);
        return await ReadAsync(customerId, cancellationToken);
    }

    private Task<CustomerTimeline> CallAsync(
        string what, HttpMethod method, Guid customerId, string path, object? body, CancellationToken cancellationToken) =>
        _world.CallAsync<CustomerTimeline>($"{what} of customer {customerId}", method, $"customers/{customerId}/{path}", body, cancellationToken);
}

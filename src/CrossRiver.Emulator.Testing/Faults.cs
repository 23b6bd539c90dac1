using System.Net;
using System.Text.Json;
using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>Provides control over the deliberate faults of one partner's calls.</summary>
public sealed class Faults
{
    private readonly WorldCalls _world;

    internal Faults(WorldCalls world) => _world = world;

    /// <summary>Adds a rule that answers a call with an error.</summary>
    /// <param name="call">The call's name in scenario files, such as <c>customers.create</c>, or <c>any</c>.</param>
    /// <param name="status">The status of the answer, 400 to 599.</param>
    /// <param name="which">The number of the call: <c>1</c>, <c>2..4</c>, <c>2+</c> or <c>every 10</c>, or null for all calls.</param>
    /// <param name="applied">Whether the emulator still carries out the call, so that only the answer is an error. The default is false.</param>
    /// <returns>The rule's identifier.</returns>
    /// <exception cref="EmulatorException">The call does not exist, or the rule is invalid.</exception>
    public Task<string> AddAsync(
        string call, HttpStatusCode status, string? which = null, bool applied = false, CancellationToken cancellationToken = default) =>
        AddAsync($"Adding a fault of {call}", new { call, status = (int)status, which, applied }, cancellationToken);

    /// <summary>Adds a rule of any kind.</summary>
    /// <param name="rule">JSON with the keys of <c>api</c> in scenario files.</param>
    /// <returns>The rule's identifier.</returns>
    /// <exception cref="EmulatorException">The rule is invalid. The message contains each mistake.</exception>
    public Task<string> AddAsync(string rule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return AddAsync("Adding a fault", new TextBody(rule, "application/json"), cancellationToken);
    }

    /// <summary>Removes a rule.</summary>
    /// <param name="id">The rule's identifier.</param>
    /// <exception cref="EmulatorException">The rule does not exist.</exception>
    public Task RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _world.CallAsync($"Removing the fault {id}", HttpMethod.Delete, $"faults/{Uri.EscapeDataString(id)}", body: null, cancellationToken);
    }

    /// <summary>Removes all rules that the test added.</summary>
    public Task ClearAsync(CancellationToken cancellationToken = default) =>
        _world.CallAsync("Removing all faults", HttpMethod.Delete, "faults", body: null, cancellationToken);

    /// <summary>Returns the names of the conditions that can be started.</summary>
    public Task<IReadOnlyList<string>> ConditionNamesAsync(CancellationToken cancellationToken = default) => _world.NamesAsync("conditions", cancellationToken);

    /// <summary>Starts a condition of the world.</summary>
    /// <param name="condition">The condition's name, such as <c>bad-hour</c>.</param>
    /// <param name="lasts">The duration on the world's clock, or null until <see cref="StopAsync"/>.</param>
    /// <exception cref="EmulatorException">The condition does not exist.</exception>
    public Task StartAsync(string condition, TimeSpan? lasts = null, CancellationToken cancellationToken = default) =>
        ConditionAsync(condition, "start", new { lasts = SpanText.Of(lasts) }, cancellationToken);

    /// <summary>Stops a condition of the world.</summary>
    /// <exception cref="EmulatorException">The condition does not exist.</exception>
    public Task StopAsync(string condition, CancellationToken cancellationToken = default) => ConditionAsync(condition, "stop", body: null, cancellationToken);

    private async Task<string> AddAsync(string verb, object rule, CancellationToken cancellationToken) =>
        (await _world.CallAsync(verb, HttpMethod.Post, "faults", rule, cancellationToken)).GetProperty("fault").GetProperty("id").GetString()!;

    private Task<JsonElement> ConditionAsync(string condition, string command, object? body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var path = $"conditions/{Uri.EscapeDataString(condition)}/{command}";
        return _world.CallAsync($"The {command} of condition '{condition}'", HttpMethod.Post, path, body, cancellationToken);
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>What goes wrong on purpose with the calls of one partner.</summary>
public sealed class Faults
{
    private readonly Wire _wire;
    private readonly string _world;

    internal Faults(Wire wire, string world)
    {
        _wire = wire;
        _world = world;
    }

    /// <summary>Lets a call be answered with an error.</summary>
    /// <param name="call">The call as scenario files name it, such as <c>customers.create</c>, or <c>any</c>.</param>
    /// <param name="status">The answer, 400 to 599.</param>
    /// <param name="which">Which of these calls: <c>1</c>, <c>2..4</c>, <c>2+</c> or <c>every 10</c>; <see langword="null"/> for all.</param>
    /// <param name="applied">Whether what was asked for is done all the same, and only the answer is lost.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The rule's identifier.</returns>
    /// <exception cref="EmulatorException">There is no such call, or the rule makes no sense.</exception>
    public Task<string> AddAsync(string call, HttpStatusCode status, string? which = null, bool applied = false, CancellationToken cancellationToken = default) =>
        AddAsync(new ControlCall($"The fault of {call}", HttpMethod.Post, $"{_world}/faults", new { call, status = (int)status, which, applied }), cancellationToken);

    /// <summary>Adds a rule of any kind.</summary>
    /// <param name="rule">JSON with the keys of <c>api</c> in scenario files.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The rule's identifier.</returns>
    /// <exception cref="EmulatorException">The rule makes no sense; the message has a part for each mistake.</exception>
    public async Task<string> AddAsync(string rule, CancellationToken cancellationToken = default)
    {
        using var content = new StringContent(rule, Encoding.UTF8, "application/json");
        return await AddAsync(new ControlCall("The fault", HttpMethod.Post, $"{_world}/faults") { Content = content }, cancellationToken);
    }

    /// <summary>Takes a rule away.</summary>
    /// <param name="id">The rule's identifier.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">There is none.</exception>
    public Task RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _wire.CallAsync(new ControlCall($"Taking the fault {id} away", HttpMethod.Delete, $"{_world}/faults/{Uri.EscapeDataString(id)}"), cancellationToken);
    }

    /// <summary>Takes all rules away that were added.</summary>
    public Task ClearAsync(CancellationToken cancellationToken = default) =>
        _wire.CallAsync(new ControlCall("Taking all faults away", HttpMethod.Delete, $"{_world}/faults"), cancellationToken);

    /// <summary>Puts the world under a condition, such as <c>bad-hour</c>.</summary>
    /// <param name="condition">Its name.</param>
    /// <param name="lasts">For how long, on the world's clock; <see langword="null"/> until it is stopped.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">There is no such condition.</exception>
    public Task StartAsync(string condition, TimeSpan? lasts = null, CancellationToken cancellationToken = default) =>
        ConditionAsync(condition, "start", new { lasts = lasts is { } span ? SpanText.Of(span) : null }, cancellationToken);

    /// <summary>Ends a condition.</summary>
    /// <param name="condition">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EmulatorException">There is no such condition.</exception>
    public Task StopAsync(string condition, CancellationToken cancellationToken = default) => ConditionAsync(condition, "stop", body: null, cancellationToken);

    private async Task<string> AddAsync(ControlCall call, CancellationToken cancellationToken) =>
        (await _wire.CallAsync(call, cancellationToken)).GetProperty("fault").GetProperty("id").GetString()!;

    private Task<JsonElement> ConditionAsync(string condition, string what, object? body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return _wire.CallAsync(new ControlCall($"To {what} the condition '{condition}'", HttpMethod.Post, $"{_world}/conditions/{Uri.EscapeDataString(condition)}/{what}", body), cancellationToken);
    }
}

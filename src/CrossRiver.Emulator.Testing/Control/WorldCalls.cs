using System.Text.Json;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Provides the control calls to the world of one partner.</summary>
internal sealed class WorldCalls(Wire wire, Guid partnerId)
{
    /// <summary>Gets the maximum duration of a wait, in the emulator's notation.</summary>
    public string Limit => SpanText.Of(wire.Patience);

    /// <inheritdoc cref="Wire.CallAsync(ControlCall, CancellationToken)"/>
    public Task<JsonElement> CallAsync(string verb, HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        wire.CallAsync(new ControlCall(verb, method, $"partners/{partnerId}/{path}", body), cancellationToken);

    /// <inheritdoc cref="Wire.CallAsync(ControlCall, CancellationToken)"/>
    public async Task<T> CallAsync<T>(string verb, HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        (await CallAsync(verb, method, path, body, cancellationToken)).Deserialize<T>(Wire.Json)!;

    /// <summary>Lists what has a name in the world, such as its <c>scenarios</c>.</summary>
    /// <exception cref="EmulatorException">The emulator does not answer, or refuses the call.</exception>
    public async Task<IReadOnlyList<string>> NamesAsync(string list, CancellationToken cancellationToken)
    {
        var answer = await CallAsync($"Listing {list}", HttpMethod.Get, list, body: null, cancellationToken);
        return [.. answer.GetProperty(list).EnumerateArray().Select(named => named.GetProperty("name").GetString()!)];
    }

    /// <summary>Makes a control call and returns the body of its answer as text.</summary>
    /// <exception cref="EmulatorException">The emulator does not answer, or refuses the call.</exception>
    public async Task<string> ReadTextAsync(string verb, string path, CancellationToken cancellationToken)
    {
        var answer = await TryAsync(verb, HttpMethod.Get, path, body: null, cancellationToken);
        return answer.IsSuccess ? answer.Text : throw new EmulatorException($"{verb} failed: {answer.Reason}");
    }

    /// <inheritdoc cref="Wire.TryAsync"/>
    public Task<ControlAnswer> TryAsync(string verb, HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        wire.TryAsync(new ControlCall(verb, method, $"partners/{partnerId}/{path}", body), cancellationToken);
}

using System.Text.Json;
using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>Provides control over the webhook deliveries of one world.</summary>
public sealed class Deliveries
{
    private readonly WorldCalls _world;

    internal Deliveries(WorldCalls world) => _world = world;

    /// <summary>Holds each new delivery from now on. Held deliveries do not prevent the world from being idle.</summary>
    public Task PauseAsync(CancellationToken cancellationToken = default) => PostAsync("Pausing deliveries", "pause", cancellationToken);

    /// <summary>Sends the held deliveries in the order of their events, and stops holding new deliveries.</summary>
    public Task ResumeAsync(CancellationToken cancellationToken = default) => PostAsync("Resuming deliveries", "resume", cancellationToken);

    /// <summary>Sends one held delivery. The order of the calls is free.</summary>
    /// <exception cref="EmulatorException">The delivery is not held.</exception>
    public Task ReleaseAsync(Guid eventId, CancellationToken cancellationToken = default) =>
        PostAsync($"Releasing the delivery of {eventId}", $"{eventId}/release", cancellationToken);

    /// <summary>Changes the webhook of a held delivery. It is signed as changed, and its retries are made with the changes.</summary>
    /// <param name="body">The body, which need not be JSON, or null to leave it unchanged.</param>
    /// <param name="headers">The changed headers, with null for a header that is not sent, or null to leave all unchanged.</param>
    /// <exception cref="EmulatorException">The delivery is not held by a pause, or no webhook can have a header.</exception>
    public Task EditAsync(Guid eventId, string? body = null, IReadOnlyDictionary<string, string?>? headers = null, CancellationToken cancellationToken = default) =>
        _world.CallAsync($"Editing the delivery of {eventId}", HttpMethod.Patch, $"deliveries/{eventId}", new { body, headers }, cancellationToken);

    /// <summary>Discards one delivery. It counts as sent, but the partner does not receive it.</summary>
    /// <exception cref="EmulatorException">The delivery has ended or is in flight.</exception>
    public Task DropAsync(Guid eventId, CancellationToken cancellationToken = default) =>
        PostAsync($"Dropping the delivery of {eventId}", $"{eventId}/drop", cancellationToken);

    /// <summary>Sends one delivery again. While deliveries are paused, it is held.</summary>
    /// <exception cref="EmulatorException">The delivery is in flight, or its registration no longer exists.</exception>
    public Task ResendAsync(Guid eventId, CancellationToken cancellationToken = default) =>
        PostAsync($"Resending the delivery of {eventId}", $"{eventId}/resend", cancellationToken);

    /// <summary>Returns all deliveries that the world keeps, in the order of their events.</summary>
    /// <param name="state">The state of the deliveries, or null for all states.</param>
    public async Task<IReadOnlyList<WebhookDelivery>> ListAsync(DeliveryState? state = null, CancellationToken cancellationToken = default)
    {
        var filter = state is null ? "" : $"&state={state}";
        var all = new List<WebhookDelivery>();
        for (var number = 1; ; number++)
        {
            var path = $"deliveries?pageSize=50&pageNumber={number}{filter}";
            var page = await _world.CallAsync<DeliveryPage>("Listing deliveries", HttpMethod.Get, path, body: null, cancellationToken);
            all.AddRange(page.Results);
            if (!page.HasNextPage)
            {
                return all;
            }
        }
    }

    private Task<JsonElement> PostAsync(string verb, string path, CancellationToken cancellationToken) =>
        _world.CallAsync(verb, HttpMethod.Post, $"deliveries/{path}", body: null, cancellationToken);

    private sealed record DeliveryPage(IReadOnlyList<WebhookDelivery> Results, bool HasNextPage);
}

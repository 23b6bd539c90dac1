using System.Text.Json;
using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>The webhooks of one world, to be held and sent one by one.</summary>
public sealed class Deliveries
{
    private readonly Wire _wire;
    private readonly string _world;

    internal Deliveries(Wire wire, string world)
    {
        _wire = wire;
        _world = world;
    }

    /// <summary>Holds every delivery that would be sent from now on. A world that holds deliveries is idle.</summary>
    public Task PauseAsync(CancellationToken cancellationToken = default) => PostAsync("Pausing deliveries", "pause", cancellationToken);

    /// <summary>Sends what was held, in the order of the events, and everything from now on at once.</summary>
    public Task ResumeAsync(CancellationToken cancellationToken = default) => PostAsync("Resuming deliveries", "resume", cancellationToken);

    /// <summary>Sends one delivery that is held, before or after others.</summary>
    /// <exception cref="EmulatorException">It is not held.</exception>
    public Task ReleaseAsync(Guid eventId, CancellationToken cancellationToken = default) =>
        PostAsync($"Releasing the delivery of {eventId}", $"{eventId}/release", cancellationToken);

    /// <summary>Lets one delivery be lost.</summary>
    /// <exception cref="EmulatorException">It is over, or just being sent.</exception>
    public Task DropAsync(Guid eventId, CancellationToken cancellationToken = default) =>
        PostAsync($"Dropping the delivery of {eventId}", $"{eventId}/drop", cancellationToken);

    /// <summary>Sends one delivery once more; while deliveries are paused, it is held.</summary>
    /// <exception cref="EmulatorException">It is on its way, or its registration is gone.</exception>
    public Task ResendAsync(Guid eventId, CancellationToken cancellationToken = default) =>
        PostAsync($"Sending {eventId} once more", $"{eventId}/resend", cancellationToken);

    /// <summary>Lists deliveries in the order of their events, all that are kept.</summary>
    /// <param name="state">Only those of which this has become.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<WebhookDelivery>> ListAsync(DeliveryState? state = null, CancellationToken cancellationToken = default)
    {
        var all = new List<WebhookDelivery>();
        for (var number = 1; ; number++)
        {
            var call = new ControlCall("Listing deliveries", HttpMethod.Get, $"{_world}/deliveries?pageSize=50&pageNumber={number}{(state is null ? "" : $"&state={state}")}");
            var page = await _wire.CallAsync<DeliveryPage>(call, cancellationToken);
            all.AddRange(page.Results);
            if (!page.HasNextPage)
            {
                return all;
            }
        }
    }

    private Task<JsonElement> PostAsync(string verb, string path, CancellationToken cancellationToken) =>
        _wire.CallAsync(new ControlCall(verb, HttpMethod.Post, $"{_world}/deliveries/{path}"), cancellationToken);

    private sealed record DeliveryPage(IReadOnlyList<WebhookDelivery> Results, bool HasNextPage);
}

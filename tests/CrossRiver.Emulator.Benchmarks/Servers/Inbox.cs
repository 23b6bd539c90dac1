namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>What has come to a running <see cref="WebhookReceiver"/>.</summary>
internal sealed class Inbox(Uri receiver) : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    // Longer than the emulator waits before it tries again, so that what is doubled in the end is seen, too.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new() { BaseAddress = receiver };

    /// <summary>Where webhooks are to be sent.</summary>
    public Uri CallbackUrl { get; } = new(receiver, "hooks");

    /// <summary>Waits until webhooks of so many events have come, or until it has waited long enough; and then a little, for any that should not come.</summary>
    /// <returns>All that have come, in order.</returns>
    public async Task<IReadOnlyList<Arrival>> WaitAsync(int events, TimeSpan patience, CancellationToken cancellationToken)
    {
        await CountAsync(events, patience, cancellationToken);
        return (await _http.GetFromJsonAsync<IReadOnlyList<Arrival>>(new Uri("arrivals", UriKind.Relative), cancellationToken))!;
    }

    /// <summary>Waits in the same way.</summary>
    /// <returns>How much has come.</returns>
    public async Task<Tally> CountAsync(int events, TimeSpan patience, CancellationToken cancellationToken)
    {
        await WhenArrivedAsync(events, patience, cancellationToken);
        await Task.Delay(SettlingTime, cancellationToken);
        return await CountAsync(cancellationToken);
    }

    /// <summary>Waits in the same way, but not for any that should not come.</summary>
    /// <returns>How many events have come.</returns>
    public async Task<int> WhenArrivedAsync(int events, TimeSpan patience, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        Tally tally;
        while ((tally = await CountAsync(cancellationToken)).Events < events && TimeProvider.System.GetElapsedTime(startedAt) < patience)
        {
            await Task.Delay(PollInterval, cancellationToken);
        }

        return tally.Events;
    }

    public void Dispose() => _http.Dispose();

    private async Task<Tally> CountAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<Tally>(new Uri("tally", UriKind.Relative), cancellationToken))!;
}

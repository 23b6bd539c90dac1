namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>What has come to a running <see cref="WebhookReceiver"/>.</summary>
internal sealed class Inbox(Uri receiver) : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new() { BaseAddress = receiver };

    /// <summary>Where webhooks are to be sent.</summary>
    public Uri CallbackUrl { get; } = new(receiver, "hooks");

    /// <summary>Waits until so many webhooks have come, or until it has waited long enough.</summary>
    /// <returns>All that have come, in order.</returns>
    public async Task<IReadOnlyList<Arrival>> WaitAsync(int count, TimeSpan patience, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (await CountAsync(cancellationToken) < count && TimeProvider.System.GetElapsedTime(startedAt) < patience)
        {
            await Task.Delay(PollInterval, cancellationToken);
        }

        return (await _http.GetFromJsonAsync<IReadOnlyList<Arrival>>(new Uri("arrivals", UriKind.Relative), cancellationToken))!;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>How many webhooks have come.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) =>
        _http.GetFromJsonAsync<int>(new Uri("count", UriKind.Relative), cancellationToken);
}

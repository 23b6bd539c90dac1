using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Control.Clocks;

/// <summary>Limits the number of calls that stay open, because they wait or follow a journal.</summary>
internal sealed class LongPollLimiter(IOptions<ControlOptions> options, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    private int _open;

    /// <summary>Gets whether waits are ended because the emulator stops.</summary>
    public bool AreEnded => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Admits a call until it is answered.</summary>
    /// <returns>A token that is cancelled when the caller disconnects or the emulator stops.</returns>
    /// <exception cref="ApiException">429: the limit is reached.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The answer's end disposes of it.")]
    public CancellationToken Admit(HttpContext context)
    {
        if (Interlocked.Increment(ref _open) > options.Value.OpenWaits)
        {
            Interlocked.Decrement(ref _open);
            throw new ApiException(ControlErrors.TooManyWaits, ControlErrors.TooManyWaits.Format(options.Value.OpenWaits)) { RetryAfter = SoonAgain };
        }

        var wait = new Wait(this, CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping));
        context.Response.RegisterForDispose(wait);

        return wait.End.Token;
    }

    private sealed class Wait(LongPollLimiter all, CancellationTokenSource end) : IDisposable
    {
        public CancellationTokenSource End { get; } = end;

        public void Dispose()
        {
            Interlocked.Decrement(ref all._open);
            End.Dispose();
        }
    }
}

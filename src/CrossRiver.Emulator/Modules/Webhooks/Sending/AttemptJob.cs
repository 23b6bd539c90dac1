using System.Reflection;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using Hangfire;
using Hangfire.Common;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>Starts one attempt of a delivery.</summary>
/// <remarks>
/// The job ends when the attempt has begun, and the world takes the answer: a worker that waited for the answer would be
/// lost to all other partners for as long as a receiver hangs. When to try again is the bank's behaviour and not
/// Hangfire's: <c>Attempts = 0</c> turns Hangfire's retries off.
/// </remarks>
[AutomaticRetry(Attempts = 0)]
internal sealed class AttemptJob(WorldDirectory worlds)
{
    private static readonly MethodInfo StartMethod = typeof(AttemptJob).GetMethod(nameof(Start))!;

    /// <summary>The job for an attempt.</summary>
    /// <param name="partnerId">The world.</param>
    /// <param name="eventId">The event to send.</param>
    /// <param name="epoch">The world's epoch; after a reset the job does nothing.</param>
    public static Job For(Guid partnerId, Guid eventId, int epoch) => new(typeof(AttemptJob), StartMethod, partnerId, eventId, epoch);

    /// <summary>Called by Hangfire.</summary>
    [AttemptName]
    public void Start(Guid partnerId, Guid eventId, int epoch) => worlds.Find(partnerId)?.StartAttempt(eventId, epoch);
}

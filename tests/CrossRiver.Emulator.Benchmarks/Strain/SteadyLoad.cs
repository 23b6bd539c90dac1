using System.Net;
using CrossRiver.Emulator.Benchmarks.Servers;

namespace CrossRiver.Emulator.Benchmarks.Strain;

/// <summary>Asks for customers at a steady rate, whether those before were answered or not: a slow bank must not slow its load down.</summary>
/// <param name="partner">Whose customers they are.</param>
/// <param name="perSecond">How many a second.</param>
/// <param name="firstNumber">The first customer's number; the others follow.</param>
internal sealed class SteadyLoad(Partner partner, double perSecond, int firstNumber)
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(5);

    /// <summary>The number of the next customer.</summary>
    public int NextNumber { get; private set; } = firstNumber;

    /// <summary>Asks, and waits for every answer.</summary>
    public async Task<LoadOutcome> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var creates = new List<Task<(HttpStatusCode? Status, Guid Id)>>();
        var startedAt = TimeProvider.System.GetTimestamp();
        using var ticks = new PeriodicTimer(TickInterval);
        while (TimeProvider.System.GetElapsedTime(startedAt) < duration && await ticks.WaitForNextTickAsync(cancellationToken))
        {
            var elapsed = TimeProvider.System.GetElapsedTime(startedAt);
            var wanted = (int)(perSecond * (elapsed < duration ? elapsed : duration).TotalSeconds);
            while (creates.Count < wanted)
            {
                creates.Add(TryOnboardAsync(NextNumber++, cancellationToken));
            }
        }

        var answers = await Task.WhenAll(creates);
        Guid[] accepted = [.. answers.Where(answer => answer.Status is HttpStatusCode.OK).Select(answer => answer.Id)];
        var refused = answers.Count(answer => answer.Status is HttpStatusCode.TooManyRequests);

        return new LoadOutcome(answers.Length, accepted, refused, answers.Length - accepted.Length - refused);
    }

    private async Task<(HttpStatusCode? Status, Guid Id)> TryOnboardAsync(int number, CancellationToken cancellationToken)
    {
        try
        {
            return (HttpStatusCode.OK, (await partner.OnboardAsync(number, cancellationToken)).Id);
        }
        catch (HttpRequestException exception)
        {
            return (exception.StatusCode, Guid.Empty);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, Guid.Empty);
        }
    }
}

/// <summary>What came of a load.</summary>
/// <param name="Asked">How many customers were asked for.</param>
/// <param name="Accepted">Those that were made.</param>
/// <param name="Refused">How many answers were 429.</param>
/// <param name="Failed">How many were anything else, or none.</param>
internal sealed record LoadOutcome(int Asked, IReadOnlyList<Guid> Accepted, int Refused, int Failed);

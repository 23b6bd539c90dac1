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

    private readonly List<Task<(HttpStatusCode? Status, Guid Id)>> _creates = [];

    /// <summary>The number of the next customer.</summary>
    public int NextNumber => firstNumber + _creates.Count;

    /// <summary>Asks, and waits for no answer.</summary>
    public async Task AskAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        using var ticks = new PeriodicTimer(TickInterval);
        while (TimeProvider.System.GetElapsedTime(startedAt) < duration && await ticks.WaitForNextTickAsync(cancellationToken))
        {
            var elapsed = TimeProvider.System.GetElapsedTime(startedAt);
            var wanted = (int)(perSecond * (elapsed < duration ? elapsed : duration).TotalSeconds);
            while (_creates.Count < wanted)
            {
                _creates.Add(TryOnboardAsync(NextNumber, cancellationToken));
            }
        }
    }

    /// <summary>Waits for the answers to everything that it has asked for.</summary>
    public async Task<LoadOutcome> WaitForAnswersAsync()
    {
        var answers = await Task.WhenAll(_creates);
        var answeredAt = TimeProvider.System.GetUtcNow();
        Guid[] accepted = [.. answers.Where(answer => answer.Status is HttpStatusCode.OK).Select(answer => answer.Id)];
        var refused = answers.Count(answer => answer.Status is HttpStatusCode.TooManyRequests);

        return new LoadOutcome(answers.Length, accepted, refused, answers.Length - accepted.Length - refused, answeredAt);
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
/// <param name="AnsweredAt">When the last answer came.</param>
internal sealed record LoadOutcome(int Asked, IReadOnlyList<Guid> Accepted, int Refused, int Failed, DateTimeOffset AnsweredAt);

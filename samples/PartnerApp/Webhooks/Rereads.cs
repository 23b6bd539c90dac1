using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PartnerApp.Bank;

namespace PartnerApp.Webhooks;

/// <summary>The reads of customers that have changed. They go on beside the webhooks that asked for them.</summary>
internal sealed partial class Rereads(
    BankClient bank, CustomerBook book, IOptions<PartnerOptions> partner, TimeProvider clock, ILogger<Rereads> logger) : IHostedService
{
    private readonly ConcurrentDictionary<Task, Guid> _underWay = new();
    private ITimer? _sweep;

    /// <summary>How often everybody is looked at: events can be lost, and a read that comes right after one may still show what was before.</summary>
    public static TimeSpan BetweenSweeps { get; } = TimeSpan.FromHours(1);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sweep = clock.CreateTimer(_ => Sweep(), state: null, BetweenSweeps, BetweenSweeps);

        return Task.CompletedTask;
    }

    /// <summary>Begins to read the customers of an event. One of another partner is none of ours.</summary>
    public void Begin(BankEvent happened)
    {
        foreach (var customerId in happened.PartnerId == partner.Value.Id ? happened.CustomerIds : [])
        {
            Begin(customerId);
        }
    }

    /// <summary>Completes when everything is read that had to be read when it was called.</summary>
    public Task FinishAsync() => Task.WhenAll(_underWay.Keys);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await (_sweep?.DisposeAsync() ?? ValueTask.CompletedTask);

        // The bank was told that its events are taken. It does not send them again.
        await FinishAsync().WaitAsync(cancellationToken);
    }

    private void Sweep()
    {
        foreach (var customer in book.All)
        {
            Begin(customer.Id);
        }
    }

    private void Begin(Guid customerId)
    {
        var read = ReadAsync(customerId);
        _underWay[read] = customerId;
        _ = read.ContinueWith(done => _underWay.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task ReadAsync(Guid customerId)
    {
        try
        {
            if (await bank.FindAsync(customerId, CancellationToken.None) is { } customer)
            {
                book.Keep(customer);
            }
            else
            {
                LogUnknown(customerId);
            }
        }
        catch (HttpRequestException exception)
        {
            LogUnread(customerId, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The bank told of customer {CustomerId}, whom it does not know as ours.")]
    private partial void LogUnknown(Guid customerId);

    [LoggerMessage(LogLevel.Error, "Customer {CustomerId} cannot be read. It stays as it was known until the next event or sweep.")]
    private partial void LogUnread(Guid customerId, Exception exception);
}

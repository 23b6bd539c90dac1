using CrossRiver.Emulator.Modules.Customers;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>What Hangfire does beside its duty: a job that runs twice, one that runs after a reset, and jobs that are over.</summary>
public sealed class StaleJobTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;
    private WebhookInbox _inbox = null!;

    public StaleJobTests() => _partner = _emulator.NewPartner();

    public async ValueTask InitializeAsync() => _inbox = await WebhookInbox.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await _inbox.DisposeAsync();
    }

    [Fact]
    public async Task A_job_that_runs_again_sends_nothing_again()
    {
        await SendAsync();

        await RunAgainAsync(await FindFinishedAsync(1));

        Assert.Single(_inbox.All);
        Assert.Single(Assert.Single(await _partner.GetDeliveriesAsync())["attempts"]!.AsArray());
    }

    [Fact]
    public async Task A_job_of_before_a_reset_does_not_send_the_same_event_of_after_it()
    {
        await SendAsync();
        var before = await FindFinishedAsync(1);
        await _partner.ResetAsync();
        await SendAsync();
        await FindFinishedAsync(2);

        await RunAgainAsync(before);

        Assert.Equal(2, _inbox.All.Count);
        Assert.Single(_inbox.All.Select(webhook => (string)webhook.Json["id"]!).Distinct());
    }

    [Fact]
    public async Task A_finished_job_is_forgotten_within_minutes()
    {
        await SendAsync();

        var job = Monitor.JobDetails(await FindFinishedAsync(1));

        Assert.InRange(job.ExpireAt!.Value - job.CreatedAt!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_world_is_not_idle_while_something_is_due()
    {
        await _partner.OnboardManyAnnouncedAsync(4_000);
        _emulator.Clock.Advance(TimeSpan.FromSeconds(4));

        await _partner.WhenIdleAsync();

        Assert.Null(await _partner.GetNextDueAtAsync());
        Assert.Equal(4_000, (await _partner.GetJournalAsync()).Count(entry => (string)entry["kind"]! == "event"));
    }

    private IMonitoringApi Monitor => _emulator.Services.GetRequiredService<JobStorage>().GetMonitoringApi();

    private async Task SendAsync()
    {
        await _partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await _partner.AdvanceAsync("100ms");
    }

    // The newest of so many jobs that are over.
    private async Task<string> FindFinishedAsync(int jobs)
    {
        await Until.HoldsAsync(() => Monitor.SucceededListCount() == jobs);
        return Monitor.SucceededJobs(0, 1)[0].Key;
    }

    private async Task RunAgainAsync(string job)
    {
        var before = FindEnd(job);
        Assert.True(_emulator.Services.GetRequiredService<IBackgroundJobClient>().Requeue(job));
        await Until.HoldsAsync(() => FindEnd(job) is { } end && end != before);
        await _partner.WhenIdleAsync();
    }

    // Null while it runs.
    private string? FindEnd(string job) => Monitor.JobDetails(job).History[0].Data.TryGetValue("SucceededAt", out var end) ? end : null;
}

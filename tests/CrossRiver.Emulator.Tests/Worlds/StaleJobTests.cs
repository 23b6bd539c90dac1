using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Requests;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Worlds;

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

        _partner.World.StartAttempt(Guid.Parse((string)_inbox.All[0].Json["id"]!), epochNumber: 1);
        await _partner.World.WhenIdleAsync();

        Assert.Single(_inbox.All);
    }

    [Fact]
    public async Task A_job_of_before_a_reset_does_not_send_the_same_event_of_after_it()
    {
        var release = new TaskCompletionSource<int>();
        await using var hanging = await WebhookInbox.StartAsync(_ => release.Task);
        await _partner.RegisterAsync(hanging.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await _partner.PostTextAsync($"/_emulator/partners/{_partner.Id}/reset", """{"keep":[]}""");
        await SendAsync();
        var eventId = Guid.Parse((string)_inbox.All[0].Json["id"]!);
        await _partner.PostAsync($"/webhooks/v1/events/{eventId}/resend", []);

        _partner.World.StartAttempt(eventId, epochNumber: 1);
        await _partner.World.WhenIdleAsync();

        Assert.Equal(2, _inbox.All.Count);
        Assert.Empty(hanging.All);
    }

    [Fact]
    public async Task A_finished_job_is_forgotten_within_minutes()
    {
        await SendAsync();
        var monitor = _emulator.Services.GetRequiredService<JobStorage>().GetMonitoringApi();

        await Until.HoldsAsync(() => monitor.SucceededListCount() > 0);

        var job = monitor.JobDetails(monitor.SucceededJobs(0, 1)[0].Key);
        Assert.InRange(job.ExpireAt!.Value - job.CreatedAt!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_world_is_not_idle_while_something_is_due()
    {
        var isIdle = _partner.World.InTurn(() =>
        {
            _partner.World.Onboard(
                new CreateCustomerRequest
                {
                    PartnerId = _partner.Id,
                    Name = new CustomerName { FirstName = "Peter", LastName = "Griffin" },
                    Classification = Classification.Personal,
                    Profile = new CustomerProfile { TaxId = "119988776" },
                },
                new Scenarios.Matching.ScenarioCandidates(_emulator.Services.GetRequiredService<Scenarios.Loading.ScenariosInForce>().Catalog)
                {
                    Named = new Scenarios.Stories.Scenario { Name = "now", Timeline = [new Scenarios.Steps.Step { Id = "1", Emit = CustomerEvents.Onboarded }] },
                });
            return _partner.World.WhenIdleAsync().IsCompleted;
        });

        Assert.False(isIdle);
        await _partner.World.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private async Task SendAsync()
    {
        await _partner.RegisterAsync(_inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);
    }
}

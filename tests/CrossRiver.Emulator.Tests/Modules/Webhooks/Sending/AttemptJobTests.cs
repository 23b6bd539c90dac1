using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;
using Hangfire;
using Hangfire.Dashboard;
using Hangfire.InMemory;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending;

/// <summary>The job of an attempt, and its name on Hangfire's pages.</summary>
public sealed class AttemptJobTests : IDisposable
{
    private readonly WebhookWorld _bank = new();

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void The_name_of_a_job_has_the_event_the_customer_and_the_url_without_secrets()
    {
        var registration = _bank.Register();
        var id = _bank.Happen();
        _bank.World.Ping(registration.Id);
        var ping = _bank.World.AllDeliveries.Last().Event.Id;

        Assert.Equal($"Starts an attempt: Core.Customer.Onboarded about customer {WebhookWorld.Id(101)} to http://hooks.example.test/in?key=***", NameOf(id));
        Assert.Equal("Starts an attempt: Core.Customer.Onboarded to http://hooks.example.test/in?key=***", NameOf(ping));
        _bank.World.Unregister(registration.Id);
        Assert.Equal($"Starts an attempt: Core.Customer.Onboarded about customer {WebhookWorld.Id(101)}", NameOf(id));
    }

    [Fact]
    public void A_job_of_an_unknown_partner_or_event_has_the_common_name()
    {
        Assert.Equal("Starts an attempt", NameOf(WebhookWorld.Id(99)));
        Assert.Equal("Starts an attempt", NameOf(WebhookWorld.Id(99), partner: 98));
    }

    [Fact]
    public void A_job_of_a_partner_that_is_gone_does_nothing() => new AttemptJob(_bank.Directory).Start(WebhookWorld.Id(98), WebhookWorld.Id(99), epoch: 1);

    [Fact]
    public void The_queue_does_not_try_a_job_again() =>
        Assert.Equal(0, Assert.Single(typeof(AttemptJob).GetCustomAttributes(inherit: false).OfType<AutomaticRetryAttribute>()).Attempts);

    private string NameOf(Guid eventId, int partner = 1)
    {
        using var storage = new InMemoryStorage();
        var context = new AspNetCoreDashboardContext(storage, new DashboardOptions(), new DefaultHttpContext { RequestServices = _bank.Services });
        return new AttemptNameAttribute().Format(context, AttemptJob.For(WebhookWorld.Id(partner), eventId, epoch: 1));
    }
}

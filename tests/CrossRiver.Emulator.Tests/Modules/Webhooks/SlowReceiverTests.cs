using CrossRiver.Emulator.Modules.Customers;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>A receiver that is slow, hangs or is down costs nobody but its own partner.</summary>
public sealed class SlowReceiverTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Webhooks:AttemptsUnderWay"] = "4" },
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_receiver_that_hangs_does_not_hold_up_another_partner()
    {
        var release = new TaskCompletionSource<int>();
        await using var hanging = await WebhookInbox.StartAsync(_ => release.Task);
        await using var inbox = await WebhookInbox.StartAsync();
        var stuck = Enumerable.Range(0, 10).Select(_ => _emulator.NewPartner()).ToList();
        foreach (var partner in stuck)
        {
            await partner.RegisterAsync(hanging.Url, CustomerEvents.Onboarded);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => partner.OnboardAsync()));
        }

        var other = _emulator.NewPartner();
        await other.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.OfacChanged);
        await other.OnboardAsync();

        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(1), other);

        Assert.Equal([CustomerEvents.Onboarded, CustomerEvents.OfacChanged], inbox.All.Select(webhook => webhook.EventName));
        release.SetResult(StatusCodes.Status200OK);
        await hanging.NextAsync(200);
    }

    [Fact]
    public async Task No_more_attempts_of_a_registration_are_under_way_than_the_setting_says()
    {
        var underWay = 0;
        var most = 0;
        var four = new TaskCompletionSource();
        var gate = new SemaphoreSlim(0);
        await using var inbox = await WebhookInbox.StartAsync(async _ =>
        {
            var now = Interlocked.Increment(ref underWay);
            InterlockedMax(ref most, now);
            if (now == 4)
            {
                four.TrySetResult();
            }

            await gate.WaitAsync();
            Interlocked.Decrement(ref underWay);
            return StatusCodes.Status200OK;
        });
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => partner.OnboardAsync()));
        _emulator.Clock.Advance(TimeSpan.FromMilliseconds(100));

        await four.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        gate.Release(20);
        await inbox.NextAsync(20);

        Assert.Equal(4, most);
    }

    [Fact]
    public async Task The_next_event_of_a_customer_waits_for_the_answer_to_the_one_before()
    {
        var release = new TaskCompletionSource<int>();
        await using var inbox = await WebhookInbox.StartAsync(
            webhook => webhook.EventName == CustomerEvents.Onboarded ? release.Task : Task.FromResult(StatusCodes.Status200OK));
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded, CustomerEvents.PepScanChanged);
        await partner.OnboardAsync();
        var quick = await partner.OnboardAsync();
        _emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        await inbox.NextAsync(2);

        Assert.All(inbox.All, webhook => Assert.Equal(CustomerEvents.Onboarded, webhook.EventName));
        release.SetResult(StatusCodes.Status200OK);
        var then = await inbox.NextAsync(2);

        Assert.All(then, webhook => Assert.Equal(CustomerEvents.PepScanChanged, webhook.EventName));
        Assert.Contains(then, webhook => webhook.CustomerId == (string)quick["id"]!);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_in_time_has_failed()
    {
        await using var emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Webhooks:Timeout"] = "00:00:00.200" },
        };
        await using var inbox = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        var partner = emulator.NewPartner();
        await partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await partner.OnboardAsync();

        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);

        var attempt = (await partner.GetJournalAsync()).Single(entry => (string)entry["kind"]! == "attempt");
        Assert.Equal("no answer within 0.2 s", (string)attempt["failure"]!);
        Assert.Null(attempt["statusCode"]);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}

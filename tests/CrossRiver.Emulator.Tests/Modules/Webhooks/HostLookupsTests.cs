using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>Host names that nobody resolves delay only the partner that sends to them. The resolver is the test's.</summary>
public sealed class HostLookupsTests : IAsyncDisposable
{
    private readonly StandingEmulator _emulator;
    private readonly ManualResetEventSlim _answers = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentQueue<bool> _onPool = new();

    public HostLookupsTests() => _emulator = new StandingEmulator { Configure = builder => builder.Services.AddSingleton<HostResolver>(Resolve) };

    public async ValueTask DisposeAsync()
    {
        _answers.Set();
        await _emulator.DisposeAsync();
        _answers.Dispose();
    }

    [Fact]
    public async Task Hosts_of_many_partners_that_nobody_resolves_delay_no_other_partner_and_not_the_health()
    {
        for (var i = 0; i < 60; i++)
        {
            var hanging = _emulator.NewPartner();
            await hanging.RegisterAsync(new Uri($"http://hangs-{i}.test/hooks"), CustomerEvents.Onboarded);
            await hanging.OnboardAsync();
        }

        _emulator.Clock.Advance(TimeSpan.FromMilliseconds(100));
        await Until.HoldsAsync(() => _asked.Count == 60);

        await AssertHealthyAsync();
        Assert.DoesNotContain(true, _onPool);
    }

    [Fact]
    public async Task Hosts_of_one_partner_take_only_so_many_threads_and_are_given_up_in_time()
    {
        var hanging = _emulator.NewPartner();
        var names = CustomerEvents.All.Take(2 * HostLookups.MostOfPartner).ToList();
        for (var i = 0; i < names.Count; i++)
        {
            var registration = await hanging.RegisterAsync(new Uri($"http://hangs-{i}.test/hooks"), names[i]);
            Assert.Equal(HttpStatusCode.Accepted, (await hanging.PutAsync($"/webhooks/v1/registrations/{registration["id"]}/ping", [])).Status);
        }

        await Until.HoldsAsync(() => _asked.Count == HostLookups.MostOfPartner);
        await AssertHealthyAsync();
        Assert.Equal(HostLookups.MostOfPartner, _asked.Count(host => host.StartsWith("hangs", StringComparison.Ordinal)));

        // A ping that has not asked yet waits from the moment at which it asks.
        await Until.HoldsAsync(async () => (await FailuresOfAsync(hanging)).Count == names.Count, () => _emulator.Clock.Advance(HostLookups.Patience));
        Assert.All(await FailuresOfAsync(hanging), failure => Assert.Matches("^host name hangs-[0-9]+.test was not resolved within 5s$", failure));
    }

    [Theory]
    [InlineData("unknown.test", "host name unknown.test is not known")]
    [InlineData("nobody.test", "host name nobody.test is not known")]
    [InlineData("broken.test", "host name broken.test was not resolved: the resolver is broken")]
    public async Task A_host_without_an_address_is_a_failure_in_words(string host, string failure)
    {
        var partner = _emulator.NewPartner();
        await partner.RegisterAsync(new Uri($"http://{host}/hooks"), CustomerEvents.Onboarded);
        await partner.OnboardAsync();

        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), partner);

        Assert.Equal([failure], await FailuresOfAsync(partner));
    }

    [Fact]
    public async Task An_answer_is_kept_for_a_few_seconds_and_a_failure_for_less_than_the_first_retry_waits()
    {
        var lookups = new HostLookups(Resolve, _emulator.Clock);
        var ask = async (string host) => await Record.ExceptionAsync(() => lookups.FindAsync(host, Guid.Empty, TestContext.Current.CancellationToken));

        Assert.Null(await ask("good.test"));
        Assert.NotNull(await ask("unknown.test"));
        Assert.Null(await ask("GOOD.test"));
        Assert.NotNull(await ask("unknown.test"));
        Assert.Equal(["good.test", "unknown.test"], _asked);

        _emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await ask("good.test"));
        Assert.NotNull(await ask("unknown.test"));
        Assert.Equal(["good.test", "unknown.test", "unknown.test"], _asked);

        _emulator.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Null(await ask("good.test"));
        Assert.Equal("good.test", _asked.Last());
    }

    [Fact]
    public async Task One_look_up_serves_all_callers_of_a_partner_and_none_runs_that_has_no_caller()
    {
        var lookups = new HostLookups(Resolve, _emulator.Clock);
        using var gone = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 100).Select(_ => lookups.FindAsync("hangs.test", Guid.Empty, TestContext.Current.CancellationToken)).ToList();
        var others = Enumerable.Range(1, HostLookups.MostOfPartner - 1).Select(i => lookups.FindAsync($"hangs-{i}.test", Guid.Empty, TestContext.Current.CancellationToken)).ToList();
        var left = lookups.FindAsync("hangs-left.test", Guid.Empty, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        _answers.Set();

        Assert.All(await Task.WhenAll(callers), addresses => Assert.Equal([IPAddress.Loopback], addresses));
        await Task.WhenAll(others);
        Assert.Single(_asked, host => host is "hangs.test");
        Assert.DoesNotContain("hangs-left.test", _asked);
    }

    private async Task AssertHealthyAsync()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var healthy = _emulator.NewPartner();
        await healthy.RegisterAsync(new Uri($"http://good.test:{inbox.Url.Port}/hooks"), CustomerEvents.Onboarded);
        await healthy.OnboardAsync();
        _emulator.Clock.Advance(TimeSpan.FromMilliseconds(100));

        await inbox.NextAsync();
        Assert.Equal(HttpStatusCode.OK, (await healthy.GetAsync("/_emulator/health")).Status);
    }

    private static async Task<IReadOnlyList<string>> FailuresOfAsync(Partner partner) =>
        [.. (await partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "attempt").Select(attempt => (string)attempt["failure"]!)];

    private IPAddress[] Resolve(string host)
    {
        _asked.Enqueue(host);
        _onPool.Enqueue(Thread.CurrentThread.IsThreadPoolThread);
        if (host.StartsWith("hangs", StringComparison.Ordinal))
        {
            _answers.Wait();
        }

        return host switch
        {
            "unknown.test" => throw new SocketException((int)SocketError.HostNotFound),
            "nobody.test" => [],
            "broken.test" => throw new InvalidOperationException("the resolver is broken"),
            _ => [IPAddress.Loopback],
        };
    }
}

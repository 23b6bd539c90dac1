using System.Net;
using System.Net.Http.Json;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Flows;

/// <summary>Worlds are begun, used, ended and let go, all at once.</summary>
public sealed class ComingAndGoingTests : IAsyncLifetime
{
    private const string Customers = "/core/v1/cm/customers";
    private const int Clients = 4;
    private const int RoundsOfClient = 100;

    // A world is let go when nobody used it for six moves of the time.
    private const int MovesToLetGo = 6;

    private readonly StandingEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Emulator:Worlds:AbandonedAfter"] = "1m",

            // The time moves while bodies are read.
            ["Emulator:Limits:BodyTimeout"] = "10m",
        },
    };

    private readonly IReadOnlyList<ComingAndGoing> _partners;
    private int _movesBegun;
    private int _movesEnded;
    private int _gone;

    public ComingAndGoingTests() => _partners = [.. Enumerable.Range(0, 12).Select(_ => new ComingAndGoing(_emulator.NewPartner()))];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task What_was_made_is_there_until_its_world_is_ended_or_let_go()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(RunClientAsync));
        await Task.WhenAll(clients, EndWorldsAsync(inbox.Url, clients), MoveTimeAsync(clients));

        TestContext.Current.TestOutputHelper?.WriteLine($"{_partners.Sum(one => one.Ended)} worlds ended, {_movesEnded} moves of the time, {_gone} customers gone with their worlds");
        foreach (var partner in _partners.Select(one => one.Partner))
        {
            await partner.DeleteAsync($"/_emulator/partners/{partner.Id}");
        }

        var first = _partners[0].Partner;
        Assert.Empty((await first.GetAsync("/_emulator/partners")).Expect(HttpStatusCode.OK)["results"]!.AsArray());
        Assert.Empty((await first.GetAsync(Customers)).Expect(HttpStatusCode.OK)["results"]!.AsArray());
        var before = inbox.All.Count;
        await first.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        var customer = await first.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(2), first);
        Assert.Equal((string)customer["id"]!, Assert.Single(inbox.All.Skip(before)).CustomerId);
    }

    private async Task RunClientAsync(int client)
    {
        await Task.Yield();
        for (var round = 0; round < RoundsOfClient; round++)
        {
            var one = _partners[(client + (round * 5)) % _partners.Count];
            var (ended, moved) = (one.Ended, Volatile.Read(ref _movesEnded));
            var customer = (await CreateAsync(one.Partner, $"{client}-{round}")).Expect(HttpStatusCode.OK);
            var again = (await CreateAsync(one.Partner, $"{client}-{round}")).Expect(HttpStatusCode.OK);
            var read = await one.Partner.GetAsync($"{Customers}/{customer["id"]}");

            if (one.Begun == ended && Volatile.Read(ref _movesBegun) - moved < MovesToLetGo)
            {
                read.Expect(HttpStatusCode.OK);
                Assert.Equal((string)customer["id"]!, (string)again["id"]!);
            }
            else if (read.Status is not HttpStatusCode.OK)
            {
                read.Expect(HttpStatusCode.NotFound);
                Interlocked.Increment(ref _gone);
            }
        }
    }

    // Every other world has a registration, so that attempts are under way when it is ended.
    private async Task EndWorldsAsync(Uri callback, Task clients)
    {
        for (var number = 0; !clients.IsCompleted; number = (number + 7) % _partners.Count)
        {
            var one = _partners[number];
            if (number % 2 is 0)
            {
                var body = one.Partner.Body("registration.request.json");
                (body["eventName"], body["callbackUrl"]) = (CustomerEvents.Onboarded, callback.OriginalString);
                var registered = await one.Partner.PostAsync("/webhooks/v1/registrations", body);
                Assert.True(registered.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, registered.Text);
            }

            var ended = await one.EndAsync();
            Assert.True(ended.Status is HttpStatusCode.NoContent or HttpStatusCode.NotFound, ended.Text);
        }
    }

    private async Task MoveTimeAsync(Task clients)
    {
        while (!clients.IsCompleted)
        {
            Interlocked.Increment(ref _movesBegun);
            _emulator.Clock.Advance(TimeSpan.FromSeconds(10));
            Interlocked.Increment(ref _movesEnded);
            (await _partners[0].Partner.GetAsync("/_emulator/partners")).Expect(HttpStatusCode.OK);
        }
    }

    private static Task<Answer> CreateAsync(Partner partner, string key)
    {
        var body = partner.Body("create-personal.request.json");
        body["clientIdentifier"] = key;
        return partner.SendAsync(new HttpRequestMessage(HttpMethod.Post, Customers) { Headers = { { "idempotency-key", key } }, Content = JsonContent.Create(body) });
    }

    /// <summary>A partner whose world is ended now and then.</summary>
    private sealed class ComingAndGoing(Partner partner)
    {
        private int _begun;
        private int _ended;

        public Partner Partner { get; } = partner;

        /// <summary>How often somebody began to end its world.</summary>
        public int Begun => Volatile.Read(ref _begun);

        /// <summary>How often that was answered.</summary>
        public int Ended => Volatile.Read(ref _ended);

        public async Task<Answer> EndAsync()
        {
            Interlocked.Increment(ref _begun);
            var answer = await Partner.DeleteAsync($"/_emulator/partners/{Partner.Id}");
            Interlocked.Increment(ref _ended);

            return answer;
        }
    }
}

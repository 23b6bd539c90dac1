using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>A world that is being ended, and the next one of its partner. What is in them has the same identifiers.</summary>
public sealed class EndedWorldsTests : IAsyncLifetime
{
    // An attempt of a world that is being ended is still under way.
    private readonly HeldMoment _lastMoment = new("LogBrokenOff");
    private readonly StandingEmulator _emulator;
    private readonly Partner _partner;

    public EndedWorldsTests()
    {
        _emulator = new StandingEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Logging:LogLevel:CrossRiver.Emulator"] = "Debug" },
            Configure = builder => builder.Logging.ClearProviders().AddProvider(_lastMoment),
        };
        _partner = _emulator.NewPartner();
    }

    private string World => $"/_emulator/partners/{_partner.Id}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _lastMoment.Pass();
        await _emulator.DisposeAsync();
        _lastMoment.Dispose();
    }

    [Fact]
    public async Task Who_comes_while_a_world_is_being_ended_begins_another_one_and_that_stays()
    {
        await using var silent = await WebhookInbox.StartAsync(_ => new TaskCompletionSource<int>().Task);
        await using var inbox = await WebhookInbox.StartAsync();
        var registration = await _partner.RegisterAsync(silent.Url, CustomerEvents.Onboarded);
        var old = (await CreateAsync()).Expect(HttpStatusCode.OK);
        await _partner.PutAsync($"/webhooks/v1/registrations/{registration["id"]}/ping", []);
        await silent.NextAsync();
        var ended = _partner.DeleteAsync(World);
        await _lastMoment.WhenComeAsync();

        var made = await CreateAsync();
        await _partner.GetCustomerAsync(made.Expect(HttpStatusCode.OK));
        var next = await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        Assert.False(ended.IsCompleted);
        _lastMoment.Pass();

        Assert.Equal(HttpStatusCode.NoContent, (await ended).Status);
        Assert.Equal(((string)old["id"]!, false), ((string)made.Json["id"]!, made.Headers.Contains("original-request-id")));
        Assert.True((await CreateAsync()).Headers.Contains("original-request-id"));
        Assert.Equal((string)registration["id"]!, (string)next["id"]!);
        (await _partner.GetAsync($"/webhooks/v1/registrations/{next["id"]}")).Expect(HttpStatusCode.OK);
        Assert.Single((await _partner.GetAsync("/core/v1/cm/customers")).Json["results"]!.AsArray());
        await _emulator.AdvanceAsync(TimeSpan.FromMilliseconds(100), _partner);
        Assert.Equal((1, 1), (silent.All.Count, inbox.All.Count));
    }

    [Fact]
    public async Task What_a_late_call_makes_in_a_world_that_is_over_is_gone_with_it_and_takes_nothing_from_the_next_one()
    {
        // All have the identifiers that the customers of the next world get.
        var seeding = _partner.PostTextAsync($"{World}/seed", new JsonArray([.. Enumerable.Repeat(0, 1_000).Select(_ => _partner.Body("create-personal.request.json"))]).ToJsonString());
        await Until.HoldsAsync(async () => await _partner.CountCustomersAsync() > 0);
        await _partner.DeleteAsync(World);
        var customer = await _partner.OnboardAsync();

        var seeded = (await seeding).Expect(HttpStatusCode.OK)["customers"]!.AsArray().Select(id => (string)id!).ToList();

        Assert.Equal((1_000, (string)customer["id"]!), (seeded.Count, seeded[0]));
        await _partner.GetCustomerAsync(customer);
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.GetAsync($"/core/v1/cm/customers/{seeded[^1]}")).Status);
        Assert.Single((await _partner.GetAsync("/core/v1/cm/customers")).Json["results"]!.AsArray());
    }

    private Task<Answer> CreateAsync() => _partner.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/core/v1/cm/customers")
    {
        Headers = { { "idempotency-key", "one" } },
        Content = JsonContent.Create(_partner.Body("create-personal.request.json")),
    });
}

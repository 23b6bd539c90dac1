using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Kernel.Worlds;

/// <summary>What keeps a world from being let go, beside calls that name something in it.</summary>
public sealed class WorldsInUseTests : IAsyncLifetime
{
    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    private readonly StandingEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Worlds:AbandonedAfter"] = "1m", ["Emulator:Control:OpenWaits"] = "1" },
    };

    private readonly Partner _partner;

    public WorldsInUseTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_call_that_is_made_again_uses_the_world_of_its_first_answer()
    {
        var first = (await CreateAsync()).Expect(HttpStatusCode.OK);
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(5), _partner);
        _emulator.Clock.Advance(HalfAMinute);

        var again = await CreateAsync();
        _emulator.Clock.Advance(HalfAMinute);

        Assert.True(again.Headers.Contains("original-request-id"));
        await _partner.GetCustomerAsync(first);
    }

    [Fact]
    public async Task A_world_that_somebody_waits_in_is_let_go_only_after_that()
    {
        await _partner.BeginAsync();
        var waiting = WaitAsync("10m");

        // One wait may be open: as soon as another one is refused, it is this one, unless another one was first.
        await Until.HoldsAsync(async () =>
        {
            waiting = waiting.IsCompleted ? WaitAsync("10m") : waiting;
            return (await WaitAsync("0s")).Status is HttpStatusCode.TooManyRequests && !waiting.IsCompleted;
        });

        _emulator.Clock.Advance(TimeSpan.FromMinutes(5));
        await _partner.OnboardAsync();
        _emulator.Clock.Advance(HalfAMinute);

        Assert.Single((await waiting).Expect(HttpStatusCode.OK)["entries"]!.AsArray());
        _emulator.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty((await _partner.GetAsync("/_emulator/partners")).Expect(HttpStatusCode.OK)["results"]!.AsArray());
    }

    [Fact]
    public async Task Who_looks_for_worlds_to_let_go_takes_no_turn_in_those_that_were_used_of_late()
    {
        await _partner.OnboardAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(5), _partner);
        var world = _emulator.Services.GetRequiredService<WorldDirectory>().All.Single();
        var turns = world.Version;

        _emulator.Clock.Advance(HalfAMinute);

        Assert.Equal(turns, world.Version);
    }

    private Task<Answer> WaitAsync(string timeout) => _partner.PostAsync($"{_partner.Control}/wait", new JsonObject { ["until"] = "call", ["timeout"] = timeout });

    private Task<Answer> CreateAsync() => _partner.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/core/v1/cm/customers")
    {
        Headers = { { "idempotency-key", "one" } },
        Content = JsonContent.Create(_partner.Body("create-personal.request.json")),
    });
}

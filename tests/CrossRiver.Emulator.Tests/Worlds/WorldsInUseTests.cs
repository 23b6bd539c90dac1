using System.Net;
using System.Net.Http.Json;

namespace CrossRiver.Emulator.Worlds;

/// <summary>What keeps a world from being let go, beside calls that name something in it.</summary>
public sealed class WorldsInUseTests : IAsyncLifetime
{
    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    private readonly StandingEmulator _emulator = new()
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Worlds:AbandonedAfter"] = "1m" },
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

    private Task<Answer> CreateAsync() => _partner.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/core/v1/cm/customers")
    {
        Headers = { { "idempotency-key", "one" } },
        Content = JsonContent.Create(_partner.Body("create-personal.request.json")),
    });
}

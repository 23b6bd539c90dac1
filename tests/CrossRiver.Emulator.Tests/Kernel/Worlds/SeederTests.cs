using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Kernel.Worlds;

public sealed class SeederTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const int Many = 10_000;

    [Fact]
    public async Task While_many_customers_are_seeded_others_have_their_turns()
    {
        var partner = emulator.NewPartner();
        var seeding = partner.PostAsync($"{partner.Control}/seed", new JsonObject { ["customers"] = Many });
        await Until.HoldsAsync(async () => await partner.CountCustomersAsync() > 0);

        await partner.OnboardAsync();

        Assert.InRange(await partner.CountCustomersAsync(), 2, Many);
        Assert.Equal(Many, (await seeding).Expect(HttpStatusCode.OK)["customers"]!.AsArray().Count);
        Assert.Equal(Many + 1, await partner.CountCustomersAsync());
    }
}

using System.Net;

namespace CrossRiver.Emulator.Control;

/// <summary>What people at the bank do, done by a call.</summary>
public sealed class StoryEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Theory]
    [InlineData("release", "Clear")]
    [InlineData("reject", "Positive")]
    public async Task A_review_is_decided_once(string action, string ofac)
    {
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");
        var path = $"/_emulator/partners/{_partner.Id}/customers/{customer["id"]}/actions";

        var tooEarly = await _partner.PostAsync($"{path}/{action}", []);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);
        }

        (await _partner.PostAsync($"{path}/{action}", [])).Expect(HttpStatusCode.OK);
        var tooLate = await _partner.PostAsync($"{path}/release", []);
        await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(1), _partner);

        Assert.Equal(ofac, (string)(await _partner.GetCustomerAsync(customer))["ofac"]!);
        Assert.All([tooEarly, tooLate], answer => Assert.Equal((HttpStatusCode.Conflict, 2410), (answer.Status, (int)answer.Json["errors"]![0]!["code"]!)));
    }

    [Theory]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("x")]
    public async Task An_unknown_customer_is_not_found(string id) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/customers/{id}/actions/release", [])).Status);
}

using System.Net;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>Rules of the only world strike calls of the bank's that name no partner.</summary>
public sealed class ImplicitPartnerFaultsTests : IAsyncDisposable
{
    private readonly RunningEmulator _emulator = new();
    private readonly Partner _partner;

    public ImplicitPartnerFaultsTests() => _partner = _emulator.NewPartner();

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData("GET", "/core/v1/cm/customers")]
    [InlineData("GET", "/core/v1/cm/customers/6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("GET", "/webhooks/v1/events")]
    [InlineData("GET", "/webhooks/v1/events/poll")]
    [InlineData("GET", "/webhooks/v1/registrations")]
    [InlineData("POST", "/core/v1/cm/customers")]
    public async Task A_call_without_a_partner_is_struck_while_there_is_one_world(string method, string path)
    {
        await _partner.AddFaultAsync("""{ "call": "any", "status": 503, "applied": false }""");

        var struck = await CallAsync(method, path);
        await _emulator.NewPartner().OnboardAsync();
        var spared = await CallAsync(method, path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, struck.Status);
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, spared.Status);
        Assert.Single(await _partner.GetJournalAsync(), entry => (string)entry["kind"]! == "fault");
    }

    [Fact]
    public async Task A_call_of_another_partner_is_not_struck()
    {
        await _partner.AddFaultAsync("""{ "call": "any", "status": 503, "applied": false }""");

        Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync($"/core/v1/cm/customers?partnerId={_emulator.NewPartner().Id}")).Status);
        await _emulator.NewPartner().OnboardAsync();
    }

    private Task<Answer> CallAsync(string method, string path) =>
        _partner.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = method is "POST" ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json") : null });
}

using System.Net;
using CrossRiver.Emulator.Faults.Api;

namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>Calls of which the emulator has to know the world before it answers them.</summary>
public sealed class NamedByCallTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Theory]
    [InlineData("{\n {", "The request body is not valid JSON (line 2, byte 2)")]
    [InlineData("[]", "The request body must be an object")]
    [InlineData("", "Request body required")]
    public async Task A_body_that_is_none_is_refused_as_ever_while_a_rule_may_strike_the_call(string body, string message)
    {
        await _partner.AddFaultAsync("""{ "call": "customers.create", "which": 1000, "status": 503, "applied": false }""");

        var answer = await _partner.PostTextAsync(WorldWithFaults.Customers, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([message], answer.Messages);
    }
}

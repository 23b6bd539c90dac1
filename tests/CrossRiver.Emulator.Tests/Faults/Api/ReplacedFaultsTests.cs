using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>A tester replaces all rules of a world at once.</summary>
public sealed class ReplacedFaultsTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private Partner _partner = null!;

    public ValueTask InitializeAsync()
    {
        _partner = _emulator.NewPartner();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task The_new_rules_are_there_in_their_order_and_no_other()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.get", "which": "1", "status": 500 }""");

        var replaced = await ReplaceAsync("""{ "call": "customers.create", "which": "1", "status": 503, "applied": false }""", """{ "event": "Core.Customer.Ofac.*", "duplicate": { "copies": 1 } }""");

        Assert.Equal(["customers.create", "Core.Customer.Ofac.*"], replaced.Expect(HttpStatusCode.OK)["faults"]!.AsArray().Select(fault => (string)(fault!["rule"]!["call"] ?? fault["rule"]!["event"])!));
        (await _partner.PostAsync(WorldWithFaults.Customers, _partner.Create("one"))).Expect(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task One_wrong_rule_changes_nothing_and_each_fault_has_its_place()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.get", "which": "1", "status": 500 }""");

        var refused = await ReplaceAsync("""{ "call": "customers.create", "status": 503, "applied": false }""", """{ "call": "customers.nothing", "status": 503 }""", """{ "call": "customers.get", "status": "x" }""");

        var messages = refused.Expect(HttpStatusCode.BadRequest)["errors"]!.AsArray().Select(error => (string)error!["message"]!).ToList();
        Assert.Collection(messages, first => Assert.StartsWith("Rules[1]: ", first, StringComparison.Ordinal), second => Assert.StartsWith("Rules[2]: ", second, StringComparison.Ordinal));
        Assert.Equal(["customers.get"], await CallsAsync());
    }

    [Fact]
    public async Task An_empty_list_removes_all_and_anything_else_is_refused()
    {
        await _partner.AddFaultAsync("""{ "call": "customers.get", "which": "1", "status": 500 }""");

        (await _partner.PutAsync(Path, new JsonObject { ["rules"] = "none" })).Expect(HttpStatusCode.BadRequest);
        (await _partner.PutAsync(Path, [])).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["customers.get"], await CallsAsync());

        (await ReplaceAsync()).Expect(HttpStatusCode.OK);
        Assert.Empty(await CallsAsync());
    }

    private string Path => $"/_emulator/partners/{_partner.Id}/faults";

    private Task<Answer> ReplaceAsync(params string[] rules) => _partner.PutAsync(Path, new JsonObject { ["rules"] = new JsonArray([.. rules.Select(rule => JsonNode.Parse(rule))]) });

    private async Task<IEnumerable<string>> CallsAsync() =>
        (await _partner.GetAsync(Path)).Expect(HttpStatusCode.OK)["faults"]!.AsArray().Select(fault => (string)fault!["rule"]!["call"]!);
}

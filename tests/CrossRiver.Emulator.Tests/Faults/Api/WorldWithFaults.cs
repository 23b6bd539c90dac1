using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>What tests of faults say of a partner's world.</summary>
internal static class WorldWithFaults
{
    public const string Customers = "/core/v1/cm/customers";

    /// <summary>Gives the partner's world a rule.</summary>
    public static async Task<JsonObject> AddFaultAsync(this Partner partner, string rule) =>
        (await partner.PostTextAsync($"/_emulator/partners/{partner.Id}/faults", rule)).Expect(HttpStatusCode.OK)["fault"]!.AsObject();

    /// <summary>How often each rule of the partner's world has struck.</summary>
    public static async Task<IReadOnlyList<int>> GetHitsAsync(this Partner partner) =>
    [
        .. (await partner.GetAsync($"/_emulator/partners/{partner.Id}/faults")).Expect(HttpStatusCode.OK)["faults"]!.AsArray().Select(fault => (int)fault!["hits"]!),
    ];

    /// <summary>The faults in the partner's journal, as <c>fault by rule</c>.</summary>
    public static async Task<IReadOnlyList<string>> GetFaultsAsync(this Partner partner) =>
    [
        .. (await partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "fault").Select(entry => $"{entry["fault"]} by {entry["rule"]}"),
    ];

    /// <summary>A create of a customer with an identifier of its own.</summary>
    public static JsonObject Create(this Partner partner, string clientIdentifier)
    {
        var body = partner.Body("create-personal.request.json");
        body["clientIdentifier"] = clientIdentifier;
        return body;
    }

    /// <summary>A create with an idempotency key.</summary>
    public static Task<Answer> CreateAsync(this Partner partner, JsonObject body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Customers) { Content = System.Net.Http.Json.JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return partner.SendAsync(request);
    }
}

using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>The entry of a call in the journal: all of it, for accepted and refused calls.</summary>
public sealed class RecordedCallTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_create_is_recorded_with_its_body_and_the_members_that_the_bank_does_not_document()
    {
        var body = _partner.Body("create-personal.request.json");
        body["colour"] = "red";

        var customer = (await _partner.PostAsync("/core/v1/cm/customers?trace=1", body)).Expect(HttpStatusCode.OK);

        var call = await LastCallAsync();
        Assert.Equal($"*****{((string)body["profile"]!["taxId"]!)[^4..]}", (string)call["body"]!["profile"]!["taxId"]!);
        Assert.Equal(body.ToJsonString().Length, (int)call["bodyBytes"]!);
        Assert.Equal("red", (string)call["body"]!["colour"]!);
        AssertIs(
            $$"""{"partnerId":"{{_partner.Id}}","kind":"call","by":"partner","method":"POST","path":"/core/v1/cm/customers","query":"trace=1","unknownMembers":["?trace","colour"],"operation":"customers.create","customerId":"{{customer["id"]}}","statusCode":200}""",
            Without(call, "number", "at", "requestId", "durationMilliseconds", "body", "bodyBytes"));
    }

    [Fact]
    public async Task A_refused_create_is_recorded_at_the_partner_that_it_names_with_its_reasons()
    {
        await _partner.BeginAsync();

        await _partner.PostAsync("/core/v1/cm/customers", new JsonObject { ["partnerId"] = _partner.Id, ["classification"] = "Personal" });

        var call = await LastCallAsync();
        Assert.Equal(400, (int)call["statusCode"]!);
        Assert.Equal("customers.create", (string)call["operation"]!);
        Assert.NotEmpty(call["errors"]!.AsArray());
        Assert.Null(call["customerId"]);
    }

    [Fact]
    public async Task A_read_is_recorded_with_its_customer_and_without_a_body()
    {
        var customer = await _partner.OnboardAsync();

        await _partner.GetCustomerAsync(customer);

        AssertIs(
            $$"""{"partnerId":"{{_partner.Id}}","kind":"call","by":"partner","method":"GET","path":"/core/v1/cm/customers/{{customer["id"]}}","operation":"customers.get","customerId":"{{customer["id"]}}","statusCode":200}""",
            Without(await LastCallAsync(), "number", "at", "requestId", "durationMilliseconds"));
    }

    [Fact]
    public async Task The_request_id_of_the_answer_is_the_one_in_the_journal()
    {
        await _partner.OnboardAsync();

        var answer = await _partner.GetAsync($"/core/v1/cm/customers?partnerId={_partner.Id}");

        Assert.Equal((string)(await LastCallAsync())["requestId"]!, answer.Headers.GetValues("request-id").Single());
    }

    [Fact]
    public async Task Control_calls_are_no_calls_of_the_journal()
    {
        await _partner.OnboardAsync();
        var before = (await CallsAsync()).Count;

        await _partner.GetAsync($"{_partner.Control}?colour=red");
        await _partner.GetAsync("/_emulator/health");

        Assert.Equal(before, (await CallsAsync()).Count);
    }

    private async Task<JsonObject> LastCallAsync() => (await CallsAsync())[^1];

    private async Task<IReadOnlyList<JsonObject>> CallsAsync() => [.. (await _partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! is "call")];

    private static JsonObject Without(JsonObject entry, params IEnumerable<string> members)
    {
        members.ToList().ForEach(member => Assert.True(entry.Remove(member), member));
        return entry;
    }

    private static void AssertIs(string expected, JsonObject entry) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), entry), entry.ToJsonString());
}

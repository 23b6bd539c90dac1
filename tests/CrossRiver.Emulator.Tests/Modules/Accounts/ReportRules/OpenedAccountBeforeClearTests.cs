using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Modules.Accounts.ReportRules;

/// <summary>The rule of the report: an account is opened only after the partner has learnt that the OFAC status is Clear.</summary>
public sealed class OpenedAccountBeforeClearTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Theory]
    [InlineData("create read open", "passed")]
    [InlineData("extended create open", "passed")]
    [InlineData("basic create read open", "passed")]
    [InlineData("create open", "failed")]
    [InlineData("basic create open", "failed")]
    [InlineData("extended-refused create open", "failed")]
    [InlineData("create open read", "failed")]
    [InlineData("create read open hit read open", "failed")]
    [InlineData("create read open hit open", "passed")]
    [InlineData("extended create open hit open", "failed")]
    [InlineData("extended create open hit clear open", "passed")]
    [InlineData("seed open", "not observable")]
    [InlineData("seed read open", "not observable")]
    [InlineData("create read", "not observable")]
    [InlineData("create list open", "not observable")]
    [InlineData("create list open read open", "passed")]
    [InlineData("extended create hit list open", "not observable")]
    [InlineData("extended create list hit open", "failed")]
    [InlineData("lost-reads create read open", "failed")]
    public async Task What_the_partner_had_learnt_decides(string acts, string verdict)
    {
        var isTaken = !acts.Contains("refused", StringComparison.Ordinal);
        await using var inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(isTaken ? 200 : 500));
        JsonObject customer = [];
        foreach (var act in acts.Split(' '))
        {
            customer = await ActAsync(act, customer, inbox) ?? customer;
        }

        Assert.Equal(verdict, (string)(await GetVerdictAsync())["verdict"]!);
    }

    [Fact]
    public async Task A_failure_names_the_call_and_what_the_partner_had_learnt()
    {
        var customer = await CreateAsync();
        await _partner.OpenAccountAsync(customer);

        var found = await GetVerdictAsync();

        Assert.Contains("the last OFAC status that the partner had learnt was Pending", found.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_partner_has_learnt_of_one_customer_says_nothing_of_another()
    {
        var (one, other) = (await CreateAsync(), await CreateAsync());
        await _partner.GetCustomerAsync(one);

        await _partner.OpenAccountAsync(one);
        Assert.Equal("passed", (string)(await GetVerdictAsync())["verdict"]!);
        await _partner.OpenAccountAsync(other);

        Assert.Equal("failed", (string)(await GetVerdictAsync())["verdict"]!);
    }

    private async Task<JsonObject?> ActAsync(string act, JsonObject customer, WebhookInbox inbox)
    {
        switch (act)
        {
            case "basic" or "extended" or "extended-refused":
                var body = _partner.Body("registration.request.json");
                (body["eventName"], body["callbackUrl"], body["format"]) = (CustomerEvents.OfacChanged, inbox.Url.OriginalString, act.Split('-')[0]);
                (await _partner.PostAsync("/webhooks/v1/registrations", body)).Expect(HttpStatusCode.OK);
                return null;
            case "lost-reads":
                await _partner.AddFaultAsync("""{ "call": "customers.get", "connection": "empty" }""");
                return null;
            case "create":
                return await CreateAsync();
            case "seed":
                var sent = _partner.Body("create-personal.request.json");
                (sent["primaryAddress"], sent["primaryPhone"]) = (Example.Read("add-address.request.json"), Example.Read("add-phone.request.json"));
                var seeded = (await _partner.PostTextAsync($"{_partner.Control}/seed", new JsonArray(sent).ToJsonString())).Expect(HttpStatusCode.OK);
                return new JsonObject { ["id"] = (string)seeded["customers"]![0]! };
            case "read":
                await RawCall.MakeAsync(_partner, "GET", $"/core/v1/cm/customers/{customer["id"]}");
                return null;
            case "list":
                await _partner.GetAllAsync($"/core/v1/cm/customers?partnerId={_partner.Id}");
                return null;
            case "hit" or "clear":
                await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = act == "hit" ? "Failed" : "Clear", ["force"] = true });
                await emulator.AdvanceAsync(TimeSpan.Zero, _partner);
                return null;
            default:
                await _partner.OpenAccountAsync(customer);
                return null;
        }
    }

    // Its scan is Clear a second later.
    private async Task<JsonObject> CreateAsync()
    {
        var created = await _partner.OnboardReachableAsync(scenario: "clear");
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(1), _partner);
        return created;
    }

    private async Task<JsonObject> GetVerdictAsync()
    {
        var report = (await _partner.GetAsync($"{_partner.Control}/report")).Expect(HttpStatusCode.OK);
        return report["verdicts"]!.AsArray().Select(rule => rule!.AsObject()).Single(rule => (string)rule["rule"]! == "opened-account-before-clear");
    }
}

using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Scenarios.Playing;
using CsCheck;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>What happened to a customer, saved as a scenario, happens again to another customer that gets it.</summary>
public sealed class SavedScenarioTests
{
    private const int UsualIterations = 15;

    private static readonly Guid Id = Guid.Parse("6e80b097-693c-4592-8440-02f345335bbf");

    private static readonly Gen<string> Deed = Gens.OneOf(
        "advance 100ms", "advance 1s", "advance 1.5s", "advance 2d", "advance 31d",
        "outcome ofac Failed", "outcome ofac Reviewing", "outcome ofac Clear", "outcome ofac Positive", "outcome pepScan Clear", "outcome pepScan Failed",
        "silent ofac Pending", "later pepScan Reviewing", "release", "reject", "skip", "run", "delay", "rescan", "send", "address");

    public static TheoryData<string> Names => PackTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_scenario_of_the_pack_happens_again(string scenario)
    {
        IReadOnlyList<string> deeds = ["advance 1.5s", "address", "advance 1.5s", "account", "advance 1s", "advance 31d", "advance 1d", "advance 60d"];
        Assert.NotEmpty(await AssertHappensAgainAsync(scenario, deeds));
    }

    [Fact]
    public Task Whatever_is_done_by_hand_happens_again() => Gen.Select(Gens.OneOf([.. Names.Select(name => name.Data)]), Deed.List[1, 12]).SampleAsync(
        async drawn => await AssertHappensAgainAsync(drawn.Item1, drawn.Item2),
        iter: Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? UsualIterations : Check.Iter,
        threads: 1);

    [Fact]
    public async Task A_rejected_review_is_a_line_of_steps_and_says_what_had_not_come_yet()
    {
        await using var emulator = new StandingEmulator();
        var customer = await DrivenCustomer.BeginAsync(emulator, Id, "ofac-review");
        await customer.DoAsync("advance 12s");
        await customer.DoAsync("reject");
        await customer.DoAsync("later pepScan Failed");

        Assert.Equal(
            """
            # yaml-language-server: $schema=http://localhost:5080/_emulator/schema/scenario.json
            # The story was not over: outcome:1 had not come yet.
            version: 1
            scenario: rejected
            title: What happened to a customer of ofac-review
            timeline:
              - id: onboarded
                after: 100ms
                emit: Core.Customer.Onboarded
              - id: pep-answer
                after: 850ms
                set: {pepScan: Clear}
              - id: ofac-answer
                after: 50ms
                set: {ofac: Failed}
              - id: review
                after: 1s
                set: {ofac: Reviewing}
              - after: 10s
                set: {ofac: Positive}

            """,
            await customer.SaveAsync("rejected"));
    }

    [Fact]
    public async Task Faults_that_struck_are_rules_for_what_they_struck()
    {
        await using var emulator = new StandingEmulator();
        await using var inbox = await WebhookInbox.StartAsync();
        var partner = emulator.NewPartner(Id);
        await partner.RegisterAsync(inbox.Url, [.. CustomerEvents.All]);
        var body = partner.Body("create-personal.request.json");
        body["clientIdentifier"] = "Loan 7";
        var customer = await partner.OnboardAsync(body, "waits-for-address");
        var path = $"/core/v1/cm/customers/{customer["id"]}";
        (await partner.GetAsync(path)).Expect(HttpStatusCode.OK);
        (await partner.PostAsync($"{partner.Control}/faults", new JsonObject { ["call"] = "any", ["status"] = 503, ["applied"] = false, ["chance"] = "100%" })).Expect(HttpStatusCode.OK);
        (await partner.GetAsync(path)).Expect(HttpStatusCode.ServiceUnavailable);
        (await partner.PostAsync($"{path}/addresses", Example.Read("add-address.request.json"))).Expect(HttpStatusCode.ServiceUnavailable);
        (await partner.DeleteAsync($"{partner.Control}/faults/1")).Expect(HttpStatusCode.OK);
        (await partner.PostAsync($"{partner.Control}/faults", new JsonObject { ["auth"] = "wrong-password" })).Expect(HttpStatusCode.OK);
        await partner.AdvanceAsync("1s");
        (await partner.DeleteAsync($"{partner.Control}/faults")).Expect(HttpStatusCode.OK);
        (await partner.PostAsync($"{partner.Control}/faults", new JsonObject { ["call"] = "addresses.add", ["status"] = 500, ["headers"] = new JsonObject { ["Retry-After"] = "1" }, ["applied"] = true })).Expect(HttpStatusCode.OK);
        (await partner.PostAsync($"{path}/addresses", Example.Read("add-address.request.json"))).Expect(HttpStatusCode.InternalServerError);
        await partner.AdvanceAsync("2s");

        var answer = await partner.GetAsync($"{partner.Control}/customers/{customer["id"]}/scenario?match=true");
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Text);
        var saved = answer.Text;

        Assert.Equal(
            """
            # yaml-language-server: $schema=http://localhost:5080/_emulator/schema/scenario.json
            # addresses.add: status 503 (faults/1) struck a call, and is left out because the rule was removed.
            """,
            string.Join('\n', saved.Split('\n').TakeWhile(line => line.StartsWith('#'))));
        Assert.Contains("upon: {call: addresses.add}", saved, StringComparison.Ordinal);
        Assert.Contains("scenario: saved-waits-for-address", saved, StringComparison.Ordinal);
        Assert.Contains("clientIdentifier: {exact: Loan 7}", saved, StringComparison.Ordinal);
        Assert.Contains(
            """
            delivery:
              faults:
                - event: Core.Customer.Onboarded
                  which: 1
                  attempts: 1
                  auth: wrong-password
            api:
              - call: customers.get
                which: 2
                status: 503
              - call: addresses.add
                which: 2
                status: 500
                headers: {Retry-After: "1"}
                applied: true

            """,
            $"{saved}\n",
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_keeps_its_read_lag()
    {
        await using var emulator = new StandingEmulator();
        var customer = await DrivenCustomer.BeginAsync(emulator, Id, "webhook-storm");
        await customer.DoAsync("advance 1d");

        Assert.Contains("readLag: 3s", await customer.SaveAsync("lagging"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_that_began_anew_after_a_return_is_the_second_one()
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner(Id);
        (await partner.PostAsync($"{partner.Control}/checkpoints/clean", [])).Expect(HttpStatusCode.OK);
        var customer = await partner.OnboardAsync(scenario: "ofac-review");
        await partner.AdvanceAsync("12s");
        await partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Positive" });
        var snapshot = (await partner.GetAsync($"{partner.Control}/snapshot")).Expect(HttpStatusCode.OK);
        (await partner.PostAsync($"{partner.Control}/checkpoints/clean/return", [])).Expect(HttpStatusCode.OK);
        Assert.Equal((string)customer["id"]!, (string)(await partner.OnboardAsync(scenario: "ofac-review"))["id"]!);
        await partner.AdvanceAsync("10s");

        var saved = await partner.GetAsync($"{partner.Control}/customers/{customer["id"]}/scenario");

        Assert.True(saved.Status is HttpStatusCode.OK, saved.Text);
        Assert.Contains("set: {ofac: Reviewing}", saved.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Positive", saved.Text, StringComparison.Ordinal);

        (await partner.PutAsync($"{partner.Control}/snapshot", snapshot)).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Conflict, (await partner.GetAsync($"{partner.Control}/customers/{customer["id"]}/scenario")).Status);
    }

    [Fact]
    public async Task Half_a_story_is_refused()
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner(Id);
        var customer = await partner.OnboardAsync();
        var path = $"{partner.Control}/customers/{customer["id"]}/scenario";
        (await partner.PostAsync($"{partner.Control}/checkpoints/made", [])).Expect(HttpStatusCode.OK);
        await partner.AdvanceAsync("10s");
        var wrong = await partner.GetAsync($"{path}?name=Not%20a%20name");
        Assert.Equal(["Name must be small letters, digits and hyphens, at most 100"], wrong.Messages);
        (await partner.PostAsync($"{partner.Control}/checkpoints/made/return", [])).Expect(HttpStatusCode.OK);
        await partner.AdvanceAsync("10s");

        var refusal = await partner.GetAsync(path);

        Assert.Equal(HttpStatusCode.Conflict, refusal.Status);
        Assert.Equal([$"The story of customer {customer["id"]} cannot be saved: the world went back in the middle of it (return to checkpoint made: epoch 2 begins)"], refusal.Messages);
        Assert.Equal(HttpStatusCode.NotFound, (await partner.GetAsync($"{partner.Control}/customers/{Guid.Empty}/scenario")).Status);
    }

    private static async Task<IReadOnlyList<string>> AssertHappensAgainAsync(string scenario, IReadOnlyList<string> deeds)
    {
        await using var first = new StandingEmulator();
        var original = await DrivenCustomer.BeginAsync(first, Id, scenario);
        foreach (var deed in deeds)
        {
            await original.DoAsync(deed);
        }

        var saved = await original.SaveAsync("again");
        await using var second = new StandingEmulator();
        var verdict = (await second.NewPartner(Id).PostTextAsync("/_emulator/scenarios/validate", saved, "application/yaml")).Expect(HttpStatusCode.OK);
        Assert.True((bool)verdict["valid"]!, $"{verdict}\n{saved}");
        var again = await DrivenCustomer.BeginAsync(second, Id, "again", saved);
        foreach (var deed in deeds.Where(DrivenCustomer.IsOfPartner))
        {
            await again.DoAsync(deed);
        }

        var (told, toldAgain) = (await original.TellAsync(), await again.TellAsync());
        Assert.True(told.SequenceEqual(toldAgain), $"{scenario}: {string.Join(", ", deeds)}\n{string.Join('\n', told)}\n--- again\n{string.Join('\n', toldAgain)}\n--- from\n{saved}");
        return told;
    }
}

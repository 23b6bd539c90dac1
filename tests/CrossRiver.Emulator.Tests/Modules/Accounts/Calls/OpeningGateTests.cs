using System.Net;
using System.Text.Json.Nodes;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>The conditions for an account: each of them broken alone, all of them at once, and what plays no part.</summary>
public sealed class OpeningGateTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task A_customer_that_the_partner_does_not_have_is_refused()
    {
        await _partner.BeginAsync();

        var refused = await OpenAsync("6f9619ff-8b86-d011-b42d-00c04fc964ff");

        Assert.Equal([2101], refused.Codes());
        Assert.Equal(["CustomerId 6f9619ff-8b86-d011-b42d-00c04fc964ff is no customer of this partner; onboard the customer first"], refused.Messages);
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("Failed")]
    [InlineData("Reviewing")]
    [InlineData("Positive")]
    public async Task A_customer_whose_OFAC_status_is_not_Clear_is_refused(string ofac)
    {
        var customer = await _partner.OnboardReachableAsync();
        await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = ofac, ["pepScan"] = "Clear", ["force"] = true });

        var refused = await _partner.OpenAccountAsync(customer);

        Assert.Equal([2102], refused.Codes());
        Assert.Equal([$"Customer {customer["id"]} has the OFAC status {ofac}, not Clear; wait for the result, or end the review"], refused.Messages);
    }

    [Theory]
    [InlineData("primaryAddress", 2103, "has no address; add one")]
    [InlineData("primaryPhone", 2104, "has no phone; add one")]
    public async Task A_customer_that_cannot_be_reached_is_refused(string missing, int code, string message)
    {
        var body = _partner.Body("create-personal.request.json");
        body["primaryAddress"] = Example.Read("add-address.request.json");
        body["primaryPhone"] = Example.Read("add-phone.request.json");
        body.Remove(missing);
        var customer = await _partner.OnboardAsync(body);
        await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Clear" });

        var refused = await _partner.OpenAccountAsync(customer);

        Assert.Equal([code], refused.Codes());
        Assert.Equal([$"Customer {customer["id"]} {message}"], refused.Messages);
    }

    [Theory]
    [InlineData("Personal", BusinessChecking, "Business checking is for Business")]
    [InlineData("Business", PersonalSavings, "Personal savings is for Personal")]
    public async Task A_customer_of_another_classification_than_the_product_is_refused(string classification, string product, string isFor)
    {
        var example = classification == "Personal" ? "create-personal.request.json" : "create-business.request.json";
        var customer = await _partner.OnboardClearAsync(_partner.Body(example));

        var refused = await OpenAsync($"{customer["id"]}", product);

        Assert.Equal([2105], refused.Codes());
        Assert.Equal(
            [$"Customer {customer["id"]} is {classification}, and product {isFor} customers; send a product for {classification} customers"],
            refused.Messages);
    }

    [Fact]
    public async Task A_deactivated_customer_is_refused()
    {
        var customer = await _partner.OnboardClearAsync();
        (await _partner.DeleteAsync($"/core/v1/cm/customers/{customer["id"]}")).Expect(HttpStatusCode.OK);

        var refused = await _partner.OpenAccountAsync(customer);

        Assert.Equal([2107], refused.Codes());
        Assert.Equal([$"Customer {customer["id"]} has the status Inactive, not Active; send another customer"], refused.Messages);
    }

    [Fact]
    public async Task All_that_is_broken_is_told_at_once_and_what_is_mended_no_more()
    {
        var customer = await _partner.OnboardAsync();
        var path = $"/core/v1/cm/customers/{customer["id"]}";
        Assert.Equal([2102, 2103, 2104, 2105], (await OpenAsync($"{customer["id"]}", BusinessChecking)).Codes());

        Assert.Equal([2102, 2103, 2104], (await _partner.OpenAccountAsync(customer)).Codes());
        (await _partner.PostAsync($"{path}/phones", Example.Read("add-phone.request.json"))).Expect(HttpStatusCode.OK);
        Assert.Equal([2102, 2103], (await _partner.OpenAccountAsync(customer)).Codes());
        (await _partner.PostAsync($"{path}/addresses", Example.Read("add-address.request.json"))).Expect(HttpStatusCode.OK);
        Assert.Equal([2102], (await _partner.OpenAccountAsync(customer)).Codes());
        await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Clear" });

        (await _partner.OpenAccountAsync(customer)).Expect(HttpStatusCode.OK);
        Assert.Single(await _partner.SeeAccountsAsync(customer["id"]!));
    }

    [Fact]
    public async Task Of_a_deactivated_customer_the_other_conditions_are_told_too()
    {
        var customer = await _partner.OnboardAsync();
        (await _partner.DeleteAsync($"/core/v1/cm/customers/{customer["id"]}")).Expect(HttpStatusCode.OK);

        Assert.Equal([2107, 2102, 2103, 2104, 2105], (await OpenAsync($"{customer["id"]}", BusinessChecking)).Codes());
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("Failed")]
    [InlineData("Reviewing")]
    [InlineData("Positive")]
    public async Task The_PEP_scan_plays_no_part(string pepScan)
    {
        var customer = await _partner.OnboardReachableAsync();
        await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Clear", ["pepScan"] = pepScan, ["force"] = true });

        (await _partner.OpenAccountAsync(customer)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_later_hit_and_a_deactivation_change_no_account()
    {
        var customer = await _partner.OnboardClearAsync();
        var number = await _partner.OpenAsync(customer);
        (await _partner.DepositAsync(number, 100)).Expect(HttpStatusCode.OK);
        var other = await _partner.OpenAsync();

        await _partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Positive", ["force"] = true });
        (await _partner.DeleteAsync($"/core/v1/cm/customers/{customer["id"]}")).Expect(HttpStatusCode.OK);

        Assert.Equal("Active", (string)(await _partner.GetAccountAsync(number))["status"]!);
        Assert.Equal("Complete: OK OK", await _partner.MoveAsync(number, other, 100));
    }

    [Fact]
    public async Task A_refusal_opens_nothing_and_is_in_the_journal_of_the_customer()
    {
        var customer = await _partner.OnboardReachableAsync();

        await _partner.OpenAccountAsync(customer);

        var entry = (await _partner.GetJournalAsync())[^1];
        Assert.Equal(("accounts.open", (string)customer["id"]!, 400), ((string)entry["operation"]!, (string)entry["customerId"]!, (int)entry["statusCode"]!));
        Assert.Empty(await _partner.SeeAccountsAsync(customer["id"]!));
    }

    private Task<Answer> OpenAsync(string customerId, string product = PersonalChecking) =>
        _partner.PostAsync(AccountsPath, new JsonObject { ["customerId"] = customerId, ["productId"] = product });
}

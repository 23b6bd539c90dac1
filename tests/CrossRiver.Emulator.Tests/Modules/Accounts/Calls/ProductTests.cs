using System.Net;
using System.Text.Json.Nodes;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>The products of accounts: built in, of the settings, and unknown ones.</summary>
public sealed class ProductTests
{
    private const string Unknown = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
    private const string Fund = "0f0e0d0c-8b86-d011-b42d-00c04fc964ff";

    [Fact]
    public async Task The_products_are_listed_first_those_that_are_built_in()
    {
        await using var emulator = With(AFund());

        var products = await emulator.NewPartner().GetAsync("/_emulator/products");

        Assert.Equal(
            $$"""
            [{"id":"{{PersonalChecking}}","name":"Personal checking","classification":"Personal","ledgerType":"PassThrough"},
            {"id":"{{BusinessChecking}}","name":"Business checking","classification":"Business","ledgerType":"Direct"},
            {"id":"{{PersonalSavings}}","name":"Personal savings","classification":"Personal","ledgerType":"PassThrough"},
            {"id":"{{Fund}}","name":"A fund","classification":"Personal","ledgerType":"Direct"}]
            """.ReplaceLineEndings(""),
            products.Text);
    }

    [Fact]
    public async Task The_product_decides_which_balance_a_debit_needs()
    {
        await using var emulator = With(AFund());
        var partner = emulator.NewPartner();
        var customer = await partner.OnboardClearAsync();
        var (direct, passing) = (await partner.OpenAsync(customer, new JsonObject { ["productId"] = Fund }), await partner.OpenAsync(customer));
        foreach (var number in new[] { direct, passing })
        {
            (await partner.DepositAsync(number, 100)).Expect(HttpStatusCode.OK);
        }

        Assert.Equal("Rejected: NSF OK", await partner.MoveAsync(await partner.OpenSubAsync(direct), passing, 1));
        Assert.Equal("Complete: OK OK", await partner.MoveAsync(await partner.OpenSubAsync(passing), direct, 1));
    }

    [Theory]
    [InlineData("create-personal.request.json", "Personal checking", "Rejected: NSF OK", "Complete: OK OK")]
    [InlineData("create-business.request.json", "Business checking", "Rejected: NSF OK", "Rejected: NSF OK")]
    public async Task An_unknown_product_counts_as_the_checking_product_of_the_customer(string example, string name, string beyond, string within)
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();
        var customer = await partner.OnboardClearAsync(partner.Body(example));

        var number = await partner.OpenAsync(customer, new JsonObject { ["productId"] = Unknown });

        Assert.Equal(Unknown, (string)(await partner.GetAccountAsync(number))["productId"]!);
        Assert.Contains(
            await partner.GetJournalAsync(),
            entry => (string?)entry["what"] == $"accounts: product {Unknown} is unknown and counts as {name} (Emulator:Accounts:AnyProduct)");
        var sub = await partner.OpenSubAsync(number);
        (await partner.DepositAsync(number, 100)).Expect(HttpStatusCode.OK);
        Assert.Equal(beyond, await partner.MoveAsync(sub, number, 101));
        Assert.Equal(within, await partner.MoveAsync(sub, number, 100));
    }

    [Theory]
    [InlineData("Emulator:Accounts:AnyProduct", "false")]
    [InlineData("Emulator:Strict", "true")]
    public async Task Unless_any_product_is_taken_an_unknown_one_is_refused_with_all_else(string setting, string value)
    {
        await using var emulator = With(new(StringComparer.Ordinal)
        {
            [setting] = value,
            ["Emulator:Tokens:Clients:0:Id"] = "acme",
            ["Emulator:Tokens:Clients:0:Secret"] = "secret",
        });
        var partner = emulator.NewPartner();
        await partner.TakeTokenAsync("acme");
        var (pending, clear) = (await partner.OnboardAsync(), await partner.OnboardClearAsync());
        var unknown = new JsonObject { ["productId"] = Unknown };

        Assert.Equal([2102, 2103, 2104, 2106], (await partner.OpenAccountAsync(pending, unknown)).Codes());
        Assert.Equal(
            [$"ProductId {Unknown} is unknown; send a product that GET /_emulator/products lists, or add this one to Emulator:Accounts:Products"],
            (await partner.OpenAccountAsync(clear, unknown)).Messages);
        (await partner.OpenAccountAsync(clear)).Expect(HttpStatusCode.OK);
    }

    private static Dictionary<string, string?> AFund() => new(StringComparer.Ordinal)
    {
        ["Emulator:Accounts:Products:0:Id"] = Fund,
        ["Emulator:Accounts:Products:0:Name"] = "A fund",
        ["Emulator:Accounts:Products:0:LedgerType"] = "Direct",
    };

    private static StandingEmulator With(Dictionary<string, string?> settings) => new() { Settings = settings };
}

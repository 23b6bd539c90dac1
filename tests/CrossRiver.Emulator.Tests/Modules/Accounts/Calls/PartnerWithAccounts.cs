using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>What tests of accounts say of a partner.</summary>
internal static class PartnerWithAccounts
{
    public const string AccountsPath = "/core/v1/dda/accounts";
    public const string SubAccountsPath = "/core/v1/dda/subaccounts";
    public const string TransfersPath = "/core/v1/transfers";
    public const string TransactionsPath = "/core/v1/transactions";
    public const string WiresPath = "/wires/v1/payments/simulations";

    /// <summary>The built-in products. Subledgers of the business product are Direct, of the others PassThrough.</summary>
    public const string PersonalChecking = "3f6c1d52-8e07-4b9a-a1c4-aef500a4cb80";
    public const string BusinessChecking = "9b04e7aa-2c61-4d38-b75e-aef500a4cb81";
    public const string PersonalSavings = "d81f5036-74b9-4ea2-8c0d-aef500a4cb82";

    /// <summary>Well-formed, and of no account.</summary>
    public const string UnknownNumber = "2001231231";

    /// <summary>Onboards a customer that may have an account.</summary>
    public static async Task<JsonObject> OnboardClearAsync(this Partner partner, JsonObject? body = null, string? scenario = null)
    {
        var customer = await partner.OnboardReachableAsync(body, scenario);
        await partner.DecideAsync(customer, new JsonObject { ["ofac"] = "Clear", ["force"] = true });
        return customer;
    }

    /// <summary>Opens an account for a customer, and returns its number.</summary>
    public static async Task<string> OpenAsync(this Partner partner, JsonObject customer, JsonObject? more = null) =>
        (string)(await partner.OpenAccountAsync(customer, more)).Expect(HttpStatusCode.OK)["accountNumber"]!;

    /// <summary>Opens an account for a new customer, and returns its number.</summary>
    /// <param name="partner">The partner.</param>
    /// <param name="cents">The money in it.</param>
    /// <param name="ledgerType">PassThrough for a person, Direct for a business.</param>
    public static async Task<string> OpenAsync(this Partner partner, long cents = 0, string ledgerType = "PassThrough")
    {
        var number = ledgerType == "Direct"
            ? await partner.OpenAsync(await partner.OnboardClearAsync(partner.Body("create-business.request.json")), new() { ["productId"] = BusinessChecking })
            : await partner.OpenAsync(await partner.OnboardClearAsync());
        if (cents > 0)
        {
            (await partner.DepositAsync(number, cents)).Expect(HttpStatusCode.OK);
        }

        return number;
    }

    /// <summary>Opens a subledger, and returns its number.</summary>
    public static async Task<string> OpenSubAsync(this Partner partner, string master)
    {
        var sub = new JsonObject { ["masterAccountNumber"] = master, ["title"] = "Savings" };
        return (string)(await partner.PostAsync(SubAccountsPath, sub)).Expect(HttpStatusCode.OK)["accountNumber"]!;
    }

    /// <summary>Opens an account with a subledger, money in both, and a restriction of large credits.</summary>
    public static async Task<(JsonObject Customer, string Account, string Sub)> OpenMuchAsync(this Partner partner)
    {
        var customer = await partner.OnboardClearAsync();
        var account = await partner.OpenAsync(customer);
        var sub = await partner.OpenSubAsync(account);
        (await partner.DepositAsync(account, 300)).Expect(HttpStatusCode.OK);
        Assert.Equal("Complete: OK OK", await partner.MoveAsync(account, sub, 100));
        (await partner.RestrictAsync(account, """{"transactionType":"Credit","amountThreshold":100}""")).Expect(HttpStatusCode.OK);

        return (customer, account, sub);
    }

    /// <summary>Lets a wire bring money.</summary>
    public static Task<Answer> DepositAsync(this Partner partner, string number, long cents) =>
        partner.PostAsync(WiresPath, new JsonObject { ["accountNumber"] = number, ["amount"] = cents });

    public static Task<Answer> TransferAsync(this Partner partner, string debit, string credit, long cents) =>
        partner.PostAsync(TransfersPath, new JsonObject { ["debitAccountNumber"] = debit, ["creditAccountNumber"] = credit, ["amount"] = cents });

    /// <summary>Makes a transfer, and returns its status with the results of its sides: debit, then credit.</summary>
    public static async Task<string> MoveAsync(this Partner partner, string debit, string credit, long cents) =>
        ResultsOf((await partner.TransferAsync(debit, credit, cents)).Expect(HttpStatusCode.OK));

    /// <summary>The status of a transfer with the results of its sides: debit, then credit.</summary>
    public static string ResultsOf(JsonObject transfer)
    {
        JsonNode[] results = [transfer["debit"]!["result"]!, transfer["credit"]!["result"]!];
        Assert.All(results, result => Assert.Equal((string)result["code"]! is "OK", (bool)result["success"]!));
        return $"{transfer["status"]}: {results[0]["code"]} {results[1]["code"]}";
    }

    /// <summary>Places a restriction on an account.</summary>
    public static Task<Answer> RestrictAsync(this Partner partner, string number, string restriction) =>
        partner.PostTextAsync($"{AccountsPath}/{number}/restrictions", restriction);

    /// <summary>Changes an account as the bank's staff would.</summary>
    public static async Task<JsonObject> SetAccountAsync(this Partner partner, string number, JsonObject change) =>
        (await partner.PostAsync($"{partner.Control}/accounts/{number}", change)).Expect(HttpStatusCode.OK)["account"]!.AsObject();

    public static async Task<JsonObject> GetAccountAsync(this Partner partner, string number) =>
        (await partner.GetAsync($"{AccountsPath}/{number}")).Expect(HttpStatusCode.OK);

    /// <summary>The accounts of a customer with all that belongs to them, as a tester sees them.</summary>
    public static async Task<IReadOnlyList<JsonObject>> SeeAccountsAsync(this Partner partner, JsonNode customerId) =>
    [
        .. (await partner.GetAsync($"{partner.Control}/customers/{customerId}/accounts")).Expect(HttpStatusCode.OK)["accounts"]!.AsArray()
            .Select(account => account!.AsObject()),
    ];

    /// <summary>The balance of an account, its implicit subledger, and its other subledgers.</summary>
    public static async Task<string> BalancesAsync(this Partner partner, string number)
    {
        var ofCustomer = await partner.SeeAccountsAsync((await partner.GetAccountAsync(number))["customerId"]!);
        var seen = ofCustomer.Single(account => (string)account["account"]!["accountNumber"]! == number);
        var subs = seen["subAccounts"]!.AsArray();
        return string.Join(' ', [seen["account"]!["currentBalance"], seen["implicitBalance"], .. subs.Select(sub => sub!["currentBalance"])]);
    }

    /// <summary>The changes in the journal, in words.</summary>
    public static async Task<IReadOnlyList<string>> GetChangesAsync(this Partner partner) =>
        [.. (await partner.GetJournalAsync()).Where(entry => (string)entry["kind"]! == "change").Select(entry => (string)entry["what"]!)];

    /// <summary>The codes of a refusal, in order.</summary>
    public static IEnumerable<int> Codes(this Answer refusal)
    {
        Assert.Equal(HttpStatusCode.BadRequest, refusal.Status);
        return refusal.Json["errors"]!.AsArray().Select(error => (int)error!["code"]!);
    }
}

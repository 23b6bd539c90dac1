using System.Net;
using System.Text.Json.Nodes;
using static CrossRiver.Emulator.Modules.Accounts.Calls.PartnerWithAccounts;

namespace CrossRiver.Emulator.Modules.Accounts.Calls;

/// <summary>Accounts: what their calls take, what they answer, and what all ten routes refuse for its form.</summary>
public sealed class AccountEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Address =
        """{"street1":"123 Maple Street","street2":"Unit 123","city":"New York","state":"NY","postalCode":"10025","countryCode":"US"}""";

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task An_account_is_answered_in_the_order_of_its_event_and_then_with_its_balances()
    {
        var customer = await _partner.OnboardClearAsync();

        var opened = await _partner.OpenAccountAsync(customer, new JsonObject
        {
            ["title"] = "John Smith",
            ["clientIdentifier"] = "loan-7",
            ["statementAddress"] = JsonNode.Parse(Address),
        });

        var number = (string)opened.Expect(HttpStatusCode.OK)["accountNumber"]!;
        Assert.Equal(
            $$"""
            {"accountNumber":"{{number}}","accountType":"Deposit","customerId":"{{customer["id"]}}","status":"Active","productId":"{{PersonalChecking}}",
            "title":"John Smith","clientIdentifier":"loan-7","partnerId":"{{_partner.Id}}","currentBalance":0,"availableBalance":0,"holdAmount":0,
            "openedAt":"2021-11-22T10:49:58.843-05:00","statementAddress":{{Address}}}
            """.ReplaceLineEndings(""),
            opened.Text);
        Assert.Equal(opened.Text, (await _partner.GetAsync($"{AccountsPath}/{number}")).Text);
    }

    [Fact]
    public async Task The_bank_makes_up_no_title_and_no_address()
    {
        var customer = await _partner.OnboardClearAsync();

        var least = new JsonObject { ["customerId"] = $"{customer["id"]}".ToUpperInvariant(), ["productId"] = PersonalSavings };
        var opened = (await _partner.PostAsync(AccountsPath, least)).Expect(HttpStatusCode.OK);

        Assert.DoesNotContain(opened, member => member.Key is "title" or "statementAddress" or "clientIdentifier");
        Assert.Equal(((string)customer["id"]!, PersonalSavings), ((string)opened["customerId"]!, (string)opened["productId"]!));
    }

    [Fact]
    public async Task Numbers_have_the_bank_s_form_and_no_two_are_the_same()
    {
        List<string> accounts = [], subs = [];
        foreach (var partner in new[] { _partner, emulator.NewPartner() })
        {
            var customer = await partner.OnboardClearAsync();
            for (var count = 0; count < 10; count++)
            {
                accounts.Add(await partner.OpenAsync(customer));
                subs.Add(await partner.OpenSubAsync(accounts[^1]));
            }
        }

        Assert.All(accounts, number => Assert.Matches("^2[0-9]{9}$", number));
        Assert.All(subs, number => Assert.Matches("^3[0-9]{11}$", number));
        Assert.All(accounts.Concat(subs), number => Assert.True(SumOfLuhn(number) % 10 == 0, number));
        Assert.Equal(40, accounts.Concat(subs).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_closed_account_has_the_moment_of_its_closing_until_it_is_active_again()
    {
        var number = await _partner.OpenAsync(500);

        await _partner.SetAccountAsync(number, new JsonObject { ["status"] = "Closed" });
        var closed = await _partner.GetAccountAsync(number);
        await _partner.SetAccountAsync(number, new JsonObject { ["status"] = "Active" });
        var active = await _partner.GetAccountAsync(number);

        Assert.Equal("Closed 2021-11-22T10:49:58.843-05:00 500", $"{closed["status"]} {closed["closedAt"]} {closed["currentBalance"]}");
        Assert.Equal(("Active", null), ((string)active["status"]!, active["closedAt"]));
    }

    [Theory]
    [InlineData("accounts", "CustomerId", "ProductId")]
    [InlineData("subaccounts", "MasterAccountNumber", "Title")]
    [InlineData("transfers", "DebitAccountNumber", "CreditAccountNumber", "Amount")]
    [InlineData("transactions", "DebitAccountNumber", "CreditAccountNumber", "Amount")]
    [InlineData("wires", "AccountNumber", "Amount")]
    public async Task A_body_without_what_is_required_is_refused(string kind, params string[] required) =>
        Assert.Equal(required.Select(member => $"{member} required"), (await _partner.PostTextAsync(PathOf(kind), "{}")).Messages);

    [Theory]
    [InlineData(
        "accounts",
        """{"customerId":1,"productId":"x","title":1,"statementAddress":{"city":7,"state":[]},"clientIdentifier":true}""",
        "CustomerId must be a GUID",
        "ProductId must be a GUID",
        "Title must be text of at most 255 characters",
        "StatementAddress.City must be text of at most 255 characters",
        "StatementAddress.State must be text of at most 255 characters",
        "ClientIdentifier must be text of at most 50 characters")]
    [InlineData(
        "subaccounts",
        """{"masterAccountNumber":"123456789","title":1,"customerId":"x","beneficiary":{"firstName":1,"notes":{}},"clientIdentifier":2}""",
        "MasterAccountNumber must be an account number of 10 to 17 digits",
        "Title must be text of at most 255 characters",
        "CustomerId must be a GUID",
        "Beneficiary.FirstName must be text of at most 255 characters",
        "Beneficiary.Notes must be text of at most 255 characters",
        "ClientIdentifier must be text of at most 50 characters")]
    [InlineData(
        "restrictions",
        """
        {"subAccountNumber":"1","appliesTo":"Some","rail":1,"transactionType":"x","otherAccountType":1,"amountThreshold":0,"transactionCode":1,"reason":2}
        """,
        "SubAccountNumber must be an account number of 10 to 17 digits",
        "AppliesTo must be one of All, Account, SubAccounts",
        "Rail must be text of at most 255 characters",
        "TransactionType must be one of Debit, Credit",
        "OtherAccountType must be text of at most 255 characters",
        "AmountThreshold must be a whole number from 1 to 999999999999",
        "TransactionCode must be text of at most 255 characters",
        "Reason must be text of at most 255 characters")]
    [InlineData(
        "transfers",
        """{"debitAccountNumber":"200123123x","creditAccountNumber":"200123123120012312","amount":0,"clientIdentifier":1}""",
        "DebitAccountNumber must be an account number of 10 to 17 digits",
        "CreditAccountNumber must be an account number of 10 to 17 digits",
        "Amount must be a whole number from 1 to 999999999999",
        "ClientIdentifier must be text of at most 50 characters")]
    [InlineData(
        "transactions",
        """
        {"debitAccountNumber":"1","creditAccountNumber":2001231231,"amount":1.5,"currency":"EUR","flags":["X"],
        "transactionCode":1,"description":1,"clientIdentifier":1}
        """,
        "DebitAccountNumber must be an account number of 10 to 17 digits",
        "CreditAccountNumber must be an account number of 10 to 17 digits",
        "TransactionCode must be text of at most 255 characters",
        "Description must be text of at most 255 characters",
        "Amount must be a whole number from 1 to 999999999999",
        "Currency must be USD",
        "ClientIdentifier must be text of at most 50 characters",
        "Flags must be a list of FRC, NSF, RES, STP, STS, PRE, RGD, AUTH")]
    [InlineData(
        "wires",
        """
        {"accountNumber":"1","originator":{"name":1},"businessFunctionCode":1,"senderRoutingNumber":1,"senderDiName":1,"originatorFi":1,
        "beneficiaryReference":1,"amount":1000000000000}
        """,
        "AccountNumber must be an account number of 10 to 17 digits",
        "Originator.Name must be text of at most 255 characters",
        "BusinessFunctionCode must be text of at most 255 characters",
        "SenderRoutingNumber must be text of at most 255 characters",
        "SenderDiName must be text of at most 255 characters",
        "OriginatorFi must be text of at most 255 characters",
        "BeneficiaryReference must be text of at most 255 characters",
        "Amount must be a whole number from 1 to 999999999999")]
    public async Task A_body_is_refused_with_each_of_its_faults_at_once(string kind, string body, params string[] messages)
    {
        var path = kind == "restrictions" ? $"{AccountsPath}/{await _partner.OpenAsync()}/restrictions" : PathOf(kind);

        var refused = await _partner.PostTextAsync(path, body);

        Assert.Equal(messages, refused.Messages);
        Assert.All(refused.Codes(), code => Assert.Equal(1000, code));
    }

    [Theory]
    [InlineData("accounts")]
    [InlineData("subaccounts")]
    public async Task A_number_of_the_other_kind_and_an_unknown_one_are_not_found(string kind)
    {
        var account = await _partner.OpenAsync();
        var other = kind == "accounts" ? await _partner.OpenSubAsync(account) : account;

        foreach (var number in new[] { other, UnknownNumber, "x" })
        {
            var answer = await _partner.GetAsync($"{PathOf(kind)}/{number}");
            Assert.Equal((HttpStatusCode.NotFound, $"Account {number} not found"), (answer.Status, answer.Messages[0]));
        }
    }

    private static string PathOf(string kind) => kind switch
    {
        "accounts" => AccountsPath,
        "subaccounts" => SubAccountsPath,
        "transfers" => TransfersPath,
        "transactions" => TransactionsPath,
        _ => WiresPath,
    };

    // From the right, each second digit counts twice; of a doubled digit the digits are added.
    private static int SumOfLuhn(string number) =>
        number.Reverse().Select((digit, place) => (digit - '0') * (1 + (place % 2))).Sum(value => value > 9 ? value - 9 : value);
}

using System.Net.Http.Json;
using System.Text.Json;

namespace CrossRiver.Emulator.Testing;

public sealed class AccountTests(SharedBank bank) : IClassFixture<SharedBank>
{
    private const string Unknown = "2000000000";

    private readonly PartnerWorld _partner = bank.Server.NewPartner();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_that_is_clear_gets_an_account_and_its_money_moves()
    {
        var (peter, lois) = (await OnboardAsync(), await OnboardAsync());
        var debit = await _partner.OpenAccountAsync(peter, "Checking", cancellationToken: Stop);
        var credit = await _partner.OpenAccountAsync(lois, cancellationToken: Stop);
        await _partner.FundAsync(debit, 50_000, Stop);

        Assert.Equal("Complete", await TransferAsync(debit, credit, 20_000));

        var expected = new EmulatedAccount
        {
            AccountNumber = debit,
            CustomerId = peter,
            ProductId = AccountProducts.PersonalChecking,
            Title = "Checking",
            Status = AccountStatus.Active,
            CurrentBalance = 30_000,
            AvailableBalance = 30_000,
        };
        Assert.Equal([expected], await _partner.AccountsAsync(peter, Stop));
        Assert.Equal(
            [expected with { AccountNumber = credit, CustomerId = lois, Title = null, CurrentBalance = 20_000, AvailableBalance = 20_000 }],
            await _partner.AccountsAsync(lois, Stop));
    }

    [Fact]
    public async Task An_account_is_refused_before_the_customer_is_clear_with_the_bank_s_message()
    {
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => _partner.OpenAccountAsync(customerId, cancellationToken: Stop));

        Assert.Equal(
            $"POST /core/v1/dda/accounts failed: Customer {customerId} has the OFAC status Pending, not Clear; wait for the result, or end the review",
            exception.Message);
        Assert.Empty(await _partner.AccountsAsync(customerId, Stop));
    }

    [Fact]
    public async Task A_refusal_has_a_message_for_each_condition()
    {
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() =>
            _partner.OpenAccountAsync(customerId, productId: AccountProducts.BusinessChecking, cancellationToken: Stop));

        Assert.Contains("not Clear; wait for the result, or end the review; Customer", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "product Business checking is for Business customers; send a product for Personal customers", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_products_are_those_of_the_emulator_and_a_strict_one_takes_them_too()
    {
        await using var strict = await EmulatorServer.StartAsync(new EmulatorServerOptions { Strict = true }, Stop);
        var partner = strict.NewPartner();
        var customerId = await partner.CreateCustomerAsync(cancellationToken: Stop);
        await partner.AdvanceAsync("1m", Stop);

        await partner.OpenAccountAsync(customerId, productId: AccountProducts.PersonalSavings, cancellationToken: Stop);

        Assert.Equal(AccountProducts.PersonalSavings, Assert.Single(await partner.AccountsAsync(customerId, Stop)).ProductId);
        using var http = _partner.CreateClient();
        var products = await http.GetFromJsonAsync<JsonElement>("_emulator/products", Stop);
        Assert.Equal(
            [AccountProducts.PersonalChecking, AccountProducts.BusinessChecking, AccountProducts.PersonalSavings],
            products.EnumerateArray().Select(product => product.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task An_account_is_closed_and_restricted_by_the_test_and_the_partner_is_told()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        await _partner.RegisterAsync(inbox, ["Core.Account.Status.Changed", "Core.Restriction.Placed", "Core.Account.Closed"], Stop);
        var customerId = await OnboardAsync();
        var debit = await _partner.OpenAccountAsync(customerId, cancellationToken: Stop);
        var credit = await _partner.OpenAccountAsync(customerId, cancellationToken: Stop);
        await _partner.FundAsync(debit, 100, Stop);

        Assert.True((await _partner.SetAccountAsync(debit, restricted: true, cancellationToken: Stop)).IsRestrictedByBank);
        Assert.Equal("Rejected", await TransferAsync(debit, credit, 100));
        Assert.False((await _partner.SetAccountAsync(debit, AccountStatus.Dormant, restricted: false, cancellationToken: Stop)).IsRestrictedByBank);
        Assert.Equal(AccountStatus.Closed, (await _partner.SetAccountAsync(debit, AccountStatus.Closed, cancellationToken: Stop)).Status);

        Assert.Equal(["Core.Restriction.Placed", "Core.Account.Status.Changed", "Core.Account.Closed"], inbox.All.Select(webhook => webhook.EventName));
        Assert.Equal(
            [(AccountStatus.Closed, 100), (AccountStatus.Active, 0)],
            (await _partner.AccountsAsync(customerId, Stop)).Select(account => (account.Status, account.CurrentBalance)));
    }

    [Fact]
    public async Task What_cannot_be_done_fails_with_the_reason()
    {
        var number = await _partner.OpenAccountAsync(await OnboardAsync(), cancellationToken: Stop);

        const string Fund = "POST /wires/v1/payments/simulations failed: ";
        await RequireFailureAsync($"{Fund}Account {Unknown} not found", () => _partner.FundAsync(Unknown, 1, Stop));
        await RequireFailureAsync(Fund, () => _partner.FundAsync(number, 0, Stop));
        await RequireFailureAsync(
            $"Changing account {Unknown} failed: Account {Unknown} not found",
            () => _partner.SetAccountAsync(Unknown, AccountStatus.Closed, cancellationToken: Stop));
        await RequireFailureAsync($"Reading accounts failed: Customer {Guid.Empty} not found", () => _partner.AccountsAsync(Guid.Empty, Stop));
    }

    [Fact]
    public async Task A_look_at_accounts_is_no_call_of_the_partner()
    {
        var customerId = await OnboardAsync();
        await _partner.OpenAccountAsync(customerId, cancellationToken: Stop);
        var before = await _partner.JournalAsync(cancellationToken: Stop);

        await _partner.AccountsAsync(customerId, Stop);

        Assert.Equal(before.Count, (await _partner.JournalAsync(cancellationToken: Stop)).Count);
    }

    private static async Task RequireFailureAsync(string message, Func<Task> deed) =>
        Assert.StartsWith(message, (await Assert.ThrowsAsync<EmulatorException>(deed)).Message, StringComparison.Ordinal);

    private async Task<Guid> OnboardAsync()
    {
        var customerId = await _partner.CreateCustomerAsync(cancellationToken: Stop);
        await _partner.AdvanceAsync("1m", Stop);
        return customerId;
    }

    private async Task<string?> TransferAsync(string debitAccountNumber, string creditAccountNumber, int amount)
    {
        using var http = _partner.CreateClient();
        using var answer = await http.PostAsJsonAsync("core/v1/transfers", new { debitAccountNumber, creditAccountNumber, amount }, Stop);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("status").GetString();
    }
}

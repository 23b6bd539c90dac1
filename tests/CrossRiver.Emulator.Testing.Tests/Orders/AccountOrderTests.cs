using System.Net.Http.Json;

namespace CrossRiver.Emulator.Testing.Orders;

/// <summary>Events about accounts arrive in each order, as those about customers do.</summary>
public sealed class AccountOrderTests(SharedBank bank) : IClassFixture<SharedBank>
{
    private const string Opened = "Core.Account.Opened";
    private const string Completed = "Core.Transaction.Completed";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_about_an_account_arrive_in_every_order()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        var orders = new List<string>();

        var done = await RunAsync(inbox, came => orders.Add(string.Join(' ', came.Select(webhook => webhook.EventName.Split('.')[^1]))));

        Assert.Equal("all 8 delivery orders were run", $"{done}");
        Assert.Equal(8, orders.Distinct().Count());
        Assert.Equal(["Opened Completed", "Completed Opened", "Opened Opened Completed"], orders.Take(3));
    }

    [Fact]
    public async Task A_receiver_that_knows_an_account_by_its_opening_breaks_when_its_money_comes_first()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => RunAsync(inbox, came => new Book().TakeAll(came)));

        Assert.StartsWith(
            $"""
            The test fails in delivery order 2 of 8, the smallest order that fails: 0 duplicates, 1 displacement.
              1. {Completed}, event 2 of 2
              2. {Opened}, event 1 of 2
            It fails with:
              The given key
            """,
            exception.Message,
            StringComparison.Ordinal);
        Assert.Contains("When this order is run again, the test fails again.", exception.Message, StringComparison.Ordinal);
        Assert.IsType<KeyNotFoundException>(exception.InnerException);
    }

    private async Task<DeliveryOrdersRun> RunAsync(WebhookInbox inbox, Action<IReadOnlyList<ReceivedWebhook>> receive) => await EveryDeliveryOrder.RunAsync(
        bank.Server,
        async run =>
        {
            await run.Partner.RegisterAsync(inbox, [Opened, Completed], Stop);
            var customerId = await run.Partner.CreateCustomerAsync(cancellationToken: Stop);
            run.At(TimeSpan.FromHours(1), () => OpenAndMoveAsync(run.Partner, customerId));

            await run.DeliverAsync(customerId, Stop);

            receive([.. inbox.All.Where(webhook => webhook.PartnerId == run.Partner.PartnerId)]);
            Assert.Equal(50_000, Assert.Single(await run.Partner.AccountsAsync(customerId, Stop)).CurrentBalance);
        },
        cancellationToken: Stop);

    private static async Task OpenAndMoveAsync(PartnerWorld partner, Guid customerId)
    {
        var account = await partner.OpenAccountAsync(customerId, cancellationToken: Stop);
        await partner.FundAsync(account, 50_000, Stop);
        using var http = partner.CreateClient();
        using var opened = await http.PostAsJsonAsync("core/v1/dda/subaccounts", new { masterAccountNumber = account, title = "Savings" }, Stop);
        var sub = (await opened.Content.ReadFromJsonAsync<OpenedSubAccount>(Stop))!.AccountNumber;
        var transfer = new { debitAccountNumber = account, creditAccountNumber = sub, amount = 20_000 };
        using var moved = await http.PostAsJsonAsync("core/v1/transfers", transfer, Stop);
        moved.EnsureSuccessStatusCode();
    }

    private sealed record OpenedSubAccount(string AccountNumber);

    /// <summary>A receiver that trusts the order: it counts the transactions of the accounts whose opening it has seen.</summary>
    private sealed class Book
    {
        private readonly Dictionary<string, int> _transactions = new(StringComparer.Ordinal);

        public void TakeAll(IEnumerable<ReceivedWebhook> webhooks)
        {
            foreach (var webhook in webhooks)
            {
                Take(webhook);
            }
        }

        private void Take(ReceivedWebhook webhook)
        {
            var account = webhook.Resources[0];
            if (webhook.EventName is Opened)
            {
                _transactions.TryAdd(account, 0);
            }
            else
            {
                _transactions[account] = _transactions[account] + 1;
            }
        }
    }
}

using PartnerApp.Bank;

namespace PartnerApp;

/// <summary>The app knows what the bank knows, in whatever order news comes.</summary>
public sealed class EveryOrderTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Any_order_of_events_leads_to_the_same_decision()
    {
        var done = await RunAsync("clear", Decision.Approved, () => new CustomerBook());

        Assert.Equal("all 42 delivery orders were run", $"{done}");
    }

    [Fact]
    public Task A_hit_is_known_in_the_smallest_of_its_many_orders() =>
        RunAsync("ofac-hit", Decision.Declined, () => new CustomerBook(), new DeliveryOrderOptions { MostRuns = 12 });

    [Fact]
    public async Task Answers_that_overtake_each_other_change_nothing()
    {
        var done = await RunAsync("clear", Decision.Approved, () => new OvertakenBook());

        Assert.False(done.IsCut);
    }

    [Fact]
    public async Task Without_the_order_check_an_answer_that_comes_late_undoes_newer_news()
    {
        var exception = await Assert.ThrowsAsync<EmulatorException>(() => RunAsync("clear", Decision.Approved, () => new OvertakenBook { HasOrderCheck = false }));

        // With three reads the last one is alone and repairs everything; a fourth, of a duplicate, overtakes it.
        Assert.StartsWith("The test fails in delivery order 7 of 42, the smallest order that fails: 1 duplicate, 0 displacements.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Expected: Approved", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Actual:   Waiting", exception.Message, StringComparison.Ordinal);
    }

    private async Task<DeliveryOrdersRun> RunAsync(string scenario, Decision expected, Func<CustomerBook> newBook, DeliveryOrderOptions? options = null) =>
        await EveryDeliveryOrder.RunAsync(
            emulator.Bank,
            async run =>
            {
                var book = newBook();
                await using var app = await RunningApp.StartAsync(run.Partner, book);
                await run.Partner.NextCustomerAsync(scenario, cancellationToken: TestContext.Current.CancellationToken);
                var customerId = await app.OnboardAsync();

                await run.DeliverAsync(customerId, TestContext.Current.CancellationToken);
                (book as OvertakenBook)?.Arrive();

                Assert.Equal(expected, (await app.KnownAsync(customerId)).Decision);
            },
            options,
            TestContext.Current.CancellationToken);

    /// <summary>A book to which, of every two answers about a customer, the second comes first, as when two reads overtake each other.</summary>
    private sealed class OvertakenBook : CustomerBook
    {
        private BankCustomer? _late;

        public bool HasOrderCheck { get; init; } = true;

        public override void Keep(BankCustomer shown)
        {
            if (Find(shown.Id) is null)
            {
                base.Keep(shown);
            }
            else if (_late is null)
            {
                _late = shown;
            }
            else
            {
                base.Keep(shown);
                Arrive();
            }
        }

        /// <summary>Lets the answer come that is still on its way.</summary>
        public void Arrive()
        {
            if (_late is { } late)
            {
                base.Keep(late);
                _late = null;
            }
        }

        protected override bool Replaces(BankCustomer known, BankCustomer shown) => !HasOrderCheck || base.Replaces(known, shown);
    }
}

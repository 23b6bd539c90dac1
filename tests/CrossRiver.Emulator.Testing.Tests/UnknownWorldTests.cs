namespace CrossRiver.Emulator.Testing;

/// <summary>A partner of a test has a world from its first verb on, whichever that is.</summary>
public sealed class UnknownWorldTests : IAsyncLifetime
{
    private EmulatorServer? _bank;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private EmulatorServer Bank => _bank!;

    public async ValueTask InitializeAsync() => _bank = await EmulatorServer.StartAsync(cancellationToken: Stop);

    public ValueTask DisposeAsync() => Bank.DisposeAsync();

    [Fact]
    public async Task Any_verb_can_be_the_first()
    {
        await Bank.NewPartner().AdvanceAsync("48h", Stop);
        await Bank.NewPartner().WaitUntilIdleAsync(cancellationToken: Stop);
        await Bank.NewPartner().ResetAsync(cancellationToken: Stop);
        await Bank.NewPartner().ReportAsync(Stop);
        await Bank.NewPartner().Deliveries.PauseAsync(Stop);
        await Bank.NewPartner().SetClockAsync(TestClock.Skip, Stop);
        await Bank.NewPartner().AddScenarioAsync("mine", "version: 1\nscenario: mine\ntimeline: []", Stop);
        await Bank.NewPartner().Faults.AddAsync("""{ "event": "*", "lose": "event" }""", Stop);
        Assert.Empty(await Bank.NewPartner().JournalAsync(cancellationToken: Stop));
        Assert.Empty(await Bank.NewPartner().Deliveries.ListAsync(cancellationToken: Stop));
    }

    [Fact]
    public async Task A_world_that_was_ended_begins_again()
    {
        var partner = Bank.NewPartner();
        await partner.CreateCustomerAsync(cancellationToken: Stop);

        await partner.EndAsync(Stop);

        Assert.Empty(await partner.JournalAsync(cancellationToken: Stop));
        await partner.AdvanceAsync("1h", Stop);
    }
}

namespace CrossRiver.Emulator.Testing.Stories;

/// <summary>Tests that are run only by <see cref="PrintedStoriesTests"/>, in a process of their own.</summary>
public sealed class FailingTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Fails_after_a_story()
    {
        var partner = emulator.NewPartner();
        await partner.CreateCustomerAsync("ofac-hit", Stop);
        await partner.AdvanceAsync("48h", Stop);

        Assert.Fail("as it should");
    }

    [Fact(Explicit = true)]
    public async Task Passes_after_a_story()
    {
        await emulator.NewPartner().CreateCustomerAsync("pep-hit", Stop);
    }
}

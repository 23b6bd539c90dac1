namespace CrossRiver.Emulator.Testing.Failures;

/// <summary>A test that fails and one that passes, to see what is printed of them.</summary>
public sealed class FailingTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fails_after_a_story()
    {
        var partner = emulator.NewPartner();
        await partner.CreateCustomerAsync("ofac-hit", Stop);
        await partner.AdvanceAsync("48h", Stop);

        Assert.Fail("as it should");
    }

    [Fact]
    public async Task Passes_after_a_story()
    {
        await emulator.NewPartner().CreateCustomerAsync("pep-hit", Stop);
    }
}

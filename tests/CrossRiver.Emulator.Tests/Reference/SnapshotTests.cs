namespace CrossRiver.Emulator.Reference;

/// <summary>The documents that are kept in the repository are those that the emulator answers.</summary>
public sealed class SnapshotTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    [Theory]
    [InlineData("bank")]
    [InlineData("emulator")]
    public async Task The_document_is_the_one_that_is_kept(string document)
    {
        var answered = (await emulator.NewPartner().GetAsync($"/_emulator/openapi/{document}.json")).Text;

        await Snapshot.AssertAsync($"docs/openapi/{document}.json", $"{answered}\n");
    }

    [Theory]
    [InlineData("bank")]
    [InlineData("emulator")]
    public async Task The_document_is_the_same_on_every_machine_and_at_every_time(string document)
    {
        var partner = emulator.NewPartner();
        var before = (await partner.GetAsync($"/_emulator/openapi/{document}.json")).Text;
        await partner.OnboardAsync();

        var after = (await partner.GetAsync($"/_emulator/openapi/{document}.json")).Text;

        Assert.Equal(before, after);
        Assert.DoesNotContain(partner.Http.BaseAddress!.Authority, after, StringComparison.Ordinal);
    }
}

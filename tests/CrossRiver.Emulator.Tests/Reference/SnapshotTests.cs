namespace CrossRiver.Emulator.Reference;

/// <summary>The documents that are kept in the repository are those that the emulator answers.</summary>
public sealed class SnapshotTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private const string Renewing = "UPDATE_SNAPSHOTS";

    [Theory]
    [InlineData("bank")]
    [InlineData("emulator")]
    public async Task The_document_is_the_one_that_is_kept(string document)
    {
        var path = Path.Combine(RunningProgram.Repository, "docs", "openapi", $"{document}.json");
        var answered = (await emulator.NewPartner().GetAsync($"/_emulator/openapi/{document}.json")).Text + "\n";
        if (Environment.GetEnvironmentVariable(Renewing) == "1")
        {
            await File.WriteAllTextAsync(path, answered, TestContext.Current.CancellationToken);
        }

        var kept = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        var line = kept.Split('\n').Zip(answered.Split('\n')).TakeWhile(lines => lines.First == lines.Second).Count() + 1;
        Assert.True(
            kept == answered,
            $"docs/openapi/{document}.json differs from the emulator's document from line {line} on. If the change is wanted, renew it: {Renewing}=1 dotnet test");
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

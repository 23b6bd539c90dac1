namespace CrossRiver.Emulator.Reference;

/// <summary>The page on the control API that is kept in the repository tells of the routes that there are.</summary>
public sealed class ControlApiSnapshotTests
{
    [Fact]
    public async Task The_page_is_made_of_the_document_and_its_examples()
    {
        await using var emulator = new RunningEmulator();
        var api = await DescribedApi.ReadAsync(emulator.NewPartner(), "emulator");

        await Snapshot.AssertAsync("docs/control-api.md", new ControlApiPage(api).Print());
    }
}

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>The checkpoints of a world in a browser without script.</summary>
public sealed class CheckpointsOfWorldTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public CheckpointsOfWorldTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_world_is_kept_changed_and_returned_to()
    {
        await _partner.OnboardAsync();
        var view = await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner));
        view = await view.PressAsync("Keep this moment", ("name", "with-one"));
        await _partner.OnboardAsync();

        var journal = await (await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner))).FollowLinkAsync("#checkpoints li:last-child a");
        view = await view.PressAsync("Return", "#checkpoints li:last-child");

        Assert.Contains("POST /core/v1/cm/customers", journal.TextOf("#journal"), StringComparison.Ordinal);
        Assert.Equal("The world is as it was at with-one.", view.Notice);
        Assert.Single(view.Texts("#customers tbody tr"));
        Assert.Contains("DELETE http", view.TextOf("#checkpoints li:last-child .danger pre"), StringComparison.Ordinal);
        view = await view.PressAsync("Delete", "#checkpoints");
        Assert.Equal(["start"], view.Texts("#checkpoints li strong"));
    }

    [Theory]
    [InlineData("start", "Name must not be start")]
    [InlineData("a b", "Name must be at most 64 letters")]
    [InlineData("a/b", "")]
    public async Task A_name_that_cannot_be_taken_stays_in_the_form(string name, string reason)
    {
        await _partner.OnboardAsync();
        var view = await BrowsedPage.OpenAsync(_partner, BrowsedPage.PathOf(_partner));

        view = await view.PressAsync("Keep this moment", ("name", name));

        Assert.Contains(reason, view.TextOf("#notice .bad"), StringComparison.Ordinal);
        Assert.Equal(name, view.ValueOf("#checkpoints input[name='name:Path']"));
        Assert.Equal(["start"], view.Texts("#checkpoints li strong"));
    }
}

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>The list of worlds in a browser without script.</summary>
public sealed class WorldsViewTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public WorldsViewTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData("second")]
    [InlineData("")]
    public async Task Another_world_begins_and_ends_with_and_without_a_name(string name)
    {
        await _partner.OnboardAsync();
        var view = await BrowsedPage.OpenAsync(_partner, "/_emulator/ui/worlds");

        view = await view.PressAsync("Begin another world", ("alias", name));
        var begun = view.Texts("#worlds tbody th");
        foreach (var _ in begun)
        {
            view = await view.PressAsync("End");
        }

        Assert.Equal(2, begun.Count);
        Assert.Contains(begun, world => name is "" ? world != $"{_partner.Id}" : world.StartsWith("second · ", StringComparison.Ordinal));
        Assert.Equal("Welcome", view.Texts("h1").Single());
    }

    [Fact]
    public async Task A_partner_is_given_a_name_that_addresses_take()
    {
        await _partner.OnboardAsync();
        var view = await BrowsedPage.OpenAsync(_partner, $"/_emulator/ui/partners/{_partner.Id}");

        view = await view.PressAsync("Name it", ("alias", "onboarding"));
        var named = await BrowsedPage.OpenAsync(_partner, "/_emulator/ui/partners/onboarding/journal");
        view = await view.PressAsync("Name it", ("alias", ""));

        Assert.Contains("Partner onboarding", named.Texts("nav a"));
        Assert.Equal($"Partner {$"{_partner.Id}"[..8]}", view.Texts("h1").Single());
    }

    [Fact]
    public async Task A_view_of_all_worlds_has_the_navigation_of_the_only_one()
    {
        await _partner.OnboardAsync();

        var view = await BrowsedPage.OpenAsync(_partner, "/_emulator/ui/inbox");

        Assert.Contains("Deliveries", view.Texts("nav a"));
    }
}

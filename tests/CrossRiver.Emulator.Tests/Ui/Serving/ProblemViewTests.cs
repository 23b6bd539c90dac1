using System.Net;

namespace CrossRiver.Emulator.Ui.Serving;

/// <summary>A view that cannot be shown says why, with the way to other views.</summary>
public sealed class ProblemViewTests : IAsyncLifetime
{
    private const string Nothing = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public ProblemViewTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData($"partners/{Nothing}", $"There is no world of partner {Nothing}")]
    [InlineData($"partners/{Nothing}/journal", $"There is no world of partner {Nothing}")]
    [InlineData("partners/no-such-name", "There is no world of partner no-such-name")]
    [InlineData($"partners/{{partner}}/customers/{Nothing}", $"Customer {Nothing} not found")]
    [InlineData("scenarios/no-such-scenario", "Scenario no-such-scenario not found")]
    [InlineData("no/such/view", "View no/such/view not found")]
    public async Task It_is_a_view_with_the_reason(string path, string reason)
    {
        await _partner.OnboardAsync();

        var view = await BrowsedPage.OpenAsync(_partner, $"/_emulator/ui/{path.Replace("{partner}", $"{_partner.Id}", StringComparison.Ordinal)}");

        Assert.Equal(HttpStatusCode.NotFound, view.Status);
        Assert.Equal("This view cannot be shown", view.Texts("h1").Single());
        Assert.StartsWith(reason, view.Texts(".lead")[0], StringComparison.Ordinal);
        Assert.Equal("Worlds", (await view.FollowAsync("All worlds")).Texts("h1").Single());
    }
}

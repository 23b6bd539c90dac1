using System.Net;

namespace CrossRiver.Emulator.Ui.Stories;

/// <summary>The story of a customer in a browser without script.</summary>
public sealed class StoryViewTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public StoryViewTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task An_account_is_given_another_title_and_another_status_and_is_restricted()
    {
        var customer = await _partner.OnboardReachableAsync();
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(2), _partner);
        (await _partner.OpenAccountAsync(customer)).Expect(HttpStatusCode.OK);

        var story = await BrowsedPage.OpenAsync(_partner, $"/_emulator/ui/partners/{_partner.Id}/customers/{customer["id"]}");
        story = await story.PressAsync("Change it", ("status", "Dormant"), ("title", "Savings"));
        story = await story.PressAsync("Restrict it");

        Assert.Contains("Savings ◷ Dormant $0.00", Assert.Single(story.Texts(".account > p")), StringComparison.Ordinal);
        var seen = (await _partner.GetAsync($"{_partner.Control}/customers/{customer["id"]}/accounts")).Json["accounts"]![0]!;
        Assert.Equal(("Dormant", "Savings", true), ((string)seen["account"]!["status"]!, (string)seen["account"]!["title"]!, (bool)seen["isRestrictedByBank"]!));
    }

    [Fact]
    public async Task A_customer_that_does_not_exist_has_no_story()
    {
        await _partner.OnboardAsync();

        var answer = await _partner.GetAsync($"/_emulator/ui/partners/{_partner.Id}/customers/6f9619ff-8b86-d011-b42d-00c04fc964ff");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }
}

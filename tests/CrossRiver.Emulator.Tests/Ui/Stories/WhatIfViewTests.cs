using System.Net;

namespace CrossRiver.Emulator.Ui.Stories;

/// <summary>The view that explains a create without making it, in a browser without script.</summary>
public sealed class WhatIfViewTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public WhatIfViewTests() => _partner = _emulator.NewPartner();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task It_begins_with_the_customer_from_whose_story_it_is_opened()
    {
        var customer = await _partner.OnboardAsync();
        var story = await BrowsedPage.OpenAsync(_partner, $"/_emulator/ui/partners/{_partner.Id}/customers/{customer["id"]}");

        var view = await story.FollowAsync("What would happen if …");

        Assert.Contains("\"firstName\": \"Peter\"", view.ValueOf("textarea"), StringComparison.Ordinal);
        Assert.Equal("It would get clear", view.Texts("#answer-title").Single());
        Assert.Contains("Core.Customer.Onboarded", view.Texts("ol.plan > li")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_explains_the_scenario_of_another_body_and_of_a_header_and_creates_nothing()
    {
        await _partner.OnboardAsync();
        var view = await BrowsedPage.OpenAsync(_partner, $"/_emulator/ui/partners/{_partner.Id}/what-if");

        var matched = await view.PressAsync("Explain", ("body", """{ "name": { "firstName": "Vladimir", "lastName": "Putin" } }"""));
        var asked = await matched.PressAsync("Explain", ("scenario", "ofac-review"));

        Assert.Equal("It would get pep-hit", matched.Texts("#answer-title").Single());
        Assert.Contains("Vladimir", matched.ValueOf("textarea"), StringComparison.Ordinal);
        Assert.Contains(matched.Texts("dl.reasons dd"), reason => reason.Contains("must be asked for by its name", StringComparison.Ordinal));
        Assert.Equal("It would get ofac-review", asked.Texts("#answer-title").Single());
        Assert.Equal(1, (int)(await _partner.GetAsync(_partner.Control)).Json["customers"]!);
    }

    [Theory]
    [InlineData("{ \"name\":", "The body is not JSON: line 1, column 10.")]
    [InlineData("[]", "The body must be an object, for example { \"name\": { \"firstName\": \"Ada\" } }.")]
    [InlineData("{ \"partnerId\": \"<script>\" }", "Request.PartnerId must be ")]
    public async Task A_faulty_body_stays_in_the_form_with_the_reason(string body, string reason)
    {
        await _partner.OnboardAsync();
        var view = await BrowsedPage.OpenAsync(_partner, $"/_emulator/ui/partners/{_partner.Id}/what-if");

        view = await view.PressAsync("Explain", ("body", body));

        Assert.Equal(HttpStatusCode.OK, view.Status);
        Assert.Contains(reason, view.Texts("#answer .bad")[0], StringComparison.Ordinal);
        Assert.Equal(body, view.ValueOf("textarea"));
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

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

    [Fact]
    public async Task The_end_of_an_open_hold_is_planned_and_the_clock_is_advanced_to_it()
    {
        var customer = await _partner.OnboardAsync(scenario: "ofac-review");
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(5), _partner);
        var story = await StoryOfAsync(customer);

        var planned = Assert.Single(story.Texts("li.planned"));
        story = await story.PressAsync("To the next step");

        Assert.EndsWith("without a decision, the bank does: release review", planned, StringComparison.Ordinal);
        Assert.StartsWith("in 47 h 59 min", planned, StringComparison.Ordinal);
        Assert.Contains("OFAC ✓ Clear", story.Texts("#status").Single(), StringComparison.Ordinal);
        Assert.Empty(story.Texts("li.planned"));
        Assert.Contains("47 h 59 min, nothing", story.Texts("li.idle"));
    }

    [Fact]
    public async Task A_create_with_its_children_is_one_line()
    {
        var story = await StoryOfAsync(await _partner.OnboardReachableAsync());

        Assert.EndsWith("created with address, phone", story.Texts("#story > li.change")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_is_saved_as_a_scenario()
    {
        var story = await StoryOfAsync(await _partner.OnboardAsync());

        var file = await _partner.GetAsync(story.Document.QuerySelectorAll("#share a")[^1].GetAttribute("href")!);

        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.Contains("scenario: ", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_planned_step_says_which_call_it_waits_for()
    {
        var story = await StoryOfAsync(await _partner.OnboardAsync(scenario: "waits-for-address"));

        Assert.Contains(story.Texts("li.planned"), step => step.Contains("waits for the partner's call addresses.add", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_webhook_that_waits_for_its_registration_is_sent_after_a_restart()
    {
        var status = StatusCodes.Status500InternalServerError;
        await using var inbox = await WebhookInbox.StartAsync(_ => Task.FromResult(Volatile.Read(ref status)));
        await _partner.RegisterAsync(inbox.Url, "Core.Customer.Onboarded");
        var customer = await _partner.OnboardAsync();
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await _emulator.AdvanceAsync(TimeSpan.FromHours(1), _partner);
        }

        Volatile.Write(ref status, StatusCodes.Status200OK);

        var story = await StoryOfAsync(customer);
        var held = story.Texts("#story > li.event")[0];
        story = await story.PressAsync("Restart");
        await _emulator.AdvanceAsync(TimeSpan.FromMinutes(1), _partner);

        Assert.Contains("webhook Core.Customer.Onboarded is held: the registration is suspended", held, StringComparison.Ordinal);
        Assert.Contains("500 after", held, StringComparison.Ordinal);
        Assert.Equal("The registration restarts.", story.Notice);
        Assert.Contains("✓ succeeded", (await StoryOfAsync(customer)).Texts("#story > li.event")[0], StringComparison.Ordinal);
    }

    private Task<BrowsedPage> StoryOfAsync(JsonNode customer) => BrowsedPage.OpenAsync(_partner, $"/_emulator/ui/partners/{_partner.Id}/customers/{customer["id"]}");
}

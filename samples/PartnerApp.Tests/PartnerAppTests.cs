using System.Net;
using System.Net.Http.Json;
using PartnerApp.Bank;

namespace PartnerApp;

/// <summary>What the app does when something goes otherwise than in the bank's tutorial.</summary>
public sealed class PartnerAppTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private readonly PartnerWorld _partner = emulator.NewPartner();

    [Theory]
    [InlineData("ofac-review", true, Decision.Approved)]
    [InlineData("ofac-review", false, Decision.Declined)]
    [InlineData("pep-review", true, Decision.Approved)]
    [InlineData("pep-review", false, Decision.AskMore)]
    internal async Task A_customer_in_review_waits_for_a_person_at_the_bank(string scenario, bool isReleased, Decision decision)
    {
        await using var app = await RunningApp.StartAsync(_partner);
        var customerId = await OnboardAsync(app, scenario);
        await _partner.AdvanceAsync("1m", Stop);
        Assert.Equal(Decision.InReview, (await app.KnownAsync(customerId)).Decision);

        await (isReleased ? _partner.ReleaseAsync(customerId, Stop) : _partner.RejectAsync(customerId, Stop));
        await _partner.AdvanceAsync("1m", Stop);

        Assert.Equal(decision, (await app.KnownAsync(customerId)).Decision);
    }

    [Fact]
    public async Task A_hit_after_a_month_takes_an_approval_back()
    {
        await using var app = await RunningApp.StartAsync(_partner);
        var customerId = await OnboardAsync(app, "late-hit");
        await _partner.AdvanceAsync("1d", Stop);
        Assert.Equal(Decision.Approved, (await app.KnownAsync(customerId)).Decision);

        await _partner.AdvanceAsync("31d", Stop);

        Assert.Equal(Decision.Declined, (await app.KnownAsync(customerId)).Decision);
    }

    [Fact]
    public async Task A_customer_whose_address_comes_later_is_approved_then()
    {
        await using var app = await RunningApp.StartAsync(_partner);
        var customerId = await OnboardAsync(app, "waits-for-address");
        await _partner.AdvanceAsync("1d", Stop);
        Assert.Equal(Decision.Waiting, (await app.KnownAsync(customerId)).Decision);

        using var http = _partner.CreateClient();
        var address = new { addressType = "Home", classification = "Residential", isPrimary = true, street1 = "123 Any St", city = "Anywhere", state = "NY", postalCode = "12345", countryCode = "US" };
        using var added = await http.PostAsJsonAsync(new Uri($"core/v1/cm/customers/{customerId}/addresses", UriKind.Relative), address, Stop);
        await _partner.AdvanceAsync("1m", Stop);

        Assert.Equal(Decision.Approved, (await app.KnownAsync(customerId)).Decision);
    }

    [Fact]
    public async Task An_answer_to_a_create_that_comes_after_the_news_does_not_undo_it()
    {
        await using var app = await RunningApp.StartAsync(_partner);
        var form = await app.TakeFormAsync();
        using var first = await app.SendAsync(form);
        await _partner.AdvanceAsync("1m", Stop);

        // The same answer as the first time, of when the scans were pending.
        using var second = await app.SendAsync(form);

        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(Decision.Approved, Assert.Single(await app.AllKnownAsync()).Decision);
    }

    [Theory]
    [InlineData("answer-lost")]
    [InlineData("flaky-api")]
    public async Task A_create_that_fails_is_sent_again_and_made_once(string scenario)
    {
        await using var app = await RunningApp.StartAsync(_partner);
        var customerId = await OnboardAsync(app, scenario);

        Assert.Contains(await _partner.JournalAsync(kinds: "fault", cancellationToken: Stop), fault => fault.What.Contains("customers.create", StringComparison.Ordinal) || fault.What.Contains(scenario, StringComparison.Ordinal));
        var rule = (await _partner.ReportAsync(Stop)).Verdicts.Single(verdict => verdict.Rule is "retried-with-same-key");
        Assert.Equal("passed", rule.Verdict);
        Assert.Equal(customerId, Assert.Single(await app.AllKnownAsync()).Id);
    }

    [Fact]
    public async Task Lost_events_are_made_up_for_by_a_look_at_everybody()
    {
        await using var app = await RunningApp.StartAsync(_partner);
        await _partner.Faults.AddAsync("""{ "event": "*", "lose": "event" }""", Stop);
        var customerId = await app.OnboardAsync();
        await _partner.AdvanceAsync("1m", Stop);
        Assert.Equal(Decision.Waiting, (await app.KnownAsync(customerId)).Decision);

        await app.SweepAsync();

        Assert.Equal(Decision.Approved, (await app.KnownAsync(customerId)).Decision);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_replaced()
    {
        await using var app = await RunningApp.StartAsync(_partner);
        await _partner.Faults.AddAsync("customers.create", HttpStatusCode.Unauthorized, which: "1", cancellationToken: Stop);

        var customerId = await app.OnboardAsync();

        Assert.Equal(Decision.Waiting, (await app.KnownAsync(customerId)).Decision);
    }

    [Fact]
    public async Task What_the_bank_refuses_is_shown_with_the_form()
    {
        await using var app = await RunningApp.StartAsync(_partner);
        var form = new Dictionary<string, string>(await app.TakeFormAsync(), StringComparer.Ordinal) { ["TaxId"] = "12" };

        using var answer = await app.SendAsync(form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains("The bank answered 400", page, StringComparison.Ordinal);
        Assert.Contains(form["Key"], page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bank_that_stays_down_is_told_and_the_same_form_can_be_sent_later()
    {
        await using var app = await RunningApp.StartAsync(_partner);
        var rule = await _partner.Faults.AddAsync("customers.create", HttpStatusCode.ServiceUnavailable, applied: true, cancellationToken: Stop);
        var form = await app.TakeFormAsync();
        using var refused = await app.SendAsync(form);
        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);

        await _partner.Faults.RemoveAsync(rule, Stop);
        using var taken = await app.SendAsync(form);

        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Single(await _partner.JournalAsync(kinds: "choice", cancellationToken: Stop));
    }

    [Fact]
    public async Task The_page_shows_what_has_become_of_a_customer()
    {
        await using var app = await RunningApp.StartAsync(_partner);
        var customerId = await app.OnboardAsync("<Peter>");
        await _partner.AdvanceAsync("1m", Stop);

        var all = await app.Browser.GetStringAsync(new Uri("/", UriKind.Relative), Stop);
        var one = await app.Browser.GetStringAsync(new Uri($"/customers/{customerId}", UriKind.Relative), Stop);

        Assert.Contains("&lt;Peter&gt; Griffin</a>: Approved", all, StringComparison.Ordinal);
        Assert.Contains("<h2>&lt;Peter&gt; Griffin: Approved</h2>", one, StringComparison.Ordinal);
        Assert.Equal("healthy", await app.Browser.GetStringAsync(new Uri("/health", UriKind.Relative), Stop));
    }

    private async Task<Guid> OnboardAsync(RunningApp app, string scenario)
    {
        await _partner.NextCustomerAsync(scenario, cancellationToken: Stop);
        return await app.OnboardAsync();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}

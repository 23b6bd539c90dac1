using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Testing;

public sealed class EmulatorServerTests
{
    private const string Slow = """
        version: 1
        scenario: slow
        timeline:
          - after: 30d
            set: { ofac: Clear }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_servers_of_one_process_know_nothing_of_each_other()
    {
        await using var first = await EmulatorServer.StartAsync(cancellationToken: Stop);
        await using var second = await EmulatorServer.StartAsync(cancellationToken: Stop);
        var here = first.NewPartner();
        var there = second.OpenPartner(here.PartnerId);
        var customerId = await here.CreateCustomerAsync(cancellationToken: Stop);

        await there.AdvanceAsync("48h", Stop);

        Assert.Empty(await there.JournalAsync(customerId, cancellationToken: Stop));
        Assert.Equal(ScanStatus.Pending, (await here.Steps.ReadAsync(customerId, Stop)).Ofac);
    }

    [Fact]
    public async Task Every_run_has_the_same_partners_identifiers_and_times()
    {
        await using var first = await EmulatorServer.StartAsync(cancellationToken: Stop);
        await using var second = await EmulatorServer.StartAsync(cancellationToken: Stop);

        var stories = await Task.WhenAll(TellAsync(first), TellAsync(second));

        Assert.Equal(stories[0], stories[1]);

        static async Task<string> TellAsync(EmulatorServer bank)
        {
            var partner = bank.NewPartner("a name");
            var customerId = await partner.CreateCustomerAsync("ofac-hit", Stop);
            await partner.AdvanceAsync("48h", Stop);
            return $"{partner.PartnerId} {await partner.StoryAsync(customerId, Stop)}";
        }
    }

    [Fact]
    public async Task Each_new_partner_has_a_world_of_its_own()
    {
        await using var bank = await EmulatorServer.StartAsync(cancellationToken: Stop);

        PartnerWorld[] partners = [bank.NewPartner(), bank.NewPartner(), bank.NewPartner("one"), bank.NewPartner("one")];

        Assert.Equal(partners.Length, partners.DistinctBy(partner => partner.PartnerId).Count());
    }

    [Fact]
    public async Task The_page_of_an_emulator_has_an_address()
    {
        await using var bank = await EmulatorServer.StartAsync(cancellationToken: Stop);
        using var browser = new HttpClient();

        var page = await browser.GetStringAsync(bank.PageUrl, Stop);

        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/_emulator/ui", bank.PageUrl.AbsolutePath);
    }

    [Fact]
    public async Task Test_runs_that_share_an_emulator_do_not_share_partners()
    {
        await using var bank = await EmulatorServer.StartAsync(cancellationToken: Stop);
        await using var one = await EmulatorServer.ConnectAsync(bank.BaseAddress, cancellationToken: Stop);
        await using var other = await EmulatorServer.ConnectAsync(bank.BaseAddress, cancellationToken: Stop);

        Assert.NotEqual(one.NewPartner().PartnerId, other.NewPartner().PartnerId);
    }

    [Fact]
    public async Task An_emulator_elsewhere_has_the_same_verbs()
    {
        await using var bank = await EmulatorServer.StartAsync(new EmulatorServerOptions { Settings = { ["Emulator:Control:Key"] = "a-key" } }, Stop);
        await using var there = await EmulatorServer.ConnectAsync(bank.BaseAddress, new ConnectionOptions { Key = "a-key" }, Stop);
        var partner = there.NewPartner();

        var customerId = await partner.CreateCustomerAsync("ofac-hit", Stop);
        await partner.AdvanceAsync("48h", Stop);

        Assert.Equal(ScanStatus.Positive, (await partner.Steps.ReadAsync(customerId, Stop)).Ofac);
    }

    [Fact]
    public async Task An_emulator_that_wants_a_key_says_so()
    {
        await using var bank = await EmulatorServer.StartAsync(new EmulatorServerOptions { Settings = { ["Emulator:Control:Key"] = "a-key" } }, Stop);
        await using var there = await EmulatorServer.ConnectAsync(bank.BaseAddress, cancellationToken: Stop);

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => there.NewPartner().AdvanceAsync("1s", Stop));

        Assert.Contains("X-Emulator-Key", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-key", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("bank.example.test", HttpStatusCode.OK)]
    [InlineData("emulator", HttpStatusCode.OK)]
    public async Task What_is_the_emulators_own_is_called_by_its_own_names(string host, HttpStatusCode status)
    {
        await using var bank = await EmulatorServer.StartAsync(new EmulatorServerOptions { Settings = { ["Emulator:Control:Hosts"] = "*.example.test" } }, Stop);
        using var http = new HttpClient { BaseAddress = bank.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "_emulator/snapshot");
        request.Headers.Host = host;

        using var answer = await http.SendAsync(request, Stop);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task An_emulator_that_is_gone_is_named()
    {
        var bank = await EmulatorServer.StartAsync(cancellationToken: Stop);
        await using var gone = await EmulatorServer.ConnectAsync(bank.BaseAddress, cancellationToken: Stop);
        await bank.DisposeAsync();

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => gone.NewPartner().WaitUntilIdleAsync(cancellationToken: Stop));

        Assert.StartsWith($"Waiting until the world is idle failed: {bank.BaseAddress} cannot be reached", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emulator_that_is_still_to_start_is_waited_for()
    {
        await using var starting = await WebhookInbox.StartAsync(cancellationToken: Stop);
        starting.AnswerNext(new WebhookAnswer(HttpStatusCode.ServiceUnavailable), times: 2);

        await using var there = await EmulatorServer.ConnectAsync(starting.Url, cancellationToken: Stop);

        Assert.Equal(["/_emulator/ready", "/_emulator/ready", "/_emulator/ready"], starting.All.Select(call => call.Path));
    }

    [Fact]
    public async Task An_emulator_that_does_not_become_ready_is_named_with_the_reason()
    {
        await using var inbox = await WebhookInbox.StartAsync(cancellationToken: Stop);
        var options = new ConnectionOptions { ReadyWithin = TimeSpan.FromSeconds(0.3) };
        inbox.Answer(new WebhookAnswer(HttpStatusCode.NotFound));

        var nobody = await Assert.ThrowsAsync<EmulatorException>(() => EmulatorServer.ConnectAsync(new Uri("http://127.0.0.1:9"), options, Stop));
        var other = await Assert.ThrowsAsync<EmulatorException>(() => EmulatorServer.ConnectAsync(inbox.Url, options, Stop));

        Assert.StartsWith("The emulator at http://127.0.0.1:9/ is not ready after 0.3 s: ", nobody.Message, StringComparison.Ordinal);
        Assert.EndsWith(" is not ready after 0.3 s: it answered 404, so it is not an emulator", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strict_emulator_gives_its_partners_tokens()
    {
        await using var bank = await EmulatorServer.StartAsync(new EmulatorServerOptions { Strict = true }, Stop);
        var partner = bank.NewPartner();
        using var stranger = new HttpClient { BaseAddress = partner.BaseAddress };
        using var http = partner.CreateClient();

        var customerId = await partner.CreateCustomerAsync(cancellationToken: Stop);
        using var refused = await stranger.GetAsync(new Uri($"core/v1/cm/customers/{customerId}", UriKind.Relative), Stop);
        using var answered = await http.GetAsync(new Uri($"core/v1/cm/customers/{customerId}", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public async Task The_credentials_of_a_partner_buy_a_token()
    {
        await using var bank = await EmulatorServer.StartAsync(new EmulatorServerOptions { Strict = true }, Stop);
        using var http = new HttpClient { BaseAddress = bank.BaseAddress };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = bank.NewPartner().Credentials.ClientId,
            ["client_secret"] = bank.NewPartner().Credentials.ClientSecret,
        });

        using var answer = await http.PostAsync(new Uri("connect/token", UriKind.Relative), form, Stop);

        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("access_token").GetString()!);
        Assert.DoesNotContain("secret", $"{bank.Credentials}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenarios_are_given_as_text_and_as_folders()
    {
        var folder = Directory.CreateTempSubdirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "slower.yaml"), Slow.Replace("slow", "slower", StringComparison.Ordinal), Stop);
        var options = new EmulatorServerOptions { Scenarios = { ["slow.yaml"] = Slow }, ScenarioFolders = { folder.FullName } };
        await using var bank = await EmulatorServer.StartAsync(options, Stop);
        var partner = bank.NewPartner();

        var slow = await partner.Steps.ReadAsync(await partner.CreateCustomerAsync("slow", Stop), Stop);
        var slower = await partner.Steps.ReadAsync(await partner.CreateCustomerAsync("slower", Stop), Stop);

        Assert.Equal(("slow", "slower"), (slow.Scenario, slower.Scenario));
        Assert.Equal(slow.Now.AddDays(30), Assert.Single(slow.Planned).DueAt);
    }

    [Fact]
    public async Task A_scenario_with_a_mistake_stops_the_start_with_its_place()
    {
        var options = new EmulatorServerOptions { Scenarios = { ["mine.yaml"] = Slow.Replace("30d", "soon", StringComparison.Ordinal) } };

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => EmulatorServer.StartAsync(options, Stop));

        Assert.StartsWith("The emulator cannot start:\n  mine.yaml(4,12): 'soon' is no duration", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_there_is_not_stops_the_start_by_name()
    {
        var options = new EmulatorServerOptions { Settings = { ["Emulator:Webhooks:Retries"] = "2" } };

        var exception = await Assert.ThrowsAsync<EmulatorException>(() => EmulatorServer.StartAsync(options, Stop));

        Assert.Contains("Emulator:Webhooks:Retries: there is no such setting", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_of_the_tests_own_is_the_machines()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var bank = await EmulatorServer.StartAsync(new EmulatorServerOptions { TimeProvider = clock, StartAt = null, Clock = TestClock.Real }, Stop);
        var partner = bank.NewPartner();
        var customerId = await partner.CreateCustomerAsync(cancellationToken: Stop);

        clock.Advance(TimeSpan.FromMinutes(1));
        await partner.WaitForEventAsync("Core.Customer.Ofac.Changed", customerId, cancellationToken: Stop);

        Assert.Equal(clock.GetUtcNow(), (await partner.Steps.ReadAsync(customerId, Stop)).Now);
    }
}

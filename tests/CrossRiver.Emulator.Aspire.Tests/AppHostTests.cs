using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CrossRiver.Emulator.Testing;

namespace CrossRiver.Emulator.Aspire;

/// <summary>The sample AppHost, as a developer starts it, but without the dashboard.</summary>
public sealed class AppHostTests(RunningAppHost host) : IClassFixture<RunningAppHost>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partner_gets_the_three_webhooks_of_an_onboarding_and_trusts_them()
    {
        using var journey = new PartnerJourney(host.Application);

        var attempts = await journey.OnboardAsync();

        Assert.Equal(PartnerJourney.Taken, attempts.Select(attempt => (attempt.EventName, attempt.StatusCode)));
        Assert.All(attempts, attempt => Assert.Equal($"{host.Application.GetEndpoint(RunningAppHost.App)}webhooks", attempt.Json.GetProperty("callbackUrl").GetString()));
    }

    [Fact]
    public async Task After_a_restart_of_the_emulator_its_state_is_there_and_webhooks_arrive_again()
    {
        using var journey = new PartnerJourney(host.Application);
        var known = (await journey.OnboardAsync())[0].CustomerId!.Value;
        var stopped = host.Application.ResourceNotifications.WaitForResourceAsync(RunningAppHost.Onboarding, KnownResourceStates.Exited, Stop);

        var restart = await host.Application.ResourceCommands.ExecuteCommandAsync(RunningAppHost.Bank, KnownResourceCommands.RestartCommand, Stop);
        Assert.True(restart.Success, restart.Message);
        await stopped;
        await host.Application.ResourceNotifications.WaitForResourceHealthyAsync(RunningAppHost.Onboarding, WaitBehavior.WaitOnResourceUnavailable, Stop);

        await using var bank = await host.ConnectAsync();
        Assert.Equal(ScanStatus.Clear, (await bank.OpenPartner(host.Partner(RunningAppHost.Onboarding).PartnerId).Steps.ReadAsync(known, Stop)).Ofac);
        Assert.Equal(PartnerJourney.Taken, (await journey.OnboardAsync()).Select(attempt => (attempt.EventName, attempt.StatusCode)));
    }

    [Fact]
    public async Task A_reference_gives_a_project_what_its_client_needs()
    {
        var partner = host.Partner(RunningAppHost.Onboarding);
        await using var bank = await host.ConnectAsync();

        var environment = await EnvironmentAsync(RunningAppHost.App);

        Assert.Equal(bank.BaseAddress, new Uri(environment["Bank__Url"]!));
        Assert.Equal($"{partner.PartnerId}", environment["Bank__PartnerId"]);
        Assert.Equal("onboarding", environment["Bank__ClientId"]);
        Assert.Equal(await partner.ClientSecret.GetValueAsync(Stop), environment["Bank__ClientSecret"]);
        Assert.Equal(await bank.OpenPartner(partner.PartnerId).SigningSecretAsync(Stop), environment["Bank__SigningSecret"]);
    }

    [Fact]
    public async Task The_client_of_a_partner_gets_a_token_for_its_secret_and_for_no_other()
    {
        using var http = host.Application.CreateHttpClient(RunningAppHost.Bank);

        Assert.Equal(HttpStatusCode.OK, await TakeTokenAsync((await host.Partner(RunningAppHost.Onboarding).ClientSecret.GetValueAsync(Stop))!));
        Assert.NotEqual(HttpStatusCode.OK, await TakeTokenAsync("another"));

        async Task<HttpStatusCode> TakeTokenAsync(string secret)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = RunningAppHost.Onboarding,
                ["client_secret"] = secret,
            });
            using var answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form, Stop);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task No_secret_is_printed_or_a_property_of_a_resource()
    {
        var partner = host.Partner(RunningAppHost.Onboarding);
        string[] secrets = [(await partner.ClientSecret.GetValueAsync(Stop))!, (await partner.SigningSecret.GetValueAsync(Stop))!];
        var properties = string.Join('\n', (await SnapshotAsync(RunningAppHost.Onboarding)).Properties.Select(property => $"{property.Name}={property.Value}"));

        Assert.Contains($"Partner id={partner.PartnerId}", properties, StringComparison.Ordinal);
        Assert.Contains("Registered ", host.Output, StringComparison.Ordinal);
        Assert.All(secrets, secret =>
        {
            Assert.DoesNotContain(secret, host.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, properties, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_dashboard_links_to_the_page_and_to_the_reference()
    {
        var bank = host.Application.GetEndpoint(RunningAppHost.Bank);
        var urls = (await SnapshotAsync(RunningAppHost.Bank)).Urls.ToDictionary(url => url.DisplayProperties.DisplayName, url => url.Url);

        Assert.Equal($"{bank}_emulator/ui", urls["Page"]);
        Assert.Equal($"{bank}_emulator/reference", urls["API reference"]);
        using var http = new HttpClient();
        Assert.All(await Task.WhenAll(http.GetAsync(new Uri(urls["Page"]), Stop), http.GetAsync(new Uri(urls["API reference"]), Stop)), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Commands_change_the_world_of_their_partner()
    {
        await using var bank = await host.ConnectAsync();
        var world = bank.OpenPartner(host.Partner(RunningAppHost.Commanded).PartnerId);
        await world.SetClockAsync(TestClock.Manual, Stop);

        await SucceedAsync("next-scenario", ("scenario", "ofac-hit"), ("customers", "1"));
        var customerId = await world.CreateCustomerAsync(cancellationToken: Stop);
        await SucceedAsync("advance", ("span", "48h"));
        Assert.Equal(ScanStatus.Positive, (await world.Steps.ReadAsync(customerId, Stop)).Ofac);

        await SucceedAsync("condition", ("condition", "throttled"), ("start", "true"), ("minutes", "5"));
        Assert.Equal("throttled", await ActiveConditionAsync());
        await SucceedAsync("condition", ("condition", "throttled"), ("start", "false"));
        Assert.Null(await ActiveConditionAsync());

        await SucceedAsync("reset");
        await Assert.ThrowsAsync<EmulatorException>(() => world.Steps.ReadAsync(customerId, Stop));
    }

    [Fact]
    public async Task A_command_that_the_emulator_refuses_fails_with_its_reason()
    {
        var result = await ExecuteAsync("next-scenario", ("scenario", "none-such"), ("customers", "1"));

        Assert.False(result.Success);
        Assert.Contains("none-such", result.Message, StringComparison.Ordinal);
    }

    private async Task<string?> ActiveConditionAsync()
    {
        using var http = host.Application.CreateHttpClient(RunningAppHost.Bank);
        var path = new Uri($"/_emulator/partners/{RunningAppHost.Commanded}/conditions", UriKind.Relative);
        var active = (await http.GetFromJsonAsync<JsonElement>(path, Stop)).GetProperty("active");
        return active.EnumerateArray().Select(condition => condition.GetProperty("name").GetString()).SingleOrDefault();
    }

    private async Task SucceedAsync(string command, params (string Name, string Value)[] arguments)
    {
        var result = await ExecuteAsync(command, arguments);
        Assert.True(result.Success, $"{command}: {result.Message}");
    }

    private Task<ExecuteCommandResult> ExecuteAsync(string command, params (string Name, string Value)[] arguments) =>
        host.Application.ResourceCommands.ExecuteCommandAsync(
            RunningAppHost.Commanded,
            command,
            new InteractionInputCollection([.. arguments.Select(argument => new InteractionInput { Name = argument.Name, InputType = InputType.Text, Value = argument.Value })]),
            Stop);

    private async Task<Dictionary<string, string?>> EnvironmentAsync(string resource) =>
        (await SnapshotAsync(resource)).EnvironmentVariables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);

    private async Task<CustomResourceSnapshot> SnapshotAsync(string resource) =>
        (await host.Application.ResourceNotifications.WaitForResourceAsync(resource, state => state.Snapshot.State?.Text == KnownResourceStates.Running, Stop)).Snapshot;
}

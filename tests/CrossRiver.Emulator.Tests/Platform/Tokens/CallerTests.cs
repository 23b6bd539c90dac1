using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Who may call the bank's operations: contract, sections 4 and 6.1.</summary>
public sealed class CallerTests
{
    private const string Denied = """{"message":"Authorization has been denied for this request."}""";

    private static readonly Guid Own = new("11111111-2222-3333-4444-b3a000000001");

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer made-up")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer ")]
    [InlineData("Basic eDp5")]
    public async Task Relaxed_no_token_is_needed_and_any_is_taken(string? authorization)
    {
        await using var emulator = new StandingEmulator();
        var partner = emulator.NewPartner();
        await partner.TakeTokenAsync("somebody");

        Assert.Equal(HttpStatusCode.OK, (await CallAsync(partner, authorization)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer made-up")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhY21lIiwiYXVkIjoieCIsImV4cCI6NDEwMjQ0NDgwMH0.")]
    [InlineData("Basic eDp5")]
    [ContractRow("4 use")]
    [ContractRow("6.1 missing or bad token")]
    [ContractRow("6.3 401")]
    public async Task Strict_a_token_of_ours_is_needed(string? authorization)
    {
        await using var emulator = Strict();
        var partner = emulator.NewPartner(Own);
        await partner.TakeTokenAsync("acme");

        var answer = await CallAsync(partner, authorization);

        Assert.Equal((HttpStatusCode.Unauthorized, Denied), (answer.Status, answer.Text));
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(partner, authorization, "/webhooks/v1/registrations")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(partner, authorization, "/core/v1/nothing")).Status);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(partner, authorization, "/_emulator/health")).Status);
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync("/core/v1/cm/customers")).Status);
    }

    [Fact]
    public async Task Strict_a_call_by_a_method_that_is_not_allowed_needs_a_token_too()
    {
        await using var emulator = Strict();
        var partner = emulator.NewPartner(Own);

        var denied = await partner.SendAsync(new HttpRequestMessage(HttpMethod.Patch, "/core/v1/cm/customers"));
        await partner.TakeTokenAsync("acme");
        var refused = await partner.SendAsync(new HttpRequestMessage(HttpMethod.Patch, "/core/v1/cm/customers"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.MethodNotAllowed), (denied.Status, refused.Status));
    }

    [Fact]
    public async Task Strict_a_denied_call_changes_nothing()
    {
        await using var emulator = Strict();
        var partner = emulator.NewPartner(Own);

        var answer = await partner.PostAsync("/core/v1/cm/customers", partner.Body("create-personal.request.json"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(0, await partner.CountCustomersAsync());
        Assert.NotNull(Assert.Single(answer.Headers.GetValues("request-id")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [ContractRow("4 refresh")]
    public async Task A_token_of_ours_ends_in_both_modes(bool isStrict)
    {
        await using var emulator = isStrict ? Strict() : new StandingEmulator();
        var partner = emulator.NewPartner(Own);
        await partner.TakeTokenAsync("acme");
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync("/core/v1/cm/customers")).Status);

        emulator.Clock.Advance(TimeSpan.FromDays(1));

        var ended = await partner.GetAsync("/core/v1/cm/customers");
        Assert.Equal((HttpStatusCode.Unauthorized, Denied), (ended.Status, ended.Text));
        await partner.TakeTokenAsync("acme");
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync("/core/v1/cm/customers")).Status);
    }

    [Theory]
    [InlineData("acme", "wrong", true)]
    [InlineData("acme", "wrong", false)]
    [InlineData("nobody", "secret", true)]
    public async Task Wrong_credentials_get_no_token(string clientId, string secret, bool isStrict)
    {
        await using var emulator = new StandingEmulator { Settings = Settings(isStrict) };
        var partner = emulator.NewPartner();

        var answer = await partner.PostTextAsync(
            "/connect/token",
            $"grant_type=client_credentials&client_id={clientId}&client_secret={secret}",
            "application/x-www-form-urlencoded");
        var old = await partner.PostAsync("/oauth/token", new JsonObject { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret });

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_client"), (answer.Status, (string)answer.Json["error"]!));
        Assert.Equal((HttpStatusCode.Unauthorized, "access_denied"), (old.Status, (string)old.Json["error"]!));
    }

    [Fact]
    [ContractRow("4 no scope")]
    public async Task A_client_gets_its_scopes_or_some_of_them_and_no_others()
    {
        await using var emulator = new StandingEmulator { Settings = Settings(isStrict: true) };
        var partner = emulator.NewPartner(Own);

        Assert.Equal(["customers", "hooks"], ScopesOf(await partner.TakeTokenAsync("acme")));
        Assert.Equal(["hooks"], ScopesOf(await partner.TakeTokenAsync("acme", scope: "hooks")));
        var refused = await partner.PostTextAsync(
            "/connect/token",
            "grant_type=client_credentials&client_id=acme&client_secret=secret&scope=hooks%20gold",
            "application/x-www-form-urlencoded");

        Assert.Equal("invalid_scope", (string)refused.Json["error"]!);

        IReadOnlyList<string> ScopesOf(string token) =>
            emulator.Services.GetRequiredService<BearerTokens>().FindCallerAsync(token).AsTask().Result!.Scopes;
    }

    [Fact]
    [ContractRow("4 missing scope")]
    [ContractRow("6.3 403")]
    public async Task A_token_without_the_scope_that_the_settings_ask_for_is_forbidden()
    {
        await using var emulator = new StandingEmulator { Settings = Settings(isStrict: false) };
        var partner = emulator.NewPartner(Own);
        await partner.TakeTokenAsync("acme", scope: "hooks");

        var forbidden = await partner.GetAsync("/core/v1/cm/customers");

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.Status);
        Assert.Equal("""{"errors":[{"code":3002,"message":"Scope customers required"}]}""", forbidden.Text);
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync("/webhooks/v1/registrations")).Status);
    }

    [Fact]
    [ContractRow("6.2 3000-3999")]
    public async Task A_client_of_one_partner_is_forbidden_the_data_of_another()
    {
        await using var emulator = new StandingEmulator { Settings = Settings(isStrict: false) };
        var other = emulator.NewPartner();
        var customer = await other.OnboardAsync();
        var registration = await other.RegisterAsync(new Uri("http://localhost:9/hooks"), CustomerEvents.Onboarded, CustomerEvents.OfacChanged);
        await emulator.AdvanceAsync(TimeSpan.FromSeconds(2), other);
        var eventId = (await other.GetDeliveriesAsync())[0]["eventId"];
        var partner = emulator.NewPartner(Own);
        await partner.TakeTokenAsync("acme");

        Answer[] answers =
        [
            await partner.GetAsync($"/core/v1/cm/customers/{customer["id"]}"),
            await partner.PutAsync($"/core/v1/cm/customers/{customer["id"]}/name", new JsonObject { ["firstName"] = "Eve" }),
            await partner.PutAsync($"/core/v1/cm/customers/{customer["id"]}/name", new JsonObject { ["firstName"] = 1 }),
            await partner.DeleteAsync($"/core/v1/cm/customers/{customer["id"]}"),
            await partner.GetAsync($"/core/v1/cm/customers/{customer["id"]}/addresses"),
            await partner.PostAsync("/core/v1/cm/customers", other.Body("create-personal.request.json")),
            await partner.PostAsync("/core/v1/cm/customers", emulator.NewPartner().Body("create-personal.request.json")),
            await partner.GetAsync($"/core/v1/cm/customers?partnerId={other.Id}"),
            await partner.GetAsync($"/core/v1/cm/customers?partnerId={Guid.Empty}"),
            await partner.GetAsync($"/webhooks/v1/registrations?partnerId={other.Id}"),
            await partner.GetAsync($"/webhooks/v1/registrations/{registration["id"]}"),
            await partner.DeleteAsync($"/webhooks/v1/registrations/{registration["id"]}"),
            await partner.PutAsync($"/webhooks/v1/registrations/{registration["id"]}/ping", []),
            await partner.PostAsync("/webhooks/v1/registrations", other.Body("registration.request.json")),
            await partner.GetAsync($"/webhooks/v1/events?partnerId={other.Id}"),
            await partner.GetAsync($"/webhooks/v1/events/poll?partnerId={other.Id}"),
            await partner.GetAsync($"/webhooks/v1/events/{eventId}"),
            await partner.PostAsync($"/webhooks/v1/events/{eventId}/resend", []),
        ];

        var unheardOf = emulator.NewPartner();
        var business = unheardOf.Body("create-business.request.json");
        business["profile"]!["primaryOwnerCustomerId"] = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
        Answer[] more =
        [
            await partner.PostAsync("/core/v1/cm/customers", business),
            await partner.PostAsync("/core/v1/cm/customers", new JsonObject { ["partnerId"] = unheardOf.Id.ToString() }),
            await partner.PostAsync("/webhooks/v1/registrations", unheardOf.Body("registration.request.json")),
        ];

        Assert.Equal(HttpStatusCode.NotFound, (await unheardOf.GetAsync(unheardOf.Control)).Status);
        Assert.All(answers.Concat(more), answer => Assert.True(answer.Status is HttpStatusCode.Forbidden && (int)answer.Json["errors"]![0]!["code"]! == 3001, answer.Text));
        Assert.Equal((1, 2), (await other.CountCustomersAsync(), await other.CountRegistrationsAsync()));
    }

    [Fact]
    public async Task A_client_of_one_partner_lists_its_own_only()
    {
        await using var emulator = new StandingEmulator { Settings = Settings(isStrict: false) };
        var other = emulator.NewPartner();
        await other.OnboardAsync();
        await other.RegisterAsync(new Uri("http://localhost:9/hooks"), CustomerEvents.Onboarded);
        var partner = emulator.NewPartner(Own);
        await partner.TakeTokenAsync("acme");
        Assert.Empty((await partner.GetAsync("/core/v1/cm/customers")).Json["results"]!.AsArray());
        var own = await partner.OnboardAsync();
        await partner.RegisterAsync(new Uri("http://localhost:9/hooks"), CustomerEvents.PepScanChanged);

        var customers = (await partner.GetAsync("/core/v1/cm/customers")).Json["results"]!.AsArray();
        var registrations = (await partner.GetAsync("/webhooks/v1/registrations")).Json["results"]!.AsArray();

        Assert.Equal((string)own["id"]!, (string)Assert.Single(customers)!["id"]!);
        Assert.Equal(CustomerEvents.PepScanChanged, (string)Assert.Single(registrations)!["eventName"]!);
        Assert.Equal("acme", (string)(await partner.GetJournalAsync())[^1]["clientId"]!);
    }

    [Fact]
    public async Task More_tokens_than_are_remembered_are_told_from_each_other()
    {
        await using var emulator = new StandingEmulator();
        var tokens = emulator.Services.GetRequiredService<BearerTokens>();
        var credentials = new SigningCredentials(emulator.Services.GetRequiredService<SigningKey>().Value, SecurityAlgorithms.EcdsaSha256);
        var given = Enumerable.Range(0, 1100).ToDictionary(number => $"client-{number}", number => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object> { ["sub"] = $"client-{number}" },
            TokenType = "at+jwt",
            Audience = "x",
            Issuer = "x",
            SigningCredentials = credentials,
        }));

        foreach (var (clientId, token) in given.Concat(given))
        {
            Assert.Equal(clientId, (await tokens.FindCallerAsync(token))!.ClientId);
        }
    }

    private static StandingEmulator Strict() => new() { Settings = Settings(isStrict: true) };

    private static Dictionary<string, string?> Settings(bool isStrict) => new(StringComparer.Ordinal)
    {
        ["Emulator:Strict"] = isStrict ? "true" : "false",
        ["Emulator:Tokens:Clients:0:Id"] = "acme",
        ["Emulator:Tokens:Clients:0:Secret"] = "secret",
        ["Emulator:Tokens:Clients:0:PartnerId"] = Own.ToString(),
        ["Emulator:Tokens:Clients:0:Scopes"] = "customers hooks",
        ["Emulator:Tokens:CustomersScope"] = "customers",
    };

    private static Task<Answer> CallAsync(Partner partner, string? authorization, string path = "/core/v1/cm/customers")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(partner.Http.BaseAddress!, path));
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? "");
        return partner.SendAsync(request);
    }
}

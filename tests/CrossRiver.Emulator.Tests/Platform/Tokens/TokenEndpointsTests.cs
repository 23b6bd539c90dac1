using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Contract, section 4: how a client gets its token.</summary>
public sealed class TokenEndpointsTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string TokenPath = "/connect/token";

    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    [ContractRow("4 token URL")]
    [ContractRow("4 content type")]
    [ContractRow("4 fields")]
    [ContractRow("4 response")]
    [ContractRow("4 lifetime")]
    public async Task A_client_gets_a_token_of_a_day_by_a_form()
    {
        var answer = (await AskAsync(TokenPath, ("client_id", "acme"), ("client_secret", "secret"), ("audience", "https://api.crbcos.com/"))).Expect(HttpStatusCode.OK);

        Assert.Equal(Example.Read("token.response.json").Select(member => member.Key).Order(), answer.Select(member => member.Key).Order());
        Assert.Equal(86_400, (int)answer["expires_in"]!);
        Assert.Equal("Bearer", (string)answer["token_type"]!);
        var claims = ClaimsOf(answer);
        Assert.Equal(("acme", "https://api.crbcos.com/"), ((string)claims["client_id"]!, (string)claims["aud"]!));
        Assert.Equal(86_400, (long)claims["exp"]! - (long)claims["iat"]!);
        Assert.Equal(emulator.Clock.GetUtcNow().ToUnixTimeSeconds(), (long)claims["iat"]!);
    }

    [Fact]
    [ContractRow("4 Basic client authentication")]
    public async Task A_client_can_name_itself_by_basic_authentication()
    {
        var request = Form(TokenPath, ("grant_type", "client_credentials"));
        request.Headers.Authorization = Basic("acme", "se:cret");

        var answer = (await _partner.SendAsync(request)).Expect(HttpStatusCode.OK);

        Assert.Equal("acme", (string)ClaimsOf(answer)["client_id"]!);
    }

    [Fact]
    public async Task A_request_without_an_audience_gets_the_usual_one()
    {
        var answer = (await AskAsync(TokenPath, ("client_id", "acme"), ("client_secret", "x"))).Expect(HttpStatusCode.OK);

        Assert.Equal("https://api.crbcos.com/", (string)ClaimsOf(answer)["aud"]!);
    }

    [Fact]
    public async Task The_scopes_that_are_asked_for_are_in_the_token()
    {
        var answer = (await AskAsync(TokenPath, ("client_id", "acme"), ("client_secret", "x"), ("scope", "one two"))).Expect(HttpStatusCode.OK);

        Assert.Equal("one two", (string)ClaimsOf(answer)["scope"]!);
    }

    [Fact]
    [ContractRow("4 legacy")]
    public async Task An_old_client_gets_its_token_by_json()
    {
        var body = new JsonObject { ["client_id"] = "acme", ["client_secret"] = "x", ["grant_type"] = "client_credentials", ["audience"] = "https://api.crbcos.com/" };

        var answer = (await _partner.PostAsync("/oauth/token", body)).Expect(HttpStatusCode.OK);

        Assert.Equal("acme", (string)ClaimsOf(answer)["client_id"]!);
        Assert.Equal(86_400, (int)answer["expires_in"]!);
    }

    [Fact]
    public async Task Introspection_answers_any_client_at_any_address_of_the_emulator()
    {
        var token = (string)(await AskAsync(TokenPath, ("client_id", "acme"), ("client_secret", "x"))).Expect(HttpStatusCode.OK)["access_token"]!;
        var request = Form("/connect/introspect", ("token", token), ("client_id", "a-resource-server"), ("client_secret", "y"));
        request.Headers.Host = "emulator:8080";

        Assert.True((bool)(await _partner.SendAsync(request)).Expect(HttpStatusCode.OK)["active"]!);
    }

    [Fact]
    public async Task No_identity_token_is_given()
    {
        var answer = (await AskAsync(TokenPath, ("client_id", "acme"), ("client_secret", "x"), ("scope", "openid one"))).Expect(HttpStatusCode.OK);

        Assert.Null(answer["id_token"]);
        Assert.Equal("one", (string)ClaimsOf(answer)["scope"]!);
    }

    [Fact]
    public async Task A_form_that_is_called_json_is_read_as_the_form_it_is()
    {
        var answer = await _partner.PostTextAsync("/oauth/token", "grant_type=client_credentials&client_id=acme&client_secret=x", "application/json");

        Assert.Equal("acme", (string)ClaimsOf(answer.Expect(HttpStatusCode.OK))["client_id"]!);
    }

    [Theory]
    [InlineData(TokenPath)]
    [InlineData("/oauth/token")]
    [InlineData("/connect/introspect")]
    public async Task Forms_are_bounded(string path)
    {
        var tooLarge = await _partner.PostTextAsync(path, $"client_secret={new string('x', 1024 * 1024)}", "application/x-www-form-urlencoded");
        var tooMany = await _partner.PostTextAsync(path, string.Join('&', Enumerable.Range(0, 3000).Select(number => $"m{number}=1")), "application/x-www-form-urlencoded");
        var tooLong = await _partner.PostTextAsync(path, $"{new string('x', 5000)}=1", "application/x-www-form-urlencoded; charset=utf-7");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.Status);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (tooMany.Status, (string)tooMany.Json["error"]!));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (tooLong.Status, (string)tooLong.Json["error"]!));
    }

    [Theory]
    [InlineData("""{"client_id":"\ud800"}""")]
    [InlineData("""{"\ud800":"x"}""")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"grant_type":1,"client_id":null}""")]
    public async Task An_old_client_that_sends_nothing_good_is_told_so(string body)
    {
        var answer = await _partner.PostTextAsync("/oauth/token", body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, (string)answer.Json["error"]!));
    }

    [Theory]
    [InlineData("invalid_request", "client_id=a&client_secret=b")]
    [InlineData("invalid_request", "grant_type=client_credentials")]
    [InlineData("unsupported_grant_type", "grant_type=password&client_id=a&client_secret=b")]
    [InlineData("unsupported_grant_type", "grant_type=refresh_token&refresh_token=x&client_id=a&client_secret=b")]
    [ContractRow("4 error answers")]
    public async Task A_wrong_request_gets_a_standard_error(string error, string form)
    {
        var answer = await _partner.PostTextAsync(TokenPath, form, "application/x-www-form-urlencoded");

        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.Status, (string)answer.Json["error"]!));
        Assert.Equal(["error", "error_description"], answer.Json.Select(member => member.Key).Order());
    }

    [Fact]
    public async Task Introspection_tells_what_a_token_is_good_for_until_it_ends()
    {
        var token = (string)(await AskAsync(TokenPath, ("client_id", "acme"), ("client_secret", "x"), ("scope", "one")))
            .Expect(HttpStatusCode.OK)["access_token"]!;

        var good = await IntrospectAsync(token);
        var changed = await IntrospectAsync($"{token[..^2]}{(token[^2] == 'A' ? 'B' : 'A')}{token[^1]}");
        emulator.Clock.Advance(TimeSpan.FromDays(1));
        var ended = await IntrospectAsync(token);

        Assert.Equal((true, "acme", "one"), ((bool)good["active"]!, (string)good["client_id"]!, (string)good["scope"]!));
        Assert.False((bool)changed["active"]!);
        Assert.False((bool)ended["active"]!);
    }

    private static HttpRequestMessage Form(string path, params IEnumerable<(string Name, string Value)> members) => new(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent(members.Select(member => KeyValuePair.Create(member.Name, member.Value))),
    };

    private static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}")));

    private static JsonObject ClaimsOf(JsonObject answer)
    {
        var payload = ((string)answer["access_token"]!).Split('.')[1].Replace('-', '+').Replace('_', '/');
        return JsonNode.Parse(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '=')))!.AsObject();
    }

    private Task<Answer> AskAsync(string path, params (string Name, string Value)[] members) =>
        _partner.SendAsync(Form(path, [("grant_type", "client_credentials"), .. members]));

    private async Task<JsonObject> IntrospectAsync(string token) =>
        (await _partner.SendAsync(Form("/connect/introspect", ("token", token), ("client_id", "acme"), ("client_secret", "x")))).Expect(HttpStatusCode.OK);
}

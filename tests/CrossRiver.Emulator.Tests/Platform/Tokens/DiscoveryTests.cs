using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>What client libraries read of the token server before they ask it for a token.</summary>
public sealed class DiscoveryTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private const string Path = "/.well-known/openid-configuration";

    private readonly Partner _partner = emulator.NewPartner();

    private string Root => _partner.Http.BaseAddress!.OriginalString.TrimEnd('/');

    [Fact]
    [ContractRow("4 server software")]
    public async Task Discovery_names_everything_where_the_client_found_it()
    {
        var discovery = await ReadAsync();

        Assert.Equal($"{Root}/connect/token", (string)discovery["token_endpoint"]!);
        Assert.Equal(["client_credentials"], discovery["grant_types_supported"]!.AsArray().Select(grant => (string)grant!));
        var keys = (await _partner.GetAsync(new Uri((string)discovery["jwks_uri"]!).PathAndQuery)).Expect(HttpStatusCode.OK);
        Assert.Equal("ES256", (string)Assert.Single(keys["keys"]!.AsArray())!["alg"]!);
        Assert.DoesNotContain("\"d\"", keys.ToJsonString(), StringComparison.Ordinal);
    }

    // go-oidc and others compare it with what they are configured with, character by character.
    [Fact]
    [ContractRow("4 issuer")]
    public async Task The_issuer_has_no_slash_at_its_end_in_discovery_in_tokens_and_in_introspection()
    {
        var token = (string)(await PostAsync("/connect/token", ("grant_type", "client_credentials"))).Expect(HttpStatusCode.OK)["access_token"]!;
        var introspection = (await PostAsync("/connect/introspect", ("token", token))).Expect(HttpStatusCode.OK);

        Assert.Equal(Root, (string)(await ReadAsync())["issuer"]!);
        Assert.Equal(Root, new JsonWebToken(token).Issuer);
        Assert.Equal(Root, (string)introspection["iss"]!);
    }

    [Theory]
    [InlineData("authorization_endpoint")]
    [InlineData("token_endpoint")]
    [InlineData("jwks_uri")]
    public async Task Discovery_has_the_addresses_that_OpenID_Connect_requires(string member) =>
        Assert.StartsWith($"{Root}/", (string?)(await ReadAsync())[member], StringComparison.Ordinal);

    [Theory]
    [InlineData("response_types_supported", "code")]
    [InlineData("subject_types_supported", "public")]
    [InlineData("id_token_signing_alg_values_supported", "ES256")]
    public async Task Discovery_has_the_lists_that_OpenID_Connect_requires(string member, string value) =>
        Assert.Equal([value], (await ReadAsync())[member]?.AsArray().Select(one => (string)one!));

    [Fact]
    public async Task The_address_where_people_would_sign_in_says_how_programs_get_a_token()
    {
        var address = new Uri((string)(await ReadAsync())["authorization_endpoint"]!);

        var answer = await _partner.GetAsync($"{address.PathAndQuery}?response_type=code&client_id=acme");

        Assert.Equal((HttpStatusCode.BadRequest, "unsupported_response_type"), (answer.Status, (string)answer.Json["error"]!));
        Assert.Contains("/connect/token", (string)answer.Json["error_description"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Path)]
    [InlineData($"{Path}/jwks")]
    public async Task A_call_without_a_host_is_refused_in_the_standard_form(string path)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_partner.Http.BaseAddress!.Host, _partner.Http.BaseAddress.Port, Stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\n\r\n"), Stop);
        using var reader = new StreamReader(new NetworkStream(socket));

        var answer = await reader.ReadToEndAsync(Stop);

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Equal(["error", "error_description"], JsonNode.Parse(answer.Split("\r\n\r\n")[1])!.AsObject().Select(member => member.Key));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<JsonObject> ReadAsync() => (await _partner.GetAsync(Path)).Expect(HttpStatusCode.OK);

    private Task<Answer> PostAsync(string path, (string Name, string Value) member) => _partner.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent([KeyValuePair.Create("client_id", "acme"), KeyValuePair.Create("client_secret", "secret"), KeyValuePair.Create(member.Name, member.Value)]),
    });
}

using Duende.IdentityModel.Client;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Client libraries that know nothing of the emulator work against it.</summary>
public sealed class ClientLibraryTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Theory]
    [InlineData(ClientCredentialStyle.PostBody)]
    [InlineData(ClientCredentialStyle.AuthorizationHeader)]
    public async Task Duende_finds_the_endpoints_and_takes_a_token(ClientCredentialStyle style)
    {
        var discovery = await _partner.Http.GetDiscoveryDocumentAsync(cancellationToken: Stop);
        Assert.False(discovery.IsError, discovery.Error);
        using var request = new ClientCredentialsTokenRequest
        {
            Address = discovery.TokenEndpoint,
            ClientId = "acme",
            ClientSecret = "secret with spaces & signs",
            ClientCredentialStyle = style,
            Scope = "customers",
            Parameters = { { "audience", "https://api.crbcos.com/" } },
        };

        var token = await _partner.Http.RequestClientCredentialsTokenAsync(request, Stop);
        using var question = new TokenIntrospectionRequest
        {
            Address = discovery.IntrospectionEndpoint,
            ClientId = "acme",
            ClientSecret = "secret",
            ClientCredentialStyle = style,
            Token = token.AccessToken!,
        };
        var introspection = await _partner.Http.IntrospectTokenAsync(question, Stop);

        Assert.False(token.IsError, token.Error);
        Assert.Equal(("Bearer", 86_400), (token.TokenType, token.ExpiresIn));
        Assert.Contains(introspection.Claims, claim => claim is { Type: "scope", Value: "customers" });
        Assert.True(introspection.IsActive);
        Assert.Single(discovery.KeySet!.Keys);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Adds a token of the emulator to each call. The first call gets the token.</summary>
/// <remarks>The token is valid for a day on the emulator's clock. A longer test must get its own tokens, as its client must.</remarks>
internal sealed class WithToken(HttpMessageHandler inner, PartnerCredentials credentials) : DelegatingHandler(inner)
{
    private readonly Lock _taking = new();
    private Task<string>? _token;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization ??= new AuthenticationHeaderValue("Bearer", await TakeAsync(request.RequestUri!).WaitAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }

    private Task<string> TakeAsync(Uri address)
    {
        lock (_taking)
        {
            return _token ??= AskAsync(address);
        }
    }

    // All calls share this request, so the cancellation of one call must not end it.
    private async Task<string> AskAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/connect/token"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = credentials.ClientId,
                ["client_secret"] = credentials.ClientSecret,
            }),
        };
        using var response = await base.SendAsync(request, CancellationToken.None);
        if (!response.IsSuccessStatusCode)
        {
            throw new EmulatorException($"The emulator refused a token for the client '{credentials}': it answered {(int)response.StatusCode}");
        }

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None);
        return answer.GetProperty("access_token").GetString()!;
    }
}

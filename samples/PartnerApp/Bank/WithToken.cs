using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace PartnerApp.Bank;

/// <summary>Sends each call with a token, kept until the bank refuses it.</summary>
internal sealed class WithToken(IOptions<BankOptions> bank) : DelegatingHandler
{
    private volatile string? _token;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendAsync(request, _token ?? await TakeAsync(cancellationToken), cancellationToken);
        if (response.StatusCode is not HttpStatusCode.Unauthorized)
        {
            return response;
        }

        // It has expired, or was withdrawn. One new token, and no more: who is refused with that one is not welcome.
        response.Dispose();
        return await SendAsync(request, await TakeAsync(cancellationToken), cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        return await base.SendAsync(request, cancellationToken);
    }

    private async Task<string> TakeAsync(CancellationToken cancellationToken)
    {
        var options = bank.Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, options.TokenUrl ?? new Uri(options.Url, "/connect/token"));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.ClientId,
            ["client_secret"] = options.ClientSecret,
            ["audience"] = "https://api.crbcos.com/",
        });
        using var response = await base.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);

        return _token = answer.GetProperty("access_token").GetString()!;
    }
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace PartnerApp.Bank;

/// <summary>The bank's API, as far as this partner uses it.</summary>
/// <remarks>Every method throws an <see cref="HttpRequestException"/> whose message is the bank's reason, or that of the network.</remarks>
internal sealed class BankClient(HttpClient http, IOptions<PartnerOptions> partner)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private Guid PartnerId => partner.Value.Id;

    /// <summary>Creates a customer. Whoever sends the same application again gets the same customer: its key is the idempotency key.</summary>
    public async Task<BankCustomer> CreateAsync(Application application, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "core/v1/cm/customers");
        request.Headers.Add("idempotency-key", application.Key);
        request.Content = JsonContent.Create(
            new
            {
                PartnerId,
                clientIdentifier = application.Key,
                classification = "Personal",
                name = new { application.FirstName, application.LastName },
                profile = new { regO = false, politicallyExposedPerson = false, taxIdType = "Ssn", application.TaxId, application.BirthDate, riskRating = "Low" },
            },
            options: Json);
        using var response = await http.SendAsync(request, cancellationToken);

        return await ReadAsync<BankCustomer>(response, cancellationToken);
    }

    /// <summary>Reads a customer, or <see langword="null"/> if the bank knows none of this partner's with this identifier.</summary>
    public async Task<BankCustomer?> FindAsync(Guid customerId, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri($"core/v1/cm/customers/{customerId}", UriKind.Relative), cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        var customer = await ReadAsync<BankCustomer>(response, cancellationToken);
        return customer.PartnerId == PartnerId ? customer : null;
    }

    /// <summary>Lists the partner's registrations for webhooks.</summary>
    public async Task<IReadOnlyList<Registration>> ListRegistrationsAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri($"webhooks/v1/registrations?partnerId={PartnerId}&pageSize=50", UriKind.Relative), cancellationToken);

        return (await ReadAsync<RegistrationPage>(response, cancellationToken)).Results;
    }

    /// <summary>Registers for an event, or changes the registration that there is.</summary>
    public async Task RegisterAsync(Guid? registrationId, string eventName, Uri callbackUrl, CancellationToken cancellationToken)
    {
        var body = new { PartnerId, eventName, callbackUrl, type = "Push", format = "Basic", authUsername = partner.Value.WebhookUser, authPassword = partner.Value.WebhookPassword };
        using var response = registrationId is { } id
            ? await http.PutAsJsonAsync(new Uri($"webhooks/v1/registrations/{id}", UriKind.Relative), body, Json, cancellationToken)
            : await http.PostAsJsonAsync(new Uri("webhooks/v1/registrations", UriKind.Relative), body, Json, cancellationToken);
        await ReadAsync<JsonElement>(response, cancellationToken);
    }

    /// <summary>Ends the suspension of a registration: what has waited is sent.</summary>
    public async Task RestartAsync(Guid registrationId, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsync(new Uri($"webhooks/v1/registrations/{registrationId}/restart", UriKind.Relative), content: null, cancellationToken);
        await ReadAsync<JsonElement>(response, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);

        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<T>(text, Json)!
            : throw new HttpRequestException($"The bank answered {(int)response.StatusCode}: {text}", inner: null, response.StatusCode);
    }

    private sealed record RegistrationPage(IReadOnlyList<Registration> Results);
}

/// <summary>What somebody filled in to become a customer.</summary>
/// <param name="Key">Made with the form, so that the same form is the same application however often it is sent.</param>
/// <param name="FirstName">As on the passport.</param>
/// <param name="LastName">As on the passport.</param>
/// <param name="BirthDate">As the form and the bank write it: <c>1953-09-22</c>.</param>
/// <param name="TaxId">Nine digits.</param>
internal sealed record Application(string Key, string FirstName, string LastName, string BirthDate, string TaxId);

/// <summary>One registration for webhooks.</summary>
internal sealed record Registration(Guid Id, string EventName, RegistrationStatus Status);

/// <summary>Whether the bank sends to a <see cref="Registration"/>.</summary>
internal enum RegistrationStatus
{
    Active,
    Suspended,
    Restarting,
}

using System.Net.Http.Json;
using System.Text.Json;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>Provides the calls to the bank's routes that a test makes in place of its partner.</summary>
internal sealed class BankCalls(Wire wire)
{
    private const string Registrations = "webhooks/v1/registrations";

    /// <summary>Creates the example customer, and returns its identifier.</summary>
    public async Task<Guid> CreateCustomerAsync(Guid partnerId, string? scenario, CancellationToken cancellationToken)
    {
        var example = await wire.CallAsync(new ControlCall("Reading an example", HttpMethod.Get, "examples/customers.create"), cancellationToken);
        var body = example.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        body["partnerId"] = JsonSerializer.SerializeToElement(partnerId);

        // With the example's identifier, the partner could not distinguish its customers.
        body.Remove("clientIdentifier");
        return (await PostAsync("core/v1/cm/customers", body, scenario, cancellationToken)).GetProperty("id").GetGuid();
    }

    /// <summary>Opens an account, and returns its number.</summary>
    public async Task<string> OpenAccountAsync(Guid customerId, string? title, Guid productId, CancellationToken cancellationToken) =>
        (await PostAsync("core/v1/dda/accounts", new { customerId, productId, title }, scenario: null, cancellationToken))
            .GetProperty("accountNumber").GetString()!;

    /// <summary>Puts money into an account by a simulated wire.</summary>
    public Task FundAsync(string accountNumber, long amount, CancellationToken cancellationToken) =>
        PostAsync("wires/v1/payments/simulations", new { accountNumber, amount }, scenario: null, cancellationToken);

    /// <summary>Registers an endpoint for the events of the options.</summary>
    public async Task RegisterAsync(Guid partnerId, Uri callbackUrl, RegistrationOptions options, CancellationToken cancellationToken)
    {
        var (format, authUsername, authPassword) = (options.Format, options.Username, options.Password);
        foreach (var eventName in options.EventNames)
        {
            var body = new { partnerId, eventName, callbackUrl, type = "Push", format, authUsername, authPassword };
            if (options.ReplacesExisting && await FindRegistrationAsync(partnerId, eventName, cancellationToken) is { } existing)
            {
                await ReplaceAsync(existing, body, cancellationToken);
            }
            else
            {
                await PostAsync(Registrations, body, scenario: null, cancellationToken);
            }
        }
    }

    private async Task<JsonElement?> FindRegistrationAsync(Guid partnerId, string eventName, CancellationToken cancellationToken)
    {
        var path = $"{Registrations}?partnerId={partnerId}&eventName={Uri.EscapeDataString(eventName)}";
        var found = (await SendAsync(HttpMethod.Get, path, body: null, scenario: null, cancellationToken)).GetProperty("results");
        return found.GetArrayLength() > 0 ? found[0] : null;
    }

    private async Task ReplaceAsync(JsonElement registration, object body, CancellationToken cancellationToken)
    {
        var path = $"{Registrations}/{registration.GetProperty("id").GetString()}";
        await SendAsync(HttpMethod.Put, path, body, scenario: null, cancellationToken);
        if (registration.GetProperty("status").GetString() is "Suspended")
        {
            await SendAsync(HttpMethod.Put, $"{path}/restart", body: null, scenario: null, cancellationToken);
        }
    }

    private Task<JsonElement> PostAsync(string path, object body, string? scenario, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, scenario, cancellationToken);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, string? scenario, CancellationToken cancellationToken)
    {
        using var http = wire.CreateClient();
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: Wire.Json) };
        if (scenario is not null)
        {
            request.Headers.Add("X-Emulator-Scenario", scenario);
        }

        var answer = await wire.SendAsync(http, request, $"{method} /{path}", wire.Patience, cancellationToken);
        return answer.IsSuccess ? answer.Json : throw new EmulatorException($"{method} /{path} failed: {answer.Reason}");
    }
}

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace CrossRiver.Emulator.Testing.Control;

/// <summary>The calls to the bank's routes that a test makes in its partner's place.</summary>
/// <param name="wire">The emulator.</param>
internal sealed class BankCalls(Wire wire)
{
    /// <summary>Creates the example customer.</summary>
    /// <returns>Its identifier.</returns>
    public async Task<Guid> CreateCustomerAsync(Guid partnerId, string? scenario, CancellationToken cancellationToken)
    {
        var example = await wire.CallAsync(new ControlCall("Reading an example", HttpMethod.Get, "examples/customers.create"), cancellationToken);
        var body = example.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        body["partnerId"] = JsonSerializer.SerializeToElement(partnerId);

        // Each is another customer to the partner, too.
        body.Remove("clientIdentifier");
        return (await PostAsync("core/v1/cm/customers", body, scenario, cancellationToken)).GetProperty("id").GetGuid();
    }

    /// <summary>Registers an endpoint for events.</summary>
    public async Task RegisterAsync(Guid partnerId, Uri callbackUrl, RegistrationOptions options, CancellationToken cancellationToken)
    {
        foreach (var eventName in options.EventNames)
        {
            var body = new { partnerId, eventName, callbackUrl, type = "Push", options.Format, authUsername = options.Username, authPassword = options.Password };
            await PostAsync("webhooks/v1/registrations", body, scenario: null, cancellationToken);
        }
    }

    private async Task<JsonElement> PostAsync(string path, object body, string? scenario, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(wire.Patience);
        using var http = wire.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Wire.Json) };
        if (scenario is not null)
        {
            request.Headers.Add("X-Emulator-Scenario", scenario);
        }

        try
        {
            using var response = await http.SendAsync(request, patience.Token);
            var answer = new ControlAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(patience.Token));
            return answer.IsSuccess ? answer.Json : throw new EmulatorException($"POST /{path} failed: {answer.Reason}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EmulatorException(string.Create(CultureInfo.InvariantCulture, $"POST /{path} failed: there was no answer within {wire.Patience.TotalSeconds:0.###} s"));
        }
        catch (HttpRequestException exception)
        {
            throw new EmulatorException($"POST /{path} failed: {exception.Message}", exception);
        }
    }
}

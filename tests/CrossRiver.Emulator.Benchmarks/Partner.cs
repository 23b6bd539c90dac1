namespace CrossRiver.Emulator.Benchmarks;

/// <summary>A partner's client: registers for the events of the tutorial and onboards customers.</summary>
/// <param name="bank">The emulator.</param>
/// <param name="id">The partner.</param>
internal sealed class Partner(ServerProcess bank, Guid id) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = bank.Address };

    /// <summary>The partner of the examples.</summary>
    public static Guid Usual { get; } = Guid.Parse((string)Example.Read("create-personal.request.json")["partnerId"]!);

    /// <summary>Where customers are made.</summary>
    public static Uri CustomersPath { get; } = new("core/v1/cm/customers", UriKind.Relative);

    /// <summary>Registers for every event that is due for a customer.</summary>
    public async Task RegisterAsync(Uri callbackUrl, CancellationToken cancellationToken)
    {
        foreach (var eventName in DueTimes.EventNames)
        {
            var registration = Example.Read("registration.request.json");
            registration["partnerId"] = id.ToString();
            registration["eventName"] = eventName;
            registration["callbackUrl"] = callbackUrl.OriginalString;
            using var response = await _http.PostAsJsonAsync(new Uri("webhooks/v1/registrations", UriKind.Relative), registration, cancellationToken);
            response.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Makes a customer.</summary>
    /// <param name="number">The customer's number, see <see cref="CreateBody"/>.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public async Task<Onboarded> OnboardAsync(int number, CancellationToken cancellationToken)
    {
        using var content = CreateBody.Of(number, id);
        using var response = await _http.PostAsync(CustomersPath, content, cancellationToken);
        response.EnsureSuccessStatusCode();

        return (await response.Content.ReadFromJsonAsync<Onboarded>(cancellationToken))!;
    }

    /// <summary>Fills the partner's world.</summary>
    public async Task SeedAsync(int customers, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(new Uri($"_emulator/partners/{id}/seed", UriKind.Relative), new { customers }, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>A customer as the bank has it.</summary>
internal sealed record Onboarded(Guid Id, DateTimeOffset CreatedAt);

namespace CrossRiver.Emulator.Benchmarks;

/// <summary>A partner's client: registers for the events of the tutorial and onboards customers.</summary>
internal sealed class Partner(ServerProcess bank) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = bank.Address };

    /// <summary>Where customers are made.</summary>
    public static Uri CustomersPath { get; } = new("core/v1/cm/customers", UriKind.Relative);

    /// <summary>Registers for every event that is due for a customer.</summary>
    public async Task RegisterAsync(Uri callbackUrl, CancellationToken cancellationToken)
    {
        foreach (var eventName in DueTimes.EventNames)
        {
            var registration = Example.Read("registration.request.json");
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
        using var content = CreateBody.Of(number);
        using var response = await _http.PostAsync(CustomersPath, content, cancellationToken);
        response.EnsureSuccessStatusCode();

        return (await response.Content.ReadFromJsonAsync<Onboarded>(cancellationToken))!;
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>A customer as the bank has it.</summary>
internal sealed record Onboarded(Guid Id, DateTimeOffset CreatedAt);

using System.Text;

namespace CrossRiver.Emulator.Benchmarks.Servers;

/// <summary>A partner's client: registers for the events of the tutorial and onboards customers.</summary>
/// <param name="bank">Where the emulator listens; ends in a slash.</param>
/// <param name="id">The partner.</param>
internal sealed class Partner(Uri bank, Guid id) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = bank };

    /// <summary>The partner of the examples.</summary>
    public static Guid Usual { get; } = Guid.Parse((string)Example.Read("create-personal.request.json")["partnerId"]!);

    /// <summary>Where customers are made.</summary>
    public static Uri CustomersPath { get; } = new("core/v1/cm/customers", UriKind.Relative);

    /// <summary>Registers for every event that is due for a customer.</summary>
    public async Task RegisterAsync(Uri callbackUrl, CancellationToken cancellationToken)
    {
        foreach (var eventName in DueTimes.EventNames)
        {
            await RegisterAsync(eventName, callbackUrl, cancellationToken);
        }
    }

    /// <summary>Registers for one event.</summary>
    public async Task<Registered> RegisterAsync(string eventName, Uri callbackUrl, CancellationToken cancellationToken)
    {
        var registration = Example.Read("registration.request.json");
        registration["partnerId"] = id.ToString();
        registration["eventName"] = eventName;
        registration["callbackUrl"] = callbackUrl.OriginalString;

        return await SendAsync<Registered>(HttpMethod.Post, "webhooks/v1/registrations", registration, cancellationToken);
    }

    /// <summary>Makes a call with a JSON body and reads the answer.</summary>
    /// <exception cref="HttpRequestException">The answer is no success.</exception>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();

        return (await response.Content.ReadFromJsonAsync<T>(cancellationToken))!;
    }

    /// <summary>Sends text.</summary>
    /// <exception cref="HttpRequestException">The answer is no success.</exception>
    public async Task PutTextAsync(string path, string text, string mediaType, CancellationToken cancellationToken)
    {
        using var content = new StringContent(text, Encoding.UTF8, mediaType);
        using var response = await _http.PutAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Reads a registration.</summary>
    public async Task<Registered> FindRegistrationAsync(Guid registrationId, CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<Registered>(new Uri($"webhooks/v1/registrations/{registrationId}", UriKind.Relative), cancellationToken))!;

    /// <summary>Lists the events that are told of, in the order in which they happened.</summary>
    public async Task<IReadOnlyList<Guid>> ListEventsAsync(CancellationToken cancellationToken)
    {
        var events = new List<Guid>();
        var page = new EventPage([], HasNextPage: true);
        for (var number = 1; page.HasNextPage; number++)
        {
            var path = new Uri($"webhooks/v1/events?partnerId={id}&pageSize=50&pageNumber={number}", UriKind.Relative);
            page = (await _http.GetFromJsonAsync<EventPage>(path, cancellationToken))!;
            events.AddRange(page.Results.Select(happened => happened.Id));
        }

        return events;
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

    /// <summary>Fills the partner's world, 100,000 customers at most.</summary>
    public async Task SeedAsync(int customers, CancellationToken cancellationToken, int seed = 1)
    {
        using var response = await _http.PostAsJsonAsync(new Uri($"_emulator/partners/{id}/seed", UriKind.Relative), new { customers, seed }, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Lists the customers of one page of 50.</summary>
    public async Task<IReadOnlyList<Guid>> ListPageAsync(int number, CancellationToken cancellationToken)
    {
        var path = new Uri($"{CustomersPath}?partnerId={id}&pageSize=50&pageNumber={number}", UriKind.Relative);
        return [.. (await _http.GetFromJsonAsync<EventPage>(path, cancellationToken))!.Results.Select(customer => customer.Id)];
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>A customer as the bank has it.</summary>
internal sealed record Onboarded(Guid Id, DateTimeOffset CreatedAt);

/// <summary>A registration as the bank has it.</summary>
internal sealed record Registered(Guid Id, string Status);

/// <summary>A page of events.</summary>
internal sealed record EventPage(IReadOnlyList<Happened> Results, bool HasNextPage);

/// <summary>An event as the bank has it.</summary>
internal sealed record Happened(Guid Id);

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Flows;

/// <summary>One of a partner's clients under load. It keeps what its accepted calls must have come to, and makes a call again until it is accepted.</summary>
public sealed class StressClient(Partner partner, int number, Uri callback)
{
    public const string Root = "/core/v1/cm/customers";
    private const int MostTries = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const string Secret = "secret";

    private readonly Dictionary<string, string> _registrations = new(StringComparer.Ordinal);
    private readonly List<StressCustomer> _customers = [];
    private int _calls;
    private string? _token;

    public Partner Partner { get; } = partner;

    public int Accepted { get; private set; }

    public int Repeated { get; private set; }

    /// <summary>The events that it has registrations of.</summary>
    public IReadOnlyCollection<string> Registrations => _registrations.Keys;

    /// <summary>Its customers as they must be.</summary>
    public IReadOnlyList<StressCustomer> Customers => _customers;

    /// <summary>What the emulator has to know of the clients of a partner.</summary>
    /// <param name="section">The section of its settings.</param>
    /// <param name="partnerId">The partner.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Credentials(string section, Guid partnerId) =>
    [
        KeyValuePair.Create<string, string?>($"{section}:Id", $"{partnerId}"),
        KeyValuePair.Create<string, string?>($"{section}:Secret", Secret),
        KeyValuePair.Create<string, string?>($"{section}:PartnerId", $"{partnerId}"),
    ];

    /// <summary>Makes calls until the time is over, and ends the last one.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        _token = await TakeTokenAsync();

        // No other client has this event.
        var eventName = CustomerEvents.All.Except([CustomerEvents.Onboarded, CustomerEvents.NameChanged]).ElementAt(number);
        for (var round = 0; !end.IsCancellationRequested; round++)
        {
            await CreateAsync(round);
            await AddEmailAsync();
            await RenameAsync(round);
            if (round % 3 is 0)
            {
                await RenameAsync(round + 1);
            }

            if (round % 5 is 0)
            {
                await TurnRegistrationAsync(eventName);
            }

            if (round % 7 is 0)
            {
                await DeactivateAsync();
            }
        }
    }

    private async Task CreateAsync(int round)
    {
        var body = Partner.Body("create-personal.request.json");
        body["clientIdentifier"] = $"{number}-{round}";
        var made = await CallAsync(HttpMethod.Post, Root, body);
        _customers.Add(new StressCustomer(Guid.Parse((string)made!["id"]!), "Peter", Emails: 0, IsActive: true, Renames: 0));
    }

    private async Task AddEmailAsync()
    {
        await CallAsync(HttpMethod.Post, $"{Root}/{_customers[^1].Id}/emails", Example.Read("add-email.request.json"));
        _customers[^1] = _customers[^1] with { Emails = _customers[^1].Emails + 1 };
    }

    private async Task RenameAsync(int round)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Peter {round}");
        await CallAsync(HttpMethod.Put, $"{Root}/{_customers[^1].Id}/name", new JsonObject { ["firstName"] = name, ["lastName"] = "Griffin" });
        _customers[^1] = _customers[^1] with { FirstName = name, Renames = _customers[^1].Renames + 1 };
    }

    private async Task DeactivateAsync()
    {
        await CallAsync(HttpMethod.Delete, $"{Root}/{_customers[^1].Id}");
        _customers[^1] = _customers[^1] with { IsActive = false };
    }

    private async Task TurnRegistrationAsync(string eventName)
    {
        if (_registrations.Remove(eventName, out var id))
        {
            await CallAsync(HttpMethod.Delete, $"/webhooks/v1/registrations/{id}");
            return;
        }

        var body = Partner.Body("registration.request.json");
        (body["eventName"], body["callbackUrl"]) = (eventName, callback.OriginalString);
        _registrations[eventName] = (string)(await CallAsync(HttpMethod.Post, "/webhooks/v1/registrations", body))!["id"]!;
    }

    // A DELETE has no key: after a try whose answer was lost, it may find that it was done.
    private async Task<JsonNode?> CallAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{number}-{_calls++}");
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var answer = await TryAsync(method, path, body, key);
            var isDone = method == HttpMethod.Delete && attempt > 0 && answer?.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest;
            if (isDone || answer?.Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices)
            {
                Accepted++;
                return method == HttpMethod.Delete ? null : answer!.Json;
            }

            var isWorthwhile = answer is null || (int)answer.Status is >= 500 or 401 or 408 or 409 or 429;
            Assert.True(isWorthwhile, $"{method} {path}: {answer?.Status} {answer?.Text}");
            Repeated++;
            _token = answer is { Status: HttpStatusCode.Unauthorized } ? await TakeTokenAsync() : _token;
        }

        throw new InvalidOperationException($"{method} {path} was not accepted in {MostTries} tries");
    }

    private async Task<string?> TakeTokenAsync()
    {
        var id = $"{Partner.Id}";
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = Secret };
        var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent(form) });

        return answer is { Status: HttpStatusCode.OK } ? (string?)answer.Json["access_token"] : null;
    }

    private Task<Answer?> TryAsync(HttpMethod method, string path, JsonObject? body, string key)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("idempotency-key", key);
        request.Headers.Authorization = _token is null ? null : new AuthenticationHeaderValue("Bearer", _token);
        return SendAsync(request);
    }

    // No answer, or none that can be read, is null.
    private async Task<Answer?> SendAsync(HttpRequestMessage request)
    {
        try
        {
            var answer = await Partner.SendAsync(request).WaitAsync(Patience, TestContext.Current.CancellationToken);
            _ = request.Method == HttpMethod.Delete || answer.Status is not HttpStatusCode.OK ? null : answer.Json;
            return answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException or System.Text.Json.JsonException or NullReferenceException)
        {
            return null;
        }
    }
}

/// <summary>A customer as it must be.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="FirstName">Its first name.</param>
/// <param name="Emails">How many e-mail addresses it has.</param>
/// <param name="IsActive">Whether it was never deactivated.</param>
/// <param name="Renames">How often it was renamed.</param>
public sealed record StressCustomer(Guid Id, string FirstName, int Emails, bool IsActive, int Renames);

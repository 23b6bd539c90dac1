using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>A company that builds on the bank's API: what its client does, in its words.</summary>
/// <param name="id">Its identifier.</param>
/// <param name="http">Its client.</param>
public sealed class Partner(Guid id, HttpClient http)
{
    private const int MostEntries = 1000;
    private const int LargestPage = 50;

    /// <summary>How long a test waits for an emulator that is busy, on a machine that is.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public Guid Id { get; } = id;

    public HttpClient Http { get; } = http;

    /// <summary>Gets the path of the partner's world in the control API.</summary>
    public string Control => $"/_emulator/partners/{Id}";

    /// <summary>A body from the contract's examples, for this partner.</summary>
    public JsonObject Body(string example)
    {
        var body = Example.Read(example);
        body["partnerId"] = Id.ToString();
        return body;
    }

    /// <summary>Makes the partner's world before its first call.</summary>
    public async Task BeginAsync() => (await PutAsync(Control, [])).Expect(HttpStatusCode.OK);

    /// <summary>Asks for a token, to be sent with every call from now on.</summary>
    /// <returns>The token.</returns>
    public async Task<string> TakeTokenAsync(string clientId, string secret = "secret", string? scope = null)
    {
        Dictionary<string, string> form = new() { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent(form) });
        var token = (string)answer.Expect(HttpStatusCode.OK)["access_token"]!;
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        return token;
    }

    /// <summary>Registers for events, all at one URL.</summary>
    public async Task<JsonObject> RegisterAsync(Uri callbackUrl, params IReadOnlyList<string> eventNames)
    {
        JsonObject registration = [];
        foreach (var eventName in eventNames)
        {
            var body = Body("registration.request.json");
            body["eventName"] = eventName;
            body["callbackUrl"] = callbackUrl.OriginalString;
            registration = (await PostAsync("/webhooks/v1/registrations", body)).Expect(HttpStatusCode.OK);
        }

        return registration;
    }

    /// <summary>Onboards Peter Griffin, or somebody else.</summary>
    /// <returns>The answer's body.</returns>
    public async Task<JsonObject> OnboardAsync(JsonObject? body = null, string? scenario = null) =>
        (await PostAsync("/core/v1/cm/customers", body ?? Body("create-personal.request.json"), scenario)).Expect(HttpStatusCode.OK);

    /// <summary>Reads a customer.</summary>
    public async Task<JsonObject> GetCustomerAsync(JsonObject customer) =>
        (await GetAsync($"/core/v1/cm/customers/{customer["id"]}")).Expect(HttpStatusCode.OK);

    /// <summary>Onboards a customer that has an address and a phone, as an account needs.</summary>
    public async Task<JsonObject> OnboardReachableAsync(JsonObject? body = null, string? scenario = null)
    {
        var sent = body ?? Body("create-personal.request.json");
        sent["primaryAddress"] = Example.Read("add-address.request.json");
        sent["primaryPhone"] = Example.Read("add-phone.request.json");
        return await OnboardAsync(sent, scenario);
    }

    /// <summary>Opens an account for a customer, with the built-in checking product unless another is given.</summary>
    public Task<Answer> OpenAccountAsync(JsonObject customer, JsonObject? more = null)
    {
        var body = new JsonObject { ["customerId"] = $"{customer["id"]}", ["productId"] = "3f6c1d52-8e07-4b9a-a1c4-aef500a4cb80", ["title"] = "Checking" };
        foreach (var (name, value) in more ?? [])
        {
            body[name] = value?.DeepClone();
        }

        return PostAsync("/core/v1/dda/accounts", body);
    }

    /// <summary>Reads how much is in the world and what it waits for.</summary>
    public async Task<JsonObject> GetWorldAsync() => (await GetAsync(Control)).Expect(HttpStatusCode.OK);

    /// <summary>Returns how many customers the partner has at the bank, or 0 if it has no world.</summary>
    public Task<int> CountCustomersAsync() => CountAsync("customers");

    /// <summary>Returns how many registrations the partner has, or 0 if it has no world.</summary>
    public Task<int> CountRegistrationsAsync() => CountAsync("registrations");

    /// <summary>Returns when the next entry of the agenda is due, or null if nothing is.</summary>
    public async Task<DateTimeOffset?> GetNextDueAtAsync() => (DateTimeOffset?)(await GetWorldAsync())["nextDueAt"];

    /// <summary>Sets the results of a customer's scans, as a person at the bank does.</summary>
    public async Task DecideAsync(JsonObject customer, JsonObject outcome) =>
        (await PostAsync($"{Control}/customers/{customer["id"]}/outcome", outcome)).Expect(HttpStatusCode.OK);

    /// <summary>Onboards a customer with so many Onboarded events, a millisecond apart.</summary>
    public async Task OnboardManyAnnouncedAsync(int events)
    {
        var scenario = $"{{ version: 1, scenario: announced, timeline: [{{ repeat: {{ every: 1ms, times: {events} }}, steps: [{{ emit: Core.Customer.Onboarded }}] }}] }}";
        (await PutTextAsync($"{Control}/scenarios/announced", scenario)).Expect(HttpStatusCode.OK);
        await OnboardAsync(scenario: "announced");
    }

    /// <summary>Advances the world's own time; when this completes, everything due until then has happened and has its answer.</summary>
    public async Task<JsonObject> AdvanceAsync(string by) => (await PostAsync($"{Control}/clock/advance", new JsonObject { ["by"] = by })).Expect(HttpStatusCode.OK);

    /// <summary>Waits until nothing is due and no attempt is under way.</summary>
    public async Task WhenIdleAsync()
    {
        var wait = PostAsync($"{Control}/wait", new JsonObject { ["until"] = "idle", ["timeout"] = "3m" });
        (await wait.WaitAsync(Patience, TestContext.Current.CancellationToken)).Expect(HttpStatusCode.OK);
    }

    /// <summary>Reads everything that happened, oldest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> GetJournalAsync()
    {
        List<JsonObject> entries = [];
        JsonObject answer;
        long cursor = 0;
        do
        {
            answer = (await GetAsync($"{Control}/journal?limit={MostEntries}&after={cursor}")).Expect(HttpStatusCode.OK);
            entries.AddRange(answer["entries"]!.AsArray().Select(entry => entry!.AsObject()));
            cursor = (long)answer["cursor"]!;
        }
        while (answer["entries"]!.AsArray().Count == MostEntries);

        return entries;
    }

    /// <summary>Reads all deliveries with their attempts, in the order of their events.</summary>
    public Task<IReadOnlyList<JsonObject>> GetDeliveriesAsync() => GetAllAsync($"{Control}/deliveries?");

    /// <summary>Reads all pages of a list.</summary>
    /// <param name="path">The path with <c>?</c> and what narrows the list.</param>
    public async Task<IReadOnlyList<JsonObject>> GetAllAsync(string path)
    {
        List<JsonObject> all = [];
        JsonObject page;
        var number = 1;
        do
        {
            page = (await GetAsync($"{path}&pageSize={LargestPage}&pageNumber={number++}")).Expect(HttpStatusCode.OK);
            all.AddRange(page["results"]!.AsArray().Select(one => one!.AsObject()));
        }
        while ((bool)page["hasNextPage"]!);

        return all;
    }

    /// <summary>Begins the world anew.</summary>
    /// <param name="keep">What stays as it is; nothing if empty.</param>
    public async Task<JsonObject> ResetAsync(params IEnumerable<string> keep) =>
        (await PostAsync($"{Control}/reset", new JsonObject { ["keep"] = new JsonArray([.. keep.Select(kept => (JsonNode)kept)]) })).Expect(HttpStatusCode.OK);

    public Task<Answer> PostAsync(string path, JsonObject body, string? scenario = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (scenario is not null)
        {
            request.Headers.Add("X-Emulator-Scenario", scenario);
        }

        return SendAsync(request);
    }

    /// <summary>Posts text that need not be JSON.</summary>
    public Task<Answer> PostTextAsync(string path, string text, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    /// <summary>Puts text, YAML unless it says otherwise.</summary>
    public Task<Answer> PutTextAsync(string path, string text, string contentType = "application/yaml")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = content });
    }

    public Task<Answer> PutAsync(string path, JsonObject body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) });

    public Task<Answer> DeleteAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return new Answer(response.StatusCode, text, response.Headers);
        }
    }

    private async Task<int> CountAsync(string things)
    {
        var answer = await GetAsync(Control);
        return answer.Status is HttpStatusCode.NotFound ? 0 : (int)answer.Expect(HttpStatusCode.OK)[things]!;
    }
}

/// <summary>What the emulator answered.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    /// <summary>The messages of a refusal, in order.</summary>
    public IReadOnlyList<string> Messages => [.. Json["errors"]!.AsArray().Select(error => (string)error!["message"]!)];

    public JsonObject Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return Json;
    }
}

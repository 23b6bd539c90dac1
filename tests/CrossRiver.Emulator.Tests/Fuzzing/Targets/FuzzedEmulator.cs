using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Reference;

namespace CrossRiver.Emulator.Fuzzing.Targets;

/// <summary>An emulator with one partner whose world has something of everything, on a clock that stands still. The same ids stand in it each time.</summary>
internal sealed class FuzzedEmulator : IAsyncDisposable
{
    // A call that takes longer hangs. One second more than the emulator waits for a world to become idle.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(31);

    private readonly StandingEmulator _emulator;
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private byte[] _start = [];

    public FuzzedEmulator(params IReadOnlyList<(string Name, string Value)> settings) => _emulator = new StandingEmulator
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Logging:LogLevel:Default"] = "None",
            ["Emulator:Clock:Mode"] = "Manual",
        }.Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).ToDictionary(StringComparer.Ordinal),
    };

    public Partner Partner => field ??= _emulator.NewPartner(new Guid("6e80b097-693c-4592-8440-02f345335bbf"));

    public IServiceProvider Services => _emulator.Services;

    /// <summary>Fills the world, and keeps it for <see cref="RestoreAsync"/>.</summary>
    public async Task StartAsync()
    {
        (await Partner.PutAsync(Partner.Control, [])).Expect(HttpStatusCode.OK);
        await Partner.RegisterAsync(new Uri(Partner.Http.BaseAddress!, "/_emulator/inbox/fuzzed"), CustomerEvents.Onboarded, CustomerEvents.PepScanChanged);
        (await Partner.PostAsync($"{Partner.Control}/seed", new JsonObject { ["customers"] = 3 })).Expect(HttpStatusCode.OK);
        (await Partner.PostAsync("/_emulator/accounts/seed", new JsonObject { ["balance"] = 50_000 })).Expect(HttpStatusCode.OK);
        (await Partner.PostAsync($"{Partner.Control}/deliveries/pause", [])).Expect(HttpStatusCode.OK);
        await Partner.OnboardReachableAsync(scenario: "ofac-review");
        await Partner.AdvanceAsync("1m");
        await RememberIdsAsync();
        _start = await Partner.Http.GetByteArrayAsync(new Uri("/_emulator/snapshot", UriKind.Relative));
    }

    /// <summary>Reads the operations of the bank and of the emulator, with the ids of the world in their paths.</summary>
    public async Task<IReadOnlyList<Operation>> ReadOperationsAsync()
    {
        var (bank, ours) = (await DescribedApi.ReadAsync(Partner, "bank"), await DescribedApi.ReadAsync(Partner, "emulator"));
        return [.. bank.Operations.Concat(ours.Operations)];
    }

    /// <summary>Puts the ids of the world into a path.</summary>
    public string Fill(string path)
    {
        var key = _ids.Keys.Where(key => key.EndsWith("{id}", StringComparison.Ordinal) && path.StartsWith(key, StringComparison.OrdinalIgnoreCase)).MaxBy(key => key.Length);
        var filled = key is null ? path : path.Replace("{id}", _ids[key], StringComparison.Ordinal);
        return _ids.Aggregate(filled, (text, id) => text.Replace(id.Key, id.Value, StringComparison.Ordinal));
    }

    /// <summary>Restores all worlds as they were at the start.</summary>
    public async Task RestoreAsync()
    {
        var answer = await SendAsync("PUT", "/_emulator/snapshot", _start);
        Assert.True(answer.Status is HttpStatusCode.OK, $"The world cannot be restored: {answer.Text}");
    }

    /// <summary>Reads all worlds, without what every call or restore changes.</summary>
    public async Task<string> ReadStateAsync()
    {
        var worlds = (await SendAsync("GET", "/_emulator/snapshot")).Json["worlds"]!.AsArray();
        foreach (var world in worlds.Select(world => world!.AsObject()))
        {
            _ = world.Remove("journal") | world.Remove("lastEntry") | world.Remove("epoch");
        }

        return worlds.ToJsonString();
    }

    /// <summary>Makes a call, and asserts that its answer is one: no error of the emulator, and a refusal with a message.</summary>
    public async Task<Answer> SendAsync(string method, string path, byte[]? body = null, string type = "application/json", string? authorization = null)
    {
        var target = new Uri($"{Partner.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(method), target);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        var answer = await Partner.SendAsync(request).WaitAsync(Longest);
        AssertAnswer(answer, $"{method} {path}");
        return answer;
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    private static void AssertAnswer(Answer answer, string call)
    {
        Assert.True((int)answer.Status < 500, $"{call}: {(int)answer.Status} {answer.Text}");
        Assert.DoesNotContain("   at CrossRiver.", answer.Text, StringComparison.Ordinal);
        if ((int)answer.Status >= 400 && answer.Text.Length > 0 && JsonNode.Parse(answer.Text) is JsonObject refusal)
        {
            Assert.True(refusal["errors"] is JsonArray { Count: > 0 } || refusal["message"] is not null || refusal["error"] is not null, $"{call}: {answer.Text}");
        }
    }

    private async Task RememberIdsAsync()
    {
        var customers = await Partner.GetAllAsync($"/core/v1/cm/customers?partnerId={Partner.Id}");
        var (first, reviewed) = ($"{customers[0]["id"]}", $"{customers[^1]["id"]}");
        var accounts = await Partner.GetAsync($"{Partner.Control}/customers/{first}/accounts");
        var events = await Partner.GetAllAsync($"/webhooks/v1/events?partnerId={Partner.Id}");
        _ids["{partnerId}"] = $"{Partner.Id}";
        _ids["{customerId}"] = _ids["/core/v1/cm/customers/{id}"] = reviewed;
        _ids["{accountNumber}"] = $"{accounts.Json["accounts"]![0]!["account"]!["accountNumber"]}";
        _ids["{eventId}"] = _ids["/webhooks/v1/events/{id}"] = $"{events[^1]["id"]}";
        _ids["/webhooks/v1/registrations/{id}"] = $"{(await Partner.GetAllAsync($"/webhooks/v1/registrations?partnerId={Partner.Id}"))[0]["id"]}";
        foreach (var children in new[] { "addresses", "phones" })
        {
            _ids[$"/core/v1/cm/customers/{{customerId}}/{children}/{{id}}"] = $"{(await Partner.GetAllAsync($"/core/v1/cm/customers/{reviewed}/{children}?"))[0]["id"]}";
        }

        _ids["{operation}"] = "customers.create";
        _ids["{name}"] = "ofac-review";
        _ids["{action}"] = "release";
        _ids["{step}"] = "review";
    }
}

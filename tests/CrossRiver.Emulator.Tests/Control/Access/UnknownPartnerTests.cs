using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>A control call that names a partner without a world makes none, unless it prepares one.</summary>
public sealed class UnknownPartnerTests : IAsyncDisposable
{
    private const string OfPartner = "/_emulator/partners/{partnerId}";

    // The body of each call that prepares a world.
    private static readonly Dictionary<string, string> Preparing = new(StringComparer.Ordinal)
    {
        [$"PUT {OfPartner}"] = "",
        [$"PUT {OfPartner}/alias"] = """{"alias":""}""",
        [$"PUT {OfPartner}/clock"] = """{"mode":"manual"}""",
        [$"PUT {OfPartner}/scenarios/{{name}}"] = "version: 1\nscenario: 6f9619ff-8b86-d011-b42d-00c04fc964ff\ntimeline: []\n",
        [$"PUT {OfPartner}/scenarios/default"] = """{"scenario":"clear"}""",
        [$"POST {OfPartner}/scenarios/next"] = """{"scenario":"clear"}""",
        [$"PUT {OfPartner}/signing-secret"] = """{"secret":"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA=="}""",
        [$"POST {OfPartner}/faults"] = """{"call":"customers.get","status":503}""",
        [$"PUT {OfPartner}/faults"] = """{"rules":[{"call":"customers.get","status":503}]}""",
        [$"POST {OfPartner}/conditions/{{name}}/start"] = "",
        [$"POST {OfPartner}/deliveries/pause"] = "",
        [$"POST {OfPartner}/checkpoints/{{name}}"] = "",
        [$"POST {OfPartner}/seed"] = """{"customers":2}""",
    };

    // Of each other call that needs a body.
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        [$"POST {OfPartner}/clock/advance"] = """{"by":"1h"}""",
        [$"POST {OfPartner}/wait"] = """{"until":"idle"}""",
        [$"POST {OfPartner}/journal/assert"] = """{"expect":[{"kind":"call"}]}""",
        [$"POST {OfPartner}/scenarios/explain"] = """{"request":{}}""",
        [$"POST {OfPartner}/events"] = """{"eventName":"Core.Customer.Onboarded","customerId":"6f9619ff-8b86-d011-b42d-00c04fc964ff"}""",
        [$"PATCH {OfPartner}/deliveries/{{eventId}}"] = """{"body":"1"}""",
        [$"POST {OfPartner}/report"] = """{"verdicts":[{"rule":"kept-token","verdict":"passed"}]}""",
        [$"POST {OfPartner}/accounts/seed"] = "{}",
        [$"POST {OfPartner}/accounts/{{accountNumber}}"] = "{}",
        [$"POST {OfPartner}/customers/{{customerId}}/outcome"] = """{"ofac":"Clear"}""",
        [$"POST {OfPartner}/customers/{{customerId}}/steps/{{step}}/delay"] = """{"by":"1h"}""",
    };

    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;

    public UnknownPartnerTests() => _partner = _emulator.NewPartner();

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task No_other_call_makes_a_world_and_each_names_the_partners_there_are()
    {
        await _partner.OnboardAsync();
        var typo = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e");
        var routes = Fixtures.ControlRoutes.Of(_emulator)
            .Where(route => route.Pattern.StartsWith(OfPartner, StringComparison.Ordinal) && !Preparing.ContainsKey($"{route}") && $"{route}" != $"PUT {OfPartner}/snapshot")
            .ToList();

        Assert.True(routes.Count > 30, $"{routes.Count} routes");
        foreach (var route in routes)
        {
            var answer = await SendAsync(route, $"{typo}", Bodies.GetValueOrDefault($"{route}", ""));

            Assert.True(answer.Status is HttpStatusCode.NotFound, $"{route}: {answer.Status} {answer.Text}");
            Assert.Equal(1410, (int)answer.Json["errors"]![0]!["code"]!);
            Assert.Equal([$"There is no world of partner {typo}; there is 1 world: {_partner.Id}"], answer.Messages);
            Assert.Single((await _partner.GetAsync("/_emulator/partners")).Json["results"]!.AsArray());
        }
    }

    [Fact]
    public async Task A_call_that_prepares_a_world_makes_it_once_and_says_so()
    {
        foreach (var (route, body) in Preparing)
        {
            var partner = _emulator.NewPartner();
            var call = new ControlRoute(route.Split(' ')[0], route.Split(' ')[1]);

            var first = (await SendAsync(call, $"{partner.Id}", body)).Expect(HttpStatusCode.OK);
            var second = (await SendAsync(call, $"{partner.Id}", body)).Expect(HttpStatusCode.OK);

            Assert.True((bool?)first["created"], route);
            Assert.Null(second["created"]);
            Assert.Equal($"{partner.Id}", (string)first["partnerId"]!);
            Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync($"/_emulator/partners/{partner.Id}")).Status);
        }
    }

    [Fact]
    public void The_calls_that_prepare_a_world_are_marked()
    {
        var marked = from endpoint in _emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     where endpoint.Metadata.GetMetadata<PreparesWorld>() is not null
                     select $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal).TrimEnd('/')}";

        Assert.Equal(Preparing.Keys.Append($"PUT {OfPartner}/snapshot").Order(StringComparer.Ordinal), marked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_call_that_is_refused_prepares_nothing()
    {
        var path = $"/_emulator/partners/{_partner.Id}";
        Answer[] refused =
        [
            await _partner.PutAsync($"{path}/clock", new JsonObject { ["now"] = "2000-01-01T00:00:00Z" }),
            await _partner.PutAsync($"{path}/scenarios/default", new JsonObject { ["scenario"] = "none" }),
            await _partner.PutTextAsync($"{path}/scenarios/x", "version: 2"),
            await _partner.PostTextAsync($"{path}/faults", "{}"),
            await _partner.PostTextAsync($"{path}/conditions/none/start", ""),
            await _partner.PutTextAsync($"{path}/snapshot", $$"""{"format":"x","partnerId":"{{_partner.Id}}"}""", "application/json"),
            await _partner.PutAsync("/_emulator/partners/nobody", []),
        ];

        Assert.All(refused, answer => Assert.True((int)answer.Status is 400 or 404, answer.Text));
        Assert.Empty((await _partner.GetAsync("/_emulator/partners")).Json["results"]!.AsArray());
    }

    [Fact]
    public async Task A_snapshot_makes_the_world_that_it_is_of()
    {
        var customer = await _partner.OnboardAsync();
        await _partner.WhenIdleAsync();
        var snapshot = await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/snapshot");
        await using var other = new StandingEmulator();
        var partner = other.NewPartner(_partner.Id);

        var restored = (await partner.PutTextAsync($"/_emulator/partners/{partner.Id}/snapshot", snapshot.Text, "application/json")).Expect(HttpStatusCode.OK);

        Assert.True((bool?)restored["created"]);
        await partner.GetCustomerAsync(customer);
    }

    [Fact]
    public async Task A_partner_that_is_no_GUID_is_told_like_any_other()
    {
        await _partner.OnboardAsync();

        foreach (var path in new[] { "clock", "journal?limit=1", "customers/x/timeline" })
        {
            var answer = await _partner.GetAsync($"/_emulator/partners/TYPO/{path}");

            Assert.Equal(1410, (int)answer.Expect(HttpStatusCode.NotFound)["errors"]![0]!["code"]!);
            Assert.Equal([$"There is no world of partner TYPO; there is 1 world: {_partner.Id}"], answer.Messages);
        }

        Assert.StartsWith("No HTTP resource was found", (string)(await _partner.GetAsync("/_emulator/partners/TYPO/nowhere")).Json["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_world_that_was_ended_is_told_as_such_until_there_is_another()
    {
        await _partner.OnboardAsync();
        await _partner.DeleteAsync($"/_emulator/partners/{_partner.Id}");

        var ended = await _partner.PostAsync($"/_emulator/partners/{_partner.Id}/clock/advance", new JsonObject { ["by"] = "1h" });

        ended.Expect(HttpStatusCode.NotFound);
        Assert.Equal([$"There is no world of partner {_partner.Id}: it was ended at {_emulator.Clock.GetUtcNow().UtcDateTime:O}, because a call asked for it; there is no world yet"], ended.Messages);
        await _partner.OnboardAsync();
        Assert.Equal(HttpStatusCode.OK, (await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/clock")).Status);
    }

    [Fact]
    public async Task A_world_that_was_abandoned_is_told_as_such()
    {
        await using var emulator = new StandingEmulator { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Emulator:Worlds:AbandonedAfter"] = "1h" } };
        var partner = emulator.NewPartner();
        await partner.BeginAsync();
        await Until.HoldsAsync(
            async () => (await partner.GetAsync("/_emulator/partners")).Json["results"]!.AsArray() is [],
            () => emulator.Clock.Advance(TimeSpan.FromMinutes(30)));

        var answer = await partner.GetAsync($"/_emulator/partners/{partner.Id}/clock");

        answer.Expect(HttpStatusCode.NotFound);
        Assert.Contains("because no call used it for 01:00:00 (Emulator:Worlds:AbandonedAfter)", Assert.Single(answer.Messages), StringComparison.Ordinal);
    }

    private Task<Answer> SendAsync(ControlRoute route, string partnerId, string body)
    {
        var path = route.Path.Replace("/partners/6f9619ff-8b86-d011-b42d-00c04fc964ff", $"/partners/{partnerId}", StringComparison.Ordinal);
        path = path.Replace("/conditions/6f9619ff-8b86-d011-b42d-00c04fc964ff", "/conditions/bad-hour", StringComparison.Ordinal);
        return _partner.SendAsync(new HttpRequestMessage(new HttpMethod(route.Method), path)
        {
            Content = body is "" ? null : new StringContent(body, System.Text.Encoding.UTF8, body.StartsWith("version", StringComparison.Ordinal) ? "application/yaml" : "application/json"),
        });
    }
}

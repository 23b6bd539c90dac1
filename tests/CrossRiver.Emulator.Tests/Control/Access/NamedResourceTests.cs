using System.Net;
using System.Text.Json.Nodes;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>With several worlds, an identifier in a control call says which one is meant.</summary>
public sealed class NamedResourceTests : IAsyncLifetime
{
    private readonly StandingEmulator _emulator = new();
    private readonly Partner _partner;
    private JsonObject _customer = [];

    public NamedResourceTests() => _partner = _emulator.NewPartner();

    public async ValueTask InitializeAsync()
    {
        await _emulator.NewPartner().OnboardAsync();
        await _partner.RegisterAsync(new Uri("http://127.0.0.1:9"), "Core.Customer.Ofac.Changed");
        _customer = await _partner.OnboardAsync(scenario: "ofac-review");
        await _emulator.AdvanceAsync(TimeSpan.FromSeconds(5), _partner);
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [InlineData("GET", "timeline", "")]
    [InlineData("POST", "actions/release", "")]
    [InlineData("POST", "outcome", """{"ofac":"Clear"}""")]
    [InlineData("POST", "rescan", "")]
    [InlineData("POST", "steps/x/skip", "")]
    public async Task A_customer_in_the_path(string method, string call, string body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), $"/_emulator/customers/{_customer["id"]}/{call}");
        request.Content = body is "" ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var answer = await _partner.SendAsync(request);

        if (call.StartsWith("steps", StringComparison.Ordinal))
        {
            Assert.StartsWith("Step x not found; ", Assert.Single(answer.Messages), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal($"{_partner.Id}", (string)answer.Expect(HttpStatusCode.OK)["partnerId"]!);
        }
    }

    [Fact]
    public async Task A_delivery_in_the_path()
    {
        var eventId = (await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/deliveries")).Json["results"]![0]!["eventId"];

        var read = await _partner.GetAsync($"/_emulator/deliveries/{eventId}");
        var sentAgain = await _partner.PostAsync($"/_emulator/deliveries/{eventId}/drop", []);

        Assert.Equal($"{_partner.Id}", (string)read.Expect(HttpStatusCode.OK)["partnerId"]!);
        Assert.NotEqual(1404, (int?)sentAgain.Json["errors"]?[0]?["code"]);
        Assert.NotEqual(2400, (int?)sentAgain.Json["errors"]?[0]?["code"]);
    }

    [Fact]
    public async Task A_customer_in_the_body_or_the_query()
    {
        var id = (string)_customer["id"]!;
        var triggered = await _partner.PostAsync("/_emulator/events", new JsonObject { ["eventName"] = "Core.Customer.Ofac.Changed", ["customerId"] = id });
        var asserted = await _partner.PostTextAsync("/_emulator/journal/assert", $$"""{"expect":[{"kind":"choice","match":{"customerId":"{{id}}"} } ] }""");
        var waited = await _partner.PostTextAsync("/_emulator/wait", $$"""{"until":"change","match":{"customerId":"{{id}}"},"timeout":"0s"}""");
        var diagram = await _partner.GetAsync($"/_emulator/journal/export?format=mermaid&customer={id}");

        Assert.Equal($"{_partner.Id}", (string)triggered.Expect(HttpStatusCode.OK)["partnerId"]!);
        Assert.True((bool)asserted.Expect(HttpStatusCode.OK)["passed"]!);
        Assert.Equal($"{_partner.Id}", (string)waited.Expect(HttpStatusCode.OK)["partnerId"]!);
        Assert.Equal(HttpStatusCode.OK, diagram.Status);
    }

    [Fact]
    public async Task A_partner_in_the_body_also_of_a_world_that_is_to_be()
    {
        var other = _emulator.NewPartner();
        var body = other.Body("create-personal.request.json");

        var seeded = await _partner.PostTextAsync("/_emulator/seed", $"[{body.ToJsonString()}]");
        var explained = await _partner.PostAsync("/_emulator/scenarios/explain", new JsonObject { ["request"] = body.DeepClone() });

        Assert.True((bool?)seeded.Expect(HttpStatusCode.OK)["created"]);
        Assert.Equal(($"{other.Id}", $"{other.Id}"), ((string)seeded.Json["partnerId"]!, (string)explained.Expect(HttpStatusCode.OK)["partnerId"]!));
    }

    [Theory]
    [InlineData("/_emulator/customers/6f9619ff-8b86-d011-b42d-00c04fc964ff/actions/release", "{}", "Customer")]
    [InlineData("/_emulator/deliveries/6f9619ff-8b86-d011-b42d-00c04fc964ff/resend", "{}", "Delivery")]
    [InlineData("/_emulator/events", """{"eventName":"Core.Customer.Onboarded","customerId":"6f9619ff-8b86-d011-b42d-00c04fc964ff"}""", "Customer")]
    public async Task What_no_world_has_is_not_found(string path, string body, string kind)
    {
        var answer = await _partner.PostTextAsync(path, body);

        answer.Expect(HttpStatusCode.NotFound);
        Assert.Equal([$"{kind} 6f9619ff-8b86-d011-b42d-00c04fc964ff not found"], answer.Messages);
    }

    [Fact]
    public async Task What_says_nothing_of_a_world_asks_for_the_partner()
    {
        Answer[] answers =
        [
            await _partner.PostTextAsync("/_emulator/wait", """{"until":"change"}"""),
            await _partner.PostTextAsync("/_emulator/seed", """{"customers":1}"""),
            await _partner.PostTextAsync("/_emulator/seed", "{"),
            await _partner.GetAsync("/_emulator/journal/export?customer=somebody"),
        ];

        Assert.All(answers, answer => Assert.Equal(2400, (int)answer.Expect(HttpStatusCode.BadRequest)["errors"]![0]!["code"]!));
    }
}

using System.Net;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Control.Journals;

/// <summary>The journal as files for others to open.</summary>
public sealed class JournalExportTests(StandingEmulator emulator) : IClassFixture<StandingEmulator>
{
    private readonly Partner _partner = emulator.NewPartner();

    [Fact]
    public async Task Json_lines_are_the_journal_an_entry_a_line()
    {
        await PlayAsync();

        var (text, type, file) = await ExportAsync("");

        Assert.Equal(("application/x-ndjson", $"journal-{_partner.Id}.jsonl"), (type, file));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var lines = text.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.ToJsonString());
        Assert.Equal((await _partner.GetJournalAsync()).Select(entry => entry.ToJsonString()), lines);
    }

    [Fact]
    public async Task An_archive_has_what_http_archives_of_version_1_2_must_have()
    {
        await PlayAsync();

        var (text, type, file) = await ExportAsync("format=har");

        Assert.Equal(("application/json", $"journal-{_partner.Id}.har"), (type, file));
        var log = JsonNode.Parse(text)!["log"]!;
        Assert.Equal(("1.2", "CrossRiver.Emulator"), ((string)log["version"]!, (string)log["creator"]!["name"]!));
        Assert.NotEmpty((string)log["creator"]!["version"]!);
        Assert.All(log["entries"]!.AsArray(), entry =>
        {
            AssertHas(entry!, "startedDateTime", "time", "request", "response", "cache", "timings");
            AssertHas(entry!["request"]!, "method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize");
            AssertHas(entry["response"]!, "status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize", "bodySize");
            AssertHas(entry["response"]!["content"]!, "size", "mimeType");
            AssertHas(entry["timings"]!, "send", "wait", "receive");
            Assert.True(Uri.IsWellFormedUriString((string)entry["request"]!["url"]!, UriKind.Absolute));
            Assert.Equal(TimeSpan.Zero, DateTimeOffset.Parse((string)entry["startedDateTime"]!, System.Globalization.CultureInfo.InvariantCulture).Offset);
            Assert.All(entry["request"]!["queryString"]!.AsArray(), member => AssertHas(member!, "name", "value"));
            Assert.True(entry["request"]!["postData"] is not { } post || (post["mimeType"] is not null && post["text"] is not null));
        });
        var origin = _partner.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var calls = log["entries"]!.AsArray().Select(entry => $"{entry!["request"]!["method"]} {entry["request"]!["url"]} {entry["response"]!["status"]}").ToList();
        Assert.Contains($"POST {origin}/core/v1/cm/customers 200", calls);
        Assert.Contains($"GET {origin}/core/v1/cm/customers?partnerId={_partner.Id} 200", calls);
        Assert.Equal(2, calls.Count(call => call.StartsWith("POST http://127.0.0.1:", StringComparison.Ordinal) && call.EndsWith("/hooks 500", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_diagram_tells_the_story_of_one_customer()
    {
        await PlayAsync();
        var customer = await _partner.PostAsync("/core/v1/cm/customers", Named("other; #1"));

        var (text, type, file) = await ExportAsync("format=Mermaid&customer=mine");
        var other = (await ExportAsync($"format=mermaid&customer={customer.Json["id"]}")).Text;

        Assert.Equal(("text/plain", $"journal-{_partner.Id}.mmd"), (type, file));
        Assert.Equal(
            """
            sequenceDiagram
                participant P as Partner
                participant B as Bank
                participant R as Receiver
                P->>B: +0.000 s POST /core/v1/cm/customers
                B-->>P: 200
                Note over B: +0.000 s created
                Note over B: +0.000 s scenario clear, no scenario's match holds, and it is the default
                Note over B: +0.100 s announced
                Note over B: +0.100 s event Core.Customer.Onboarded
                B->>R: +0.100 s Core.Customer.Onboarded
                R-->>B: 500
                Note over B: +0.950 s pepScan Pending → Clear
                Note over B: +0.950 s event Core.Customer.PepScan.Changed, without a registration
                Note over B: +1.000 s ofac Pending → Clear
                Note over B: +1.000 s event Core.Customer.Ofac.Changed, without a registration
                B->>R: +1.100 s Core.Customer.Onboarded, attempt 2
                R-->>B: 500

            """.ReplaceLineEndings("\n"),
            text);
        Assert.Equal(4 + 4, other.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task What_a_diagram_quotes_does_not_end_its_lines()
    {
        var customer = await _partner.OnboardAsync(Named("mine"));
        await _partner.GetAsync($"/core/v1/cm/customers/{customer["id"]}/addresses/a%3Bb%23c%0Ad");

        var diagram = (await ExportAsync("format=mermaid&customer=mine")).Text;

        Assert.Contains("/addresses/a#59;b#35;c d\n", diagram, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format=mermaid", "Customer required: a diagram shows one customer's story; give its id or clientIdentifier")]
    [InlineData("format=xml", "Format must be one of Jsonl, Har, Mermaid")]
    public async Task What_cannot_be_exported_is_refused(string query, string message)
    {
        var answer = await _partner.GetAsync($"/_emulator/partners/{_partner.Id}/journal/export?{query}");

        answer.Expect(HttpStatusCode.BadRequest);
        Assert.Equal(message, Assert.Single(answer.Messages));
    }

    private static void AssertHas(JsonNode json, params string[] members) => Assert.All(members, member => Assert.NotNull(json[member]));

    private JsonObject Named(string clientIdentifier)
    {
        var body = _partner.Body("create-personal.request.json");
        body["clientIdentifier"] = clientIdentifier;
        return body;
    }

    private async Task PlayAsync()
    {
        await using var inbox = await WebhookInbox.StartAsync(500);
        await _partner.RegisterAsync(inbox.Url, CustomerEvents.Onboarded);
        await _partner.OnboardAsync(Named("mine"));
        foreach (var span in new[] { 100, 850, 50, 100 })
        {
            await emulator.AdvanceAsync(TimeSpan.FromMilliseconds(span), _partner);
        }

        await _partner.GetAsync($"/core/v1/cm/customers?partnerId={_partner.Id}");
    }

    private async Task<(string Text, string? Type, string? File)> ExportAsync(string query)
    {
        using var response = await _partner.Http.GetAsync(new Uri($"/_emulator/partners/{_partner.Id}/journal/export?{query}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var content = response.Content;

        return (await content.ReadAsStringAsync(TestContext.Current.CancellationToken), content.Headers.ContentType?.MediaType, content.Headers.ContentDisposition?.FileName);
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Events;
using CrossRiver.Emulator.Kernel.Journal.Exports;
using CrossRiver.Emulator.Kernel.Text;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>Journals as an archive of HTTP calls and as a diagram.</summary>
public sealed class JournalExportTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Customer = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    private static readonly Guid Event = new("6e80b097-693c-4592-8440-02f345335bbf");

    [Fact]
    public void An_archive_has_the_calls_and_the_attempts_of_a_journal()
    {
        var log = JsonSerializer.SerializeToNode(HarLog.Of([Call(400, "Name required", "Email invalid"), Change(), Attempt(1, 500, "it answered 500"), Attempt(2, null, null)], "http://localhost:5080", "1.2.3"), WireJson.Options)!["log"]!;
        var entries = log["entries"]!.AsArray();

        Assert.Equal("""{"name":"CrossRiver.Emulator","version":"1.2.3"}""", log["creator"]!.ToJsonString());
        Assert.Equal("1.2", (string)log["version"]!);
        Assert.Equal(3, entries.Count);
        Assert.Equal(
            """
            {"method":"POST","url":"http://localhost:5080/core/v1/cm/customers?a=b%20c&d","httpVersion":"HTTP/1.1","cookies":[],"headers":[],"queryString":[{"name":"a","value":"b c"},{"name":"d","value":""}],"postData":{"mimeType":"application/json","text":"{\"a\":1}"},"headersSize":-1,"bodySize":7}
            """,
            Json(entries[0]!["request"]!));
        Assert.Equal(
            """{"status":400,"statusText":"","httpVersion":"HTTP/1.1","cookies":[],"headers":[],"content":{"size":0,"mimeType":"application/json"},"redirectURL":"","headersSize":-1,"bodySize":-1}""",
            Json(entries[0]!["response"]!));
        Assert.Equal("2026-03-02T09:00:00.0000000+00:00", (string)entries[0]!["startedDateTime"]!);
        Assert.Equal(("customers.create, request-id r1: Name required; Email invalid", 250.0, $"{Customer}"), ((string)entries[0]!["comment"]!, (double)entries[0]!["time"]!, (string)entries[0]!["_customerId"]!));
        Assert.Equal("""{"send":0,"wait":250,"receive":0}""", Json(entries[0]!["timings"]!));
    }

    [Fact]
    public void An_attempt_in_an_archive_begins_before_its_answer()
    {
        var entries = JsonSerializer.SerializeToNode(HarLog.Of([Attempt(1, 500, "it answered 500"), Attempt(2, null, null)], "http://localhost:5080", "1"), WireJson.Options)!["log"]!["entries"]!.AsArray();

        Assert.Equal("2026-03-02T08:59:59.0000000+00:00", (string)entries[0]!["startedDateTime"]!);
        Assert.Equal($"Core.Customer.Onboarded {Event}, attempt 1: it answered 500", (string)entries[0]!["comment"]!);
        Assert.Equal($"Core.Customer.Onboarded {Event}, attempt 2", (string)entries[1]!["comment"]!);
        Assert.Equal((500, 0), ((int)entries[0]!["response"]!["status"]!, (int)entries[1]!["response"]!["status"]!));
        Assert.Equal(
            """{"method":"POST","url":"https://a.test/hooks?env=ci","httpVersion":"HTTP/1.1","cookies":[],"headers":[],"queryString":[{"name":"env","value":"ci"}],"headersSize":-1,"bodySize":-1}""",
            Json(entries[0]!["request"]!));
        Assert.Null(entries[0]!["_customerId"]);
    }

    [Fact]
    public void A_call_without_a_name_a_body_or_an_answer_is_in_an_archive_too()
    {
        var call = new CallEntry { At = Nine, Method = "GET", Path = "/x", RequestId = "r2" };

        var entry = JsonSerializer.SerializeToNode(HarLog.Of([call], "http://localhost:5080", "1"), WireJson.Options)!["log"]!["entries"]![0]!;

        Assert.Equal(("a call, request-id r2", "http://localhost:5080/x", 0), ((string)entry["comment"]!, (string)entry["request"]!["url"]!, (int)entry["request"]!["bodySize"]!));
        Assert.Equal((0, 0), ((int)entry["response"]!["status"]!, (int)entry["time"]!));
        Assert.Null(entry["request"]!["postData"]);
    }

    [Fact]
    public void A_diagram_has_a_line_for_each_entry_of_a_story()
    {
        JournalEntry[] entries =
        [
            Call(200),
            new ChoiceEntry { At = Nine.AddSeconds(0.5), CustomerId = Customer, Scenario = "clear", Reason = "nothing matched" },
            Change(),
            new EventEntry { At = Nine.AddSeconds(2), About = ResourceKey.OfCustomer(Customer), EventName = "Core.Customer.Onboarded", EventId = Event },
            new EventEntry { At = Nine.AddSeconds(2), About = ResourceKey.OfCustomer(Customer), EventName = "Core.Customer.Updated" },
            Attempt(1, null, null),
            Attempt(2, null, "it #1 <failed>;\n\"50%\" & {a\\b}"),
            Attempt(3, 200, null),
            new ControlEntry { At = Nine, What = "left out" },
            Call(400, "Name required", "Email invalid"),
            new CallEntry { At = Nine.AddSeconds(-1), Method = "GET", Path = "/x", RequestId = "r2" },
        ];

        Assert.Equal(
            """
            sequenceDiagram
                participant P as Partner
                participant B as Bank
                participant R as Receiver
                P->>B: +0.000 s POST /core/v1/cm/customers
                B-->>P: 200
                Note over B: +0.500 s scenario clear, nothing matched
                Note over B: +1.000 s ofac Pending → Clear
                Note over B: +2.000 s event Core.Customer.Onboarded
                Note over B: +2.000 s event Core.Customer.Updated, without a registration
                B->>R: +0.000 s Core.Customer.Onboarded
                R--xB: no answer
                B->>R: +0.000 s Core.Customer.Onboarded, attempt 2
                R--xB: it #35;1 #60;failed#62;#59; #34;50#37;#34; #38; #123;a#92;b#125;
                B->>R: +0.000 s Core.Customer.Onboarded, attempt 3
                R-->>B: 200
                P->>B: +0.000 s POST /core/v1/cm/customers
                B-->>P: 400, Name required, Email invalid
                P->>B: -1.000 s GET /x
                B-->>P: no answer yet

            """.ReplaceLineEndings("\n"),
            SequenceDiagram.Of(entries));
    }

    [Fact]
    public void A_diagram_of_nothing_has_its_head_alone() => Assert.EndsWith("participant R as Receiver\n", SequenceDiagram.Of([]), StringComparison.Ordinal);

    private static CallEntry Call(int status, params string[] errors)
    {
        var call = new CallEntry { At = Nine, Method = "POST", Path = "/core/v1/cm/customers", SentQuery = "?a=b%20c&d", RequestId = "r1" };
        call.Answer(new CallOutcome(status, TimeSpan.FromMilliseconds(250))
        {
            Operation = "customers.create",
            CustomerId = Customer,
            Errors = errors is [] ? null : errors,
            Body = Encoding.UTF8.GetBytes("""{"a":1}"""),
        });
        return call;
    }

    private static ChangeEntry Change() => new() { At = Nine.AddSeconds(1), About = ResourceKey.OfCustomer(Customer), What = "ofac Pending → Clear" };

    private static AttemptEntry Attempt(int number, int? status, string? failure) => new()
    {
        At = Nine,
        EventName = "Core.Customer.Onboarded",
        EventId = Event,
        Attempt = number,
        CallbackUrl = "https://a.test/hooks?env=ci",
        StatusCode = status,
        Failure = failure,
        DurationMilliseconds = 1000,
    };

    private static string Json(JsonNode node) => node.ToJsonString(WireJson.Options);
}

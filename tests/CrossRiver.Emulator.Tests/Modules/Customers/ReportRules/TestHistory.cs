using System.Text.Json;
using CrossRiver.Emulator.Kernel.Events;
using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Modules.Customers.ReportRules;

/// <summary>A journal about customers, written entry by entry, that rules judge.</summary>
internal sealed class TestHistory
{
    private readonly List<JournalEntry> _entries = [];

    /// <summary>Gets the identifier of the customer or event with a number.</summary>
    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public TestHistory Call(
        string operation, int customer = 1, string method = "GET", int status = 200, int at = 0, string? body = null, string path = "/core/v1/cm/customers/1", bool isRepeated = false)
    {
        var call = new CallEntry
        {
            At = DateTimeOffset.UnixEpoch.AddMilliseconds(at),
            Method = method,
            Path = path,
            RequestId = $"{_entries.Count}",
            OriginalRequestId = isRepeated ? "0" : null,
        };
        call.Answer(new CallOutcome(status, TimeSpan.Zero)
        {
            Operation = operation,
            CustomerId = customer is 0 ? null : Id(customer),
            Body = body is null ? default : System.Text.Encoding.UTF8.GetBytes(body),
        });
        return Add(call);
    }

    public TestHistory Create(int customer = 1, string? identifier = null, int status = 200, bool isRepeated = false) => Call(
        "customers.create", customer, "POST", status, path: "/core/v1/cm/customers", isRepeated: isRepeated,
        body: JsonSerializer.Serialize(new Dictionary<string, string?>(StringComparer.Ordinal) { ["clientIdentifier"] = identifier }));

    public TestHistory Read(int at = 0, int customer = 1, int status = 200) => Call("customers.get", customer, at: at, status: status);

    public TestHistory Change(string what, int customer = 1) => Add(new ChangeEntry { At = default, About = ResourceKey.OfCustomer(Id(customer)), What = what });

    public TestHistory Happened(int number, string eventName = CustomerEvents.OfacChanged, int customer = 1) =>
        Add(new EventEntry { At = default, About = ResourceKey.OfCustomer(Id(customer)), EventName = eventName, EventId = Id(number) });

    public TestHistory Attempt(int number, int? status = 200, string format = "Extended", string? fault = null, string eventName = CustomerEvents.OfacChanged, int customer = 1) => Add(new AttemptEntry
    {
        At = default,
        CustomerId = customer is 0 ? null : Id(customer),
        EventName = eventName,
        EventId = Id(number),
        Format = format,
        Attempt = 1,
        CallbackUrl = "http://partner.example.test",
        StatusCode = status,
        Faults = fault is null ? null : [fault],
        DurationMilliseconds = 1,
    });

    public TestHistory Fault(string fault, int? eventNumber = null) =>
        Add(new FaultEntry { At = default, CustomerId = Id(1), EventId = eventNumber is { } number ? Id(number) : null, Fault = fault, Rule = "test" });

    /// <summary>Adds a call whose answer a fault suppressed.</summary>
    public TestHistory Lost(string operation, string method)
    {
        Call(operation, method: method);
        return Add(new FaultEntry { At = default, RequestId = $"{_entries.Count - 1}", Fault = $"{operation}: connection empty", Rule = "test" });
    }

    /// <summary>Returns the verdict of a rule with its words.</summary>
    public RuleResult JudgedBy(Rule rule) => rule.Judge(new History(_entries, lost: 0));

    /// <summary>Returns what a rule observed, an observation a line.</summary>
    public IEnumerable<string> ObservedBy(Rule rule) =>
        rule.Observe(new History(_entries, lost: 0)).Select(observation => $"{observation.Entry.Number} {(observation.IsGood ? "good" : "bad")}: {observation.What}");

    private TestHistory Add(JournalEntry entry)
    {
        _entries.Add(entry);
        entry.Number = _entries.Count;
        return this;
    }
}

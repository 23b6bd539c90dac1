using System.Globalization;
using System.Text.Json;
using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>Represents one entry in the journal of a partner's world.</summary>
public sealed class JournalEntry
{
    private JournalEntry(JsonElement json) => Json = json;

    /// <summary>Gets the entry's number in the journal, from 1.</summary>
    public long Number => Json.GetProperty("number").GetInt64();

    /// <summary>Gets the moment of the entry, on the world's clock.</summary>
    public DateTimeOffset At => Json.GetProperty("at").GetDateTimeOffset();

    /// <summary>Gets the kind of the entry.</summary>
    /// <value><c>call</c>, <c>choice</c>, <c>change</c>, <c>event</c>, <c>attempt</c>, <c>fault</c>, <c>registration</c> or <c>control</c>.</value>
    public string Kind => Text("kind")!;

    /// <summary>Gets the cause of the entry.</summary>
    /// <value><c>partner</c> for calls to the bank's API, <c>bank</c> for steps and webhooks, <c>tester</c> for control calls.</value>
    public string By => Text("by")!;

    /// <summary>Gets the entry's customer, or null.</summary>
    public Guid? CustomerId => Identifier("customerId");

    /// <summary>Gets the name of the entry's event, or null.</summary>
    public string? EventName => Text("eventName");

    /// <summary>Gets the identifier of the entry's event, or null.</summary>
    public Guid? EventId => Identifier("eventId");

    /// <summary>Gets the status of the answer to a call or an attempt, or null.</summary>
    public int? StatusCode => Json.TryGetProperty("statusCode", out var status) ? status.GetInt32() : null;

    /// <summary>Gets a description, such as <c>ofac Pending → Clear</c> or <c>POST /core/v1/cm/customers → 200</c>.</summary>
    public string What => Kind switch
    {
        "call" => $"{Text("method")} {Text("path")} → {Answer("no answer yet")}{Errors()}",
        "choice" => $"scenario {Text("scenario")}, {Text("reason")}",
        "event" => $"{EventName}{(EventId is null ? ", without a registration" : "")}",
        "attempt" => string.Create(CultureInfo.InvariantCulture, $"{EventName}{Attempt()} → {Answer(Text("failure") ?? "no answer")}"),
        "fault" => $"{Text("fault")} ({Text("rule")})",
        _ => Text("what") ?? Rest(),
    };

    /// <summary>Gets the emulator's JSON of the entry, with the members of its kind.</summary>
    public JsonElement Json { get; }

    /// <summary>Returns the entry in one line.</summary>
    public override string ToString() => $"{EvidenceText.Moment(At)}  {Kind,-12}  {What}";

    internal static JournalEntry Of(JsonElement json) => new(json);

    private string Answer(string none) => StatusCode is { } status ? status.ToString(CultureInfo.InvariantCulture) : none;

    private string Attempt() => Json.TryGetProperty("attempt", out var number) && number.GetInt32() is > 1 and var retry
        ? string.Create(CultureInfo.InvariantCulture, $", attempt {retry}")
        : "";

    private string Errors() => Json.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Array
        ? $", {string.Join(", ", errors.EnumerateArray())}"
        : "";

    // The other kinds have no description, so their texts describe them.
    private string Rest() => string.Join(", ", Json.EnumerateObject()
        .Where(member => member.Name is not ("number" or "partnerId" or "at" or "kind" or "by") && member.Value.ValueKind is JsonValueKind.String)
        .Select(member => member.Value.GetString()));

    private Guid? Identifier(string member) => Json.TryGetProperty(member, out var id) && id.TryGetGuid(out var found) ? found : null;

    private string? Text(string member) => Json.TryGetProperty(member, out var text) ? text.GetString() : null;
}

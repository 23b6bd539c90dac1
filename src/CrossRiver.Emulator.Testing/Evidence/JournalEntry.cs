using System.Globalization;
using System.Text.Json;
using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>One thing that happened in a partner's world: a call, a choice, a change, an event, an attempt, a fault, a registration or a control call.</summary>
public sealed class JournalEntry
{
    private JournalEntry(JsonElement json) => Json = json;

    /// <summary>Its place in the journal, from 1.</summary>
    public long Number => Json.GetProperty("number").GetInt64();

    /// <summary>When it happened, on the world's clock.</summary>
    public DateTimeOffset At => Json.GetProperty("at").GetDateTimeOffset();

    /// <summary>What sort of thing it is: <c>call</c>, <c>choice</c>, <c>change</c>, <c>event</c>, <c>attempt</c>, <c>fault</c>, <c>registration</c> or <c>control</c>.</summary>
    public string Kind => Text("kind")!;

    /// <summary>The customer it is about, or <see langword="null"/>.</summary>
    public Guid? CustomerId => Json.TryGetProperty("customerId", out var id) && id.TryGetGuid(out var found) ? found : null;

    /// <summary>The name of the event it is about, or <see langword="null"/>.</summary>
    public string? EventName => Text("eventName");

    /// <summary>The identifier of the event it is about, or <see langword="null"/>.</summary>
    public Guid? EventId => Json.TryGetProperty("eventId", out var id) && id.TryGetGuid(out var found) ? found : null;

    /// <summary>The answer to a call or an attempt, or <see langword="null"/>.</summary>
    public int? StatusCode => Json.TryGetProperty("statusCode", out var status) ? status.GetInt32() : null;

    /// <summary>What happened, in words: <c>ofac Pending → Clear</c>, <c>POST /core/v1/cm/customers → 200</c>.</summary>
    public string What => Kind switch
    {
        "call" => $"{Text("method")} {Text("path")} → {Answer("no answer yet")}{Errors()}",
        "choice" => $"scenario {Text("scenario")}, {Text("reason")}",
        "event" => $"{EventName}{(EventId is null ? ", which nobody has registered for" : "")}",
        "attempt" => string.Create(CultureInfo.InvariantCulture, $"{EventName}{Attempt()} → {Answer(Text("failure") ?? "no answer")}"),
        "fault" => $"{Text("fault")} ({Text("rule")})",
        _ => Text("what") ?? Rest(),
    };

    /// <summary>The entry as the emulator tells it, with the members of its kind.</summary>
    public JsonElement Json { get; }

    /// <summary>The entry in a line.</summary>
    public override string ToString() => $"{EvidenceText.Moment(At)}  {Kind,-12}  {What}";

    internal static JournalEntry Of(JsonElement json) => new(json);

    private string Answer(string none) => StatusCode is { } status ? status.ToString(CultureInfo.InvariantCulture) : none;

    private string Attempt() => Json.TryGetProperty("attempt", out var number) && number.GetInt32() is > 1 and var retry
        ? string.Create(CultureInfo.InvariantCulture, $", attempt {retry}")
        : "";

    private string Errors() => Json.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Array
        ? $", {string.Join(", ", errors.EnumerateArray())}"
        : "";

    // Of kinds that have no words of their own.
    private string Rest() => string.Join(", ", Json.EnumerateObject()
        .Where(member => member.Name is not ("number" or "partnerId" or "at" or "kind") && member.Value.ValueKind is JsonValueKind.String)
        .Select(member => member.Value.GetString()));

    private string? Text(string member) => Json.TryGetProperty(member, out var text) ? text.GetString() : null;
}

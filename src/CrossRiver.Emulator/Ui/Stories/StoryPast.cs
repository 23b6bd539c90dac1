using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Ui.Deliveries;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Stories;

/// <summary>Writes the journal of a customer as a story: a webhook with its attempts is one entry, and a long silence is one line.</summary>
internal sealed class StoryPast(World world, PageContext page, StoryLevel level)
{
    private const string Created = "created";
    private const string Added = " added";

    private static readonly TimeSpan Silence = TimeSpan.FromHours(1);

    /// <summary>Returns the entries, the oldest first.</summary>
    public IReadOnlyList<StoryEntry> Of(IReadOnlyList<JournalEntry> entries)
    {
        var lines = DeliveriesOf(entries);
        return [.. WithSilence(Joined(entries.Select(entry => Of(entry, lines)).OfType<StoryEntry>()))];
    }

    private Dictionary<Guid, DeliveryLine> DeliveriesOf(IReadOnlyList<JournalEntry> entries)
    {
        var deliveries = entries.OfType<EventEntry>().Select(happened => happened.EventId).OfType<Guid>().Select(world.FindDelivery).OfType<Delivery>();
        return new DeliveryLines(world, page).Of([.. deliveries]).DistinctBy(line => line.EventId).ToDictionary(line => line.EventId);
    }

    // A create adds its children in the same moment. Their webhooks stay entries.
    private static List<StoryEntry> Joined(IEnumerable<StoryEntry> entries)
    {
        var joined = new List<StoryEntry>();
        foreach (var entry in entries)
        {
            if (joined is [{ Text: var text } first, ..] && text.StartsWith(Created, StringComparison.Ordinal) && entry.At == first.At && entry.Text.EndsWith(Added, StringComparison.Ordinal))
            {
                joined[0] = first with { Text = $"{text}{(text is Created ? " with " : ", ")}{entry.Text[..^Added.Length]}" };
            }
            else
            {
                joined.Add(entry);
            }
        }

        return joined;
    }

    private static IEnumerable<StoryEntry> WithSilence(IEnumerable<StoryEntry> entries)
    {
        var before = default(StoryEntry);
        foreach (var entry in entries)
        {
            if (before is not null && entry.At - before.At >= Silence)
            {
                yield return new StoryEntry(before.Number, before.At, "idle", $"{Page.Views.Words.Of(entry.At - before.At)}, nothing");
            }

            yield return before = entry;
        }
    }

    private StoryEntry? Of(JournalEntry entry, Dictionary<Guid, DeliveryLine> deliveries) => entry switch
    {
        ChangeEntry { What: "announced" } => level is StoryLevel.Everything ? Line(entry, "announced") : null,
        ChangeEntry change => Line(entry, InWords(change.What)) with { Mark = MarkOf(change.What) },
        EventEntry { EventId: { } eventId } happened => OfWebhook(happened, deliveries.GetValueOrDefault(eventId)),
        EventEntry happened => level is StoryLevel.Everything ? Line(entry, $"{happened.EventName}: the partner has not registered for it") : null,
        ChoiceEntry choice => Line(entry, $"gets the scenario {choice.Scenario}") with { Details = [new("why", choice.Reason)] },
        FaultEntry fault => Line(entry, $"fault on purpose: {fault.Fault}") with { Mark = "bad", Details = [new("rule", fault.Rule)] },
        CallEntry call when level is not StoryLevel.Story || call.StatusCode >= 400 => OfCall(call),
        AttemptEntry attempt when level is StoryLevel.Everything =>
            Line(entry, $"attempt {attempt.Attempt} of {attempt.EventName} {attempt.Outcome}") with { Mark = attempt.Failure is null ? "good" : "bad" },
        _ => null,
    };

    private static StoryEntry OfWebhook(EventEntry happened, DeliveryLine? delivery) => Line(happened, $"webhook {happened.EventName}") with { Delivery = delivery };

    private static StoryEntry OfCall(CallEntry call) => Line(call, $"{call.Method} {call.Path}{call.Query} → {call.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "no answer"}") with
    {
        Mark = call.StatusCode is null or >= 400 ? "bad" : "",
        Details =
        [
            .. call.Errors is { } errors ? [new DetailLine("why", string.Join("; ", errors))] : Array.Empty<DetailLine>(),
            .. call.Body is { } body ? [new DetailLine("body", JsonSerializer.Serialize(body, PageContext.Indented))] : Array.Empty<DetailLine>(),
        ],
    };

    private static StoryEntry Line(JournalEntry entry, string text) => new(entry.Number, EasternTime.From(entry.At), entry.Kind, text);

    // A child is named by its kind and not by its identifier, for example: addresses/6783e67e-… Added.
    private static string InWords(string what) => what.Split('/', ' ') switch
    {
        [var children, _, "Added"] => $"{ChildOf(children)} added",
        [var children, _, "Changed"] => $"{ChildOf(children)} changed",
        [var children, _, "Removed"] => $"{ChildOf(children)} removed",
        ["waits", "at", ..] => what.Replace(", ", " or ", StringComparison.Ordinal),
        _ => what,
    };

    private static string ChildOf(string children) => children is "addresses" ? "address" : children[..^1];

    private static string MarkOf(string what) => what.Split(' ') is [_, _, "→", var status] ? status switch
    {
        "Clear" => "Clear",
        "Failed" or "Positive" or "Reviewing" => status,
        _ => "",
    } : "";
}

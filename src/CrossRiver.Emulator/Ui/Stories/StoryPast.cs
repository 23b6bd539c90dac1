using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Ui.Deliveries;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Stories;

/// <summary>Writes the journal of a customer as a story: a webhook with its attempts is one entry, and a long silence is one line.</summary>
internal sealed class StoryPast(World world, StoryActions actions, StoryLevel level)
{
    private static readonly TimeSpan Silence = TimeSpan.FromHours(1);

    /// <summary>Returns the entries, the oldest first.</summary>
    public IReadOnlyList<StoryEntry> Of(IReadOnlyList<JournalEntry> entries) => [.. WithSilence(entries.Select(Of).OfType<StoryEntry>())];

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

    private StoryEntry? Of(JournalEntry entry) => entry switch
    {
        ChangeEntry { What: "announced" } => level is StoryLevel.Everything ? Line(entry, "announced") : null,
        ChangeEntry change => Line(entry, InWords(change.What)) with { Mark = MarkOf(change.What) },
        EventEntry { EventId: { } eventId } happened => OfWebhook(happened, eventId),
        EventEntry happened => level is StoryLevel.Everything ? Line(entry, $"{happened.EventName}: the partner has not registered for it") : null,
        ChoiceEntry choice => Line(entry, $"gets the scenario {choice.Scenario}") with { Details = [new("why", choice.Reason)] },
        FaultEntry fault => Line(entry, $"fault on purpose: {fault.Fault}") with { Mark = "bad", Details = [new("rule", fault.Rule)] },
        CallEntry call when level is not StoryLevel.Story || call.StatusCode >= 400 => OfCall(call),
        AttemptEntry attempt when level is StoryLevel.Everything =>
            Line(entry, $"attempt {attempt.Attempt} of {attempt.EventName} {attempt.Outcome}") with { Mark = attempt.Failure is null ? "good" : "bad" },
        _ => null,
    };

    private StoryEntry OfWebhook(EventEntry happened, Guid eventId)
    {
        var delivery = world.FindDelivery(eventId);
        var waits = DeliveryWords.WaitOf(delivery);
        return Line(happened, $"webhook {happened.EventName}{(waits is null ? "" : $" {waits}")}") with
        {
            Mark = delivery switch { null => "", { IsLost: true } => "lost", { State: not DeliveryState.Finished } => "waiting", { Status: Modules.Webhooks.Events.WebhookEventStatus.Success } => "succeeded", _ => "failed" },
            Attempts = DeliveryWords.AttemptsOf(delivery),
            Actions = delivery is null ? [] : [actions.Resend(eventId)],
        };
    }

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

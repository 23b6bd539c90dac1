using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Recording;

/// <summary>Writes the faults of a customer's events as delivery rules of a scenario.</summary>
/// <remarks>Rules of the customer's scenario stay as they are, unless chance decided. All other faults become rules for the events that they struck.</remarks>
internal sealed class RecordedDeliveryFaults(Scenario scenario, WorldFaults? faults, FaultSchemas schemas)
{
    private readonly List<string> _remarks = [];

    /// <summary>Returns the rules, and remarks about faults that they cannot say.</summary>
    public (DeliveryRules? Rules, IReadOnlyList<string> Remarks) Of(StoryEntries entries)
    {
        var struck = entries.Faults.Where(fault => fault.EventId is not null && !IsKept(fault))
            .GroupBy(fault => (fault.Rule, fault.Fault, fault.EventId))
            .SelectMany(same => FaultsOf([.. same], entries));
        var given = scenario.Delivery ?? new DeliveryRules();
        var rules = given with { Faults = [.. given.Faults.Where(IsCertain), .. struck] };
        return (rules is { AckWithin: null, Retry: null, Faults: [] } ? null : rules, _remarks);
    }

    private static bool IsCertain(DeliveryFault fault) => fault is { Probability: null, At: null or { IsFixed: true } };

    // The rules of steps are kept with the steps.
    private bool IsKept(FaultEntry fault) => fault.Rule.StartsWith($"{scenario.Name}, step ", StringComparison.Ordinal)
        || scenario.Delivery?.Faults.Index().Any(rule => IsCertain(rule.Item) && IsNamed(fault.Rule, rule.Index)) is true;

    private IEnumerable<DeliveryFault> FaultsOf(IReadOnlyList<FaultEntry> same, StoryEntries entries)
    {
        var (first, kind) = (same[0], same[0].Fault.Split(": ")[0]);
        var found = FindRule(first.Rule) ?? Read(first.Fault);
        if (found is { Phantom: not null } && kind is "phantom")
        {
            var at = first.At - entries.BeganAt;
            return [found with { Event = null, Which = null, Probability = null, At = new Delay(at, at) }];
        }

        if (found is null || kind is "reorder" || entries.FindEvent(first.EventId) is not { } happened || first.Fault.Contains("left out", StringComparison.Ordinal))
        {
            _remarks.Add($"{first.Fault} ({first.Rule}) struck {entries.FindEvent(first.EventId)?.EventName ?? "an event"}, and is left out because {(kind is "reorder" ? "a scenario reorders by its own rules only" : "its rule was removed")}.");
            return [];
        }

        var number = entries.NumberOf(happened);
        var concrete = found with { Event = happened.EventName, Which = new OccurrenceFilter(number, number, Every: 1), Attempts = null, Probability = null };
        return kind is "auth" or "body" or "connection" || first.Fault is "lose: attempt"
            ? RecordedCallFaults.Runs([.. same.Select(entries.AttemptOf)]).Select(attempts => concrete with { Attempts = attempts })
            : [concrete];
    }

    private DeliveryFault? FindRule(string name) => scenario.Delivery?.Faults.Index().Where(rule => IsNamed(name, rule.Index)).Select(rule => rule.Item).FirstOrDefault()
        ?? faults?.Rules.All.FirstOrDefault(rule => rule.Name == name)?.Rule.OfDeliveries;

    // An entry names a fault of an attempt in the words of files, so that its rule is not needed.
    private DeliveryFault? Read(string fault)
    {
        var json = fault.Split(": ") switch
        {
            ["connection", ['s', 'l', 'o', 'w', ' ', .. var rate]] => new JsonObject { ["connection"] = new JsonObject { ["slow"] = rate } },
            [var key, var value] when key is "auth" or "body" or "connection" or "lose" => new JsonObject { [key] = value },
            _ => null,
        };
        try
        {
            return json is null ? null : schemas.Read(JsonSerializer.SerializeToElement(json)).Rule.OfDeliveries;
        }
        catch (ApiException)
        {
            return null;
        }
    }

    private bool IsNamed(string rule, int index)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}, delivery fault {index + 1}");
        return rule == name || rule.StartsWith($"{name} in ", StringComparison.Ordinal);
    }
}

using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Scenarios.Model;

/// <summary>Represents a wait for an action of a person at the bank.</summary>
internal sealed record Hold
{
    /// <summary>Gets the possible actions, at least one, in the order of the file.</summary>
    public required IReadOnlyList<HoldAction> Actions { get; init; }

    /// <summary>Gets the time after which the timeout action is done, or null to wait without a limit.</summary>
    public Delay? Timeout { get; init; }

    public string? TimeoutAction { get; init; }
}

/// <summary>Represents an action of a person at the bank while a hold waits.</summary>
internal sealed record HoldAction
{
    public required string Name { get; init; }

    /// <summary>Gets the steps of the action. After them, the story continues after the hold.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>Gets whether the hold continues to wait after the action.</summary>
    public bool Stays { get; init; }
}

/// <summary>Provides the schema of the key <c>hold</c>.</summary>
internal static class HoldSchema
{
    private static readonly Schema<HoldTimeout> Timeout = new MappingSchema<HoldTimeout>("timeout", () => new HoldTimeout(default, ""), inLine: true)
        .Required("after", "After how long.", Values.Delay, timeout => timeout.After, (timeout, after) => timeout with { After = after })
        .Required("action", "The name of the action that is done then.", Values.Name, timeout => timeout.Action, (timeout, action) => timeout with { Action = action });

    public static Schema<Hold> Hold(Schema<IReadOnlyList<Step>> steps) => new MappingSchema<Hold>("hold", () => new Hold { Actions = [] })
        .Required(
            "actions",
            "The actions of a person, each by a name of yours with a list of steps.",
            new MapSchema<HoldAction>(Values.Name, Action(steps)),
            hold => [.. hold.Actions.Select(action => KeyValuePair.Create(action.Name, action))],
            (hold, actions) => hold with { Actions = [.. actions.Select(action => action.Value with { Name = action.Key })] })
        .Optional("timeout", "The action that runs when the time is over.", Timeout, hold => hold.TimeoutAction is { } action ? new HoldTimeout(hold.Timeout ?? default, action) : null, (hold, timeout) => hold with { Timeout = timeout.After, TimeoutAction = timeout.Action })
        .Check(CheckTimeout);

    private static AnySchema<HoldAction> Action(Schema<IReadOnlyList<Step>> steps)
    {
        var listed = new MappedSchema<IReadOnlyList<Step>, HoldAction>(steps, list => new HoldAction { Name = "", Steps = list }, action => action.Steps, action => !action.Stays);
        return new AnySchema<HoldAction>(
            "a list of steps, [] for none, or { stay: true, steps: [] }",
            list: listed,
            mapping: new UnlistedSchema<HoldAction>(listed, ["stay", "steps"], new MappingSchema<HoldAction>("holdAction", () => new HoldAction { Name = "", Steps = [] })
                .Optional("stay", "Whether the hold continues to wait afterwards.", Values.Flag, action => action.Stays, (action, stays) => action with { Stays = stays })
                .Required("steps", "The steps of the action, possibly none.", steps, action => action.Steps, (action, list) => action with { Steps = list })));
    }

    private static void CheckTimeout(Hold hold, MappingNode mapping, ParseContext context)
    {
        var names = hold.Actions.Select(action => action.Name).ToList();
        if (hold.TimeoutAction is { Length: > 0 } action && names is not [] && !names.Contains(action, StringComparer.Ordinal))
        {
            var place = (mapping.Find("timeout")?.Value as MappingNode)?.Find("action")?.Value.Place ?? mapping.Place;
            context.Refuse(place, $"'{action}' is no action of this hold; {Suggestion.For(action, names)}");
        }
    }

    private sealed record HoldTimeout(Delay After, string Action);
}

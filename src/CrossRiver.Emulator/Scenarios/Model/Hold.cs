using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;

namespace CrossRiver.Emulator.Scenarios.Model;

/// <summary>A wait for a person at the bank, who does one of some things; the first to do something decides.</summary>
internal sealed record Hold
{
    /// <summary>What can be done, at least one thing, in the order of the file.</summary>
    public required IReadOnlyList<HoldAction> Actions { get; init; }

    /// <summary>After how long something is done although nobody came, or <see langword="null"/> to wait for ever.</summary>
    public Delay? Timeout { get; init; }

    /// <summary>The name of what is done then.</summary>
    public string? TimeoutAction { get; init; }
}

/// <summary>Something that a person can do while a hold waits.</summary>
internal sealed record HoldAction
{
    public required string Name { get; init; }

    /// <summary>What follows; after it the story goes on behind the hold.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>Whether the hold goes on waiting afterwards.</summary>
    public bool Stays { get; init; }
}

/// <summary>A wait for a person: the key <c>hold</c>.</summary>
internal static class HoldSchema
{
    private static readonly Schema<HoldTimeout> Timeout = new MappingSchema<HoldTimeout>("timeout", () => new HoldTimeout(default, ""), inLine: true)
        .Required("after", "After how long.", Values.Delay, timeout => timeout.After, (timeout, after) => timeout with { After = after })
        .Required("action", "The name of the action that is done then.", Values.Name, timeout => timeout.Action, (timeout, action) => timeout with { Action = action });

    /// <summary>Returns the schema of the whole key.</summary>
    /// <param name="steps">The schema of the steps below it.</param>
    public static Schema<Hold> Hold(Schema<IReadOnlyList<Step>> steps) => new MappingSchema<Hold>("hold", () => new Hold { Actions = [] })
        .Required(
            "actions",
            "What a person can do, by names of your own: a list of steps each.",
            new MapSchema<HoldAction>(Values.Name, Action(steps)),
            hold => [.. hold.Actions.Select(action => KeyValuePair.Create(action.Name, action))],
            (hold, actions) => hold with { Actions = [.. actions.Select(action => action.Value with { Name = action.Key })] })
        .Optional("timeout", "What is done when nobody came.", Timeout, hold => hold.TimeoutAction is { } action ? new HoldTimeout(hold.Timeout ?? default, action) : null, (hold, timeout) => hold with { Timeout = timeout.After, TimeoutAction = timeout.Action })
        .Check(CheckTimeout);

    private static AnySchema<HoldAction> Action(Schema<IReadOnlyList<Step>> steps)
    {
        var listed = new MappedSchema<IReadOnlyList<Step>, HoldAction>(steps, list => new HoldAction { Name = "", Steps = list }, action => action.Steps, action => !action.Stays);

        return new AnySchema<HoldAction>(
            "a list of steps, [] for none, or { stay: true, steps: [] }",
            list: listed,
            mapping: new UnlistedSchema<HoldAction>(listed, ["stay", "steps"], new MappingSchema<HoldAction>("holdAction", () => new HoldAction { Name = "", Steps = [] })
                .Optional("stay", "Whether the hold goes on waiting afterwards.", Values.Flag, action => action.Stays, (action, stays) => action with { Stays = stays })
                .Required("steps", "What follows; it may be nothing.", steps, action => action.Steps, (action, list) => action with { Steps = list })));
    }

    private static void CheckTimeout(Hold hold, MappingNode mapping, Reading reading)
    {
        var names = hold.Actions.Select(action => action.Name).ToList();
        if (hold.TimeoutAction is { Length: > 0 } action && names is not [] && !names.Contains(action, StringComparer.Ordinal))
        {
            var place = (mapping.Find("timeout")?.Value as MappingNode)?.Find("action")?.Value.Place ?? mapping.Place;
            reading.Refuse(place, $"'{action}' is no action of this hold; {Suggestion.For(action, names)}");
        }
    }

    private sealed record HoldTimeout(Delay After, string Action);
}

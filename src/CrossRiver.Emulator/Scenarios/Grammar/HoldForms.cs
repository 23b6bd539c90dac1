using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Scenarios.Steps;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>A wait for a person: the key <c>hold</c>.</summary>
internal static class HoldForms
{
    private static readonly Form<IReadOnlyList<Step>> Steps = new LaterForm<IReadOnlyList<Step>>(() => StepForms.Steps);

    private static readonly Form<HoldAction> Listed = new MappedForm<IReadOnlyList<Step>, HoldAction>(Steps, steps => new HoldAction { Name = "", Steps = steps });

    private static readonly Form<HoldAction> Action = new AnyForm<HoldAction>(
        "a list of steps, [] for none, or { stay: true, steps: [] }",
        list: Listed,
        mapping: new UnlistedForm<HoldAction>(Listed, ["stay", "steps"], new MappingForm<HoldAction>("holdAction", () => new HoldAction { Name = "", Steps = [] })
            .Optional("stay", "Whether the hold goes on waiting afterwards.", Values.Flag, (action, stays) => action with { Stays = stays })
            .Required("steps", "What follows; it may be nothing.", Steps, (action, steps) => action with { Steps = steps })));

    private static readonly Form<HoldTimeout> Timeout = new MappingForm<HoldTimeout>("timeout", () => new HoldTimeout(default, ""))
        .Required("after", "After how long.", Values.Delay, (timeout, after) => timeout with { After = after })
        .Required("action", "The name of the action that is done then.", Values.Name, (timeout, action) => timeout with { Action = action });

    /// <summary>The whole key.</summary>
    public static Form<Hold> Hold { get; } = new MappingForm<Hold>("hold", () => new Hold { Actions = [] })
        .Required(
            "actions",
            "What a person can do, by names of your own: a list of steps each.",
            new MapForm<HoldAction>(Values.Name, Action),
            (hold, actions) => hold with { Actions = [.. actions.Select(action => action.Value with { Name = action.Key })] })
        .Optional("timeout", "What is done when nobody came.", Timeout, (hold, timeout) => hold with { Timeout = timeout.After, TimeoutAction = timeout.Action })
        .Check(CheckTimeout);

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

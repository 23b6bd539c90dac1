using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Scenarios.Steps;
using CrossRiver.Emulator.Time;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>A wait for a person: the key <c>hold</c>.</summary>
internal static class HoldForms
{
    private static readonly Form<HoldTimeout> Timeout = new MappingForm<HoldTimeout>("timeout", () => new HoldTimeout(default, ""))
        .Required("after", "After how long.", Values.Delay, (timeout, after) => timeout with { After = after })
        .Required("action", "The name of the action that is done then.", Values.Name, (timeout, action) => timeout with { Action = action });

    /// <summary>Returns the form of the whole key.</summary>
    /// <param name="steps">The form of the steps below it.</param>
    public static Form<Hold> Hold(Form<IReadOnlyList<Step>> steps) => new MappingForm<Hold>("hold", () => new Hold { Actions = [] })
        .Required(
            "actions",
            "What a person can do, by names of your own: a list of steps each.",
            new MapForm<HoldAction>(Values.Name, Action(steps)),
            (hold, actions) => hold with { Actions = [.. actions.Select(action => action.Value with { Name = action.Key })] })
        .Optional("timeout", "What is done when nobody came.", Timeout, (hold, timeout) => hold with { Timeout = timeout.After, TimeoutAction = timeout.Action })
        .Check(CheckTimeout);

    private static AnyForm<HoldAction> Action(Form<IReadOnlyList<Step>> steps)
    {
        var listed = new MappedForm<IReadOnlyList<Step>, HoldAction>(steps, list => new HoldAction { Name = "", Steps = list });

        return new AnyForm<HoldAction>(
            "a list of steps, [] for none, or { stay: true, steps: [] }",
            list: listed,
            mapping: new UnlistedForm<HoldAction>(listed, ["stay", "steps"], new MappingForm<HoldAction>("holdAction", () => new HoldAction { Name = "", Steps = [] })
                .Optional("stay", "Whether the hold goes on waiting afterwards.", Values.Flag, (action, stays) => action with { Stays = stays })
                .Required("steps", "What follows; it may be nothing.", steps, (action, list) => action with { Steps = list })));
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

using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Ui.Serving;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>Provides the conditions and the fault rules of a world as switches, with the number of hits of each.</summary>
internal sealed class FaultSwitches(World world, IReadOnlyDictionary<string, Condition> conditions, FaultSchemas schemas, PageContext page)
{
    private const string Example = """{ "call": "customers.get", "which": "1", "status": 503 }""";

    private string Faults => PageContext.ControlOf(world, "faults");

    public IReadOnlyList<ConditionLine> ReadConditions() => world.RunLocked<IReadOnlyList<ConditionLine>>(() =>
    {
        var active = world.FindPart<WorldFaults>()?.Conditions.All ?? [];
        return [.. conditions.Values.Select(condition => LineOf(condition, active.FirstOrDefault(on => on.Condition.Name == condition.Name)))];
    });

    public IReadOnlyList<FaultLine> ReadFaults() =>
        world.RunLocked<IReadOnlyList<FaultLine>>(() => [.. world.FindPart<WorldFaults>()?.Rules.All.Select(LineOf) ?? []]);

    /// <summary>Returns the actions that add rules.</summary>
    public IReadOnlyList<ActionForm> Actions() =>
    [
        page.Action("Slow down", "POST", Faults, EveryCall, new ActionField("latency", "every call by") { Value = "2s", IsRequired = true }) with
        {
            Done = "The bank is slow.",
        },
        page.Action("Fail", "POST", Faults, EveryCall,
            new ActionField("status", "every call with") { Form = FieldForm.Number, Value = "503", IsRequired = true },
            new ActionField("chance", "chance") { Value = "100%", IsRequired = true },
            new ActionField("applied", "writes are") { Options = [new("false", "not done"), new("true", "done all the same")], Value = "false" }) with
        {
            Done = "Calls fail.",
        },
        page.Action("Add the rule", "POST", Faults,
            new ActionField("rule", "Any rule, with the keys of scenario files") { Form = FieldForm.Json, Value = Example }) with
        {
            Done = "The rule is added.",
        },
    ];

    private static ActionField EveryCall => new("call", "Call") { IsHidden = true, Value = "any" };

    private ConditionLine LineOf(Condition condition, ActiveCondition? on) => on is null
        ? new ConditionLine(condition.Name, condition.Title ?? "", IsOn: false, Hits: 0, Start(condition.Name))
        : new ConditionLine(condition.Name, condition.Title ?? "", IsOn: true, on.Counts.Sum(counts => counts.Hits), Stop(condition.Name))
        {
            EndsAt = PageContext.At(on.EndsAt),
        };

    private FaultLine LineOf(AdHocRule rule)
    {
        var text = rule.Rule.OfCalls is { } calls ? schemas.OfCalls.Explain(calls) : schemas.Print(rule.Rule).ToJsonString(WireJson.Options);
        var remove = page.Action("Remove", "DELETE", $"{Faults}/{rule.Id}") with { Done = $"Rule {rule.Id} is removed." };
        return new FaultLine(rule.Id, text, rule.Counts.Hits, EasternTime.From(rule.AddedAt), remove);
    }

    private ActionForm Start(string name) =>
        page.Action("Start", "POST", PageContext.ControlOf(world, $"conditions/{name}/start"),
            new ActionField("lasts", "for") { Placeholder = "until it is stopped" }) with
        { Done = $"{name} has started." };

    private ActionForm Stop(string name) =>
        page.Action("Stop", "POST", PageContext.ControlOf(world, $"conditions/{name}/stop")) with { Done = $"{name} has stopped." };
}

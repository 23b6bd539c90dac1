using System.Globalization;
using CrossRiver.Emulator.Scenarios.Steps;
using YamlDotNet.RepresentationModel;

namespace CrossRiver.Emulator.Scenarios.Printing;

/// <summary>Steps as scenario files write them.</summary>
internal static class PrintedSteps
{
    /// <summary>Prints steps.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="prefix">What the names begin with that their places give them.</param>
    public static IEnumerable<YamlNode?> Of(IReadOnlyList<Step> steps, string prefix) => steps.Select((step, index) => Of(step, Join(prefix, index + 1)));

    private static YamlNode? Of(Step step, string placeName) => new YamlMap()
        .Add("id", step.Id == placeName ? null : YamlMap.Text(step.Id))
        .Add("note", YamlMap.Text(step.Note))
        .Add("after", PrintedValues.Of(step.After))
        .Add("at", PrintedValues.Of(step.At))
        .Add("upon", Of(step.Upon))
        .Add("set", step.Set.Aggregate(new YamlMap(), (map, change) => map.Add(change.Field.Key, YamlMap.Text($"{change.Value}"))).Line)
        .Add("event", step.IsSilent ? YamlMap.Word("none") : null)
        .Add("emit", YamlMap.Word(step.Emit))
        .Add("hold", Of(step.Hold, step.Id))
        .Add("choose", YamlMap.BlockOf(step.Choose.Select((choice, index) =>
            new YamlMap().Add("weight", PrintedValues.OfWeight(choice.Weight)).Add("steps", ListOf(choice.Steps, $"{Join($"{step.Id}.", index + 1)}.")).Block)))
        .Add("repeat", step.Repeat is { } repeat ? new YamlMap().Add("every", PrintedValues.Of(repeat.Every)).Add("times", PrintedValues.Of(repeat.Times)).Line : null)
        .Add("steps", step.Repeat is { Steps: var repeated } ? ListOf(repeated, $"{step.Id}.1.") : null)
        .Add("conditions", Of(step.Conditions))
        .Add("readLag", step.ReadLag == TimeSpan.Zero ? null : PrintedValues.Of(step.ReadLag))
        .Add("delivery", PrintedDelivery.Of(step.Delivery))
        .Block;

    private static YamlNode? Of(Upon? upon) => upon is null ? null : new YamlMap()
        .Add("call", YamlMap.Word(upon.Call))
        .Add("times", upon.Times is 1 ? null : PrintedValues.Of(upon.Times))
        .Add("reads", PrintedValues.Of(upon.Reads))
        .Add("acked", YamlMap.Text(upon.Acked))
        .Add("orAfter", PrintedValues.Of(upon.OrAfter))
        .Line;

    private static YamlNode? Of(Hold? hold, string id) => hold is null ? null : new YamlMap()
        .Add("actions", hold.Actions.Aggregate(new YamlMap(), (map, action) => map.Add(action.Name, Of(action, $"{id}.{action.Name}."))).Block)
        .Add("timeout", hold.TimeoutAction is null ? null : new YamlMap().Add("after", PrintedValues.Of(hold.Timeout)).Add("action", YamlMap.Text(hold.TimeoutAction)).Line)
        .Block;

    private static YamlNode? Of(HoldAction action, string prefix) => action.Stays
        ? new YamlMap().Add("stay", PrintedValues.Of(action.Stays)).Add("steps", ListOf(action.Steps, prefix)).Block
        : ListOf(action.Steps, prefix);

    private static YamlNode ListOf(IReadOnlyList<Step> steps, string prefix) => YamlMap.BlockOf(Of(steps, prefix)) ?? YamlMap.LineOf([]);

    private static string Join(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");

    private static YamlNode? Of(WeatherChange? change) => change switch
    {
        null => null,
        { Lasts: { } lasts } => new YamlMap().Add("start", YamlMap.Text(change.Name)).Add("lasts", PrintedValues.Of(lasts)).Line,
        _ => new YamlMap().Add("stop", YamlMap.Text(change.Name)).Line,
    };
}

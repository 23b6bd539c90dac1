using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Scenarios.Model;

/// <summary>Represents one step of the bank for a customer: its time and its effect.</summary>
internal sealed record Step
{
    /// <summary>Gets the unique name within the scenario. The default is the place: <c>3</c>, or below a step <c>review</c>, <c>review.release.1</c> (an
    /// action) or <c>review.1.2</c> (the second step of its first choice or of its repetition).</summary>
    public required string Id { get; init; }

    /// <summary>Gets a remark for readers of the file, without an effect.</summary>
    public string? Note { get; init; }

    /// <summary>Gets the delay after the previous step, or after the create for the first step. With <see cref="WaitFor"/>, it counts from that event.</summary>
    public Delay? After { get; init; }

    /// <summary>Gets the delay after the create. A step with <c>at</c> is a separate branch: it and the other steps do not wait for each other.</summary>
    public Delay? At { get; init; }

    /// <summary>Gets the event to wait for after the previous step, or null.</summary>
    public WaitFor? WaitFor { get; init; }

    /// <summary>Gets the changes of the customer, in the order of the registered fields. Each change publishes its event, as at the bank.</summary>
    public IReadOnlyList<FieldChange> Set { get; init; } = [];

    /// <summary>Gets whether the changes publish no events: <c>event: none</c>.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Gets the name of an event to publish without a change, or null.</summary>
    public string? Emit { get; init; }

    /// <summary>Gets a wait for a person, or null. Later steps start after it.</summary>
    public Hold? Hold { get; init; }

    /// <summary>Gets the alternatives, one of which is chosen at random.</summary>
    public IReadOnlyList<Choice> Choose { get; init; } = [];

    public Repeat? Repeat { get; init; }

    public ConditionChange? Conditions { get; init; }

    /// <summary>Gets the read lag: the time after the step's event until reads show the change. A negative value shows the change before the event.</summary>
    public TimeSpan ReadLag { get; init; }

    /// <summary>Gets the delivery of the step's event, or null for the delivery of the scenario.</summary>
    public DeliveryRules? Delivery { get; init; }

    /// <summary>Returns the name of the step in URLs: the id, and after <c>~</c> the round of its repetition.</summary>
    /// <param name="occurrence">The rounds of the enclosing repetitions: empty, or for example <c>/3</c>.</param>
    public string KeyOf(string occurrence) => occurrence is "" ? Id : $"{Id}{occurrence.Replace('/', '~')}";
}

/// <summary>Provides the schema of the key <c>timeline</c>, and of the steps below steps.</summary>
internal sealed class StepSchema
{
    private const int MostTimes = 10_000;
    private const string Silent = "none";

    private static readonly Schema<string> StepId = Values.FreeTextOf(
        "id of a step",
        "write the id of a step",
        text => text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '.'),
        """{ "type": ["string", "number", "boolean"], "pattern": "^[a-z0-9.-]+$" }""");

    private static readonly Schema<Repeat> Repeat = new MappingSchema<Repeat>("repeat", () => new Repeat(default, 1, []), inLine: true)
        .Required("every", "The time from the beginning of one repetition to the next.", Values.Delay, repeat => repeat.Every, (repeat, every) => repeat with { Every = every })
        .Required("times", "The number of repetitions.", Values.WholeNumber("number of times", 1, MostTimes), repeat => repeat.Times, (repeat, times) => repeat with { Times = times });

    private static readonly Schema<ConditionChange> Conditions = new MappingSchema<ConditionChange>("weatherChange", () => new ConditionChange("", Lasts: null), inLine: true)
        .Optional("start", "The name of the condition that begins.", Values.Name, change => change.Lasts is null ? null : change.Name, (change, name) => change with { Name = name })
        .Optional("lasts", "For how long.", Values.Delay, change => change.Lasts, (change, lasts) => change with { Lasts = lasts })
        .Optional("stop", "The name of the condition that ends, whatever started it.", Values.Name, change => change.Lasts is null ? change.Name : null, (change, name) => change with { Name = name })
        .Where(KeyRule.Some("start", "stop"), KeyRule.NotTogether("start", "stop"), KeyRule.Needs("start", "lasts"), KeyRule.Needs("lasts", "start"));

    // Phrases do not depend on the modules.
    private static readonly Lazy<StepSchema> Plain = new(() => new StepSchema(new ModuleCatalog([], new ServiceCollection()), Values.Never<DeliveryRules>()));

    // The keys of a step's wait. All other keys describe its effect.
    private static readonly string[] Waits = ["upon", "after", "at"];

    private readonly MappingSchema<Step> _step;

    public StepSchema(ModuleCatalog modules, Schema<DeliveryRules> delivery)
    {
        Steps = new ListSchema<Step>(new LaterSchema<Step>(() => _step!));
        _step = Step(Set(modules.SettableFields), [.. modules.Events.Where(type => type.CanBeEmitted).Select(type => type.Name)], Upon(modules.Operations), delivery, Steps);
    }

    public Schema<IReadOnlyList<Step>> Steps { get; }

    /// <summary>Returns a step's wait in words, for example <c>upon addresses.add, after 2s..5s</c>, or an empty text if it follows at once.</summary>
    public static string When(Step step) => string.Join(", ", Waits.SelectMany(key => Plain.Value._step.Explain(step, [key])));

    /// <summary>Returns whether a step has an effect or waits for an event, apart from the steps below it.</summary>
    public static bool DoesSomething(Step step) => step.WaitFor is not null || Plain.Value._step.Explain(step, [.. Plain.Value._step.Keys.Except([.. Waits, "choose", "repeat"], StringComparer.Ordinal)]).Any();

    public static string What(Step step) =>
        string.Join("; ", Plain.Value._step.Explain(step, [.. Plain.Value._step.Keys.Except(Waits, StringComparer.Ordinal)]).DefaultIfEmpty("nothing"));

    private static MappingSchema<WaitFor> Upon(IReadOnlyList<Operation> operations) => new MappingSchema<WaitFor>("upon", () => new WaitFor(), inLine: true)
        .Optional("call", "A call about the customer.", Values.Names("call", [.. operations.Select(operation => operation.Name)]), upon => upon.Call, (upon, call) => upon with { Call = call })
        .Optional("times", "The number of calls. The default is 1.", Values.WholeNumber("number of calls", 1, MostTimes), upon => upon.Times is 1 ? null : upon.Times, (upon, times) => upon with { Times = times })
        .Optional("reads", "The number of reads of the customer.", Values.WholeNumber("number of reads", 1, MostTimes), upon => upon.Reads, (upon, reads) => upon with { Reads = reads })
        .Optional("acked", "The step whose event the partner must have acknowledged.", StepId, upon => upon.Acked, (upon, acked) => upon with { Acked = acked })
        .Optional("orAfter", "The time after which the step runs although the event was not acknowledged.", Values.Delay, upon => upon.OrAfter, (upon, orAfter) => upon with { OrAfter = orAfter })
        .Where(KeyRule.Some("call", "reads", "acked"), KeyRule.NotTogether("call", "reads", "acked"))
        .Where(KeyRule.Needs("times", "call"), KeyRule.Needs("orAfter", "acked"))
        .Check((upon, mapping, context) => context.Remember(upon, mapping.Find("acked")?.Value.Place ?? mapping.Place));

    private static MappingSchema<Choice> Choice(Schema<IReadOnlyList<Step>> steps) => new MappingSchema<Choice>("choice", () => new Choice(1, []))
        .Required("weight", "The weight of this way beside the others.", Values.Weight, choice => choice.Weight, (choice, weight) => choice with { Weight = weight })
        .Required("steps", "The steps of this way, possibly none.", steps, choice => choice.Steps, (choice, list) => choice with { Steps = list });

    private static MappingSchema<IReadOnlyList<FieldChange>> Set(IReadOnlyList<SettableField> fields) => fields
        .Aggregate(
            new MappingSchema<IReadOnlyList<FieldChange>>("set", () => [], inLine: true),
            (schema, field) => schema.Optional(field.Key, field.Description, field.Schema, set => set.FirstOrDefault(change => change.Field == field), (set, change) => [.. set, change]))
        .Where(KeyRule.Some([.. fields.Select(field => field.Key)]));

    private static MappingSchema<Step> Step(Schema<IReadOnlyList<FieldChange>> set, IReadOnlyList<string> events, Schema<WaitFor> upon, Schema<DeliveryRules> delivery, Schema<IReadOnlyList<Step>> steps) => new MappingSchema<Step>("step", () => new Step { Id = "" })
        .Optional("id", "Names the step within the scenario.", Values.Name, step => step.Id is "" ? null : step.Id, (step, id) => step with { Id = id })
        .Optional("note", "A remark for readers of the file.", Values.Text, step => step.Note, (step, note) => step with { Note = note })
        .Optional("after", "The time after the previous step.", Values.Delay, step => step.After, (step, after) => step with { After = after }, step => step.After is { } after ? $"after {Words.Of(after)}" : null)
        .Optional("at", "The time after the create, independent of other steps.", Values.Delay, step => step.At, (step, at) => step with { At = at }, step => step.At is { } at ? $"at {Words.Of(at)}" : null)
        .Optional("upon", "The condition of the step: a call, reads, or the acknowledgement of a step's event.", upon, step => step.WaitFor, (step, start) => step with { WaitFor = start }, step => step.WaitFor is { } upon ? Words.Of(upon) : null)
        .Optional("set", "The changes of the customer; events follow.", set, step => step.Set, (step, changes) => step with { Set = changes }, step => step.Set is [] ? null : $"{string.Join(", ", step.Set)}{(step.IsSilent ? " without an event" : "")}")
        .Optional("event", "none keeps the change silent.", Values.Names("way to treat the event of a change", Silent), step => step.IsSilent ? Silent : null, (step, _) => step with { IsSilent = true })
        .Optional("emit", "An event without a change.", Values.Event(events), step => step.Emit, (step, name) => step with { Emit = name }, step => step.Emit)
        .Optional("hold", "A wait for a person.", HoldSchema.Hold(steps), step => step.Hold, (step, hold) => step with { Hold = hold }, step => step.Hold is { } hold ? Words.Of(hold) : null)
        .Optional("choose", "Ways of which one is taken by chance.", new ListSchema<Choice>(Choice(steps), least: 1), step => step.Choose, (step, choices) => step with { Choose = choices }, step => step.Choose is [] ? null : string.Create(CultureInfo.InvariantCulture, $"one of {step.Choose.Count} ways"))
        .Optional("repeat", "Repeats the steps below.", Repeat, step => step.Repeat, (step, repeat) => step with { Repeat = repeat }, step => step.Repeat is { } repeat ? string.Create(CultureInfo.InvariantCulture, $"{repeat.Times} times, every {Words.Of(repeat.Every)}") : null)
        .Optional("steps", "The steps that are repeated.", steps, step => step.Repeat?.Steps, (step, list) => step with { Repeat = (step.Repeat ?? new Repeat(default, 1, [])) with { Steps = list } })
        .Optional("conditions", "A condition that starts for a while, or ends.", Conditions, step => step.Conditions, (step, conditions) => step with { Conditions = conditions }, step => step.Conditions is { } change ? Words.Of(change) : null)
        .Optional("readLag", "The time after its event for which reads show the old value; negative: the time before it from which they show the new one.", Values.SignedDuration, step => step.ReadLag == TimeSpan.Zero ? null : step.ReadLag, (step, readLag) => step with { ReadLag = readLag }, step => Words.OfLag(step.ReadLag))
        .Optional("delivery", "The delivery of this step's event.", delivery, step => step.Delivery, (step, rules) => step with { Delivery = rules })
        .Where(
            KeyRule.Some("after", "at", "upon", "set", "emit", "hold", "choose", "repeat", "conditions"),
            KeyRule.NotTogether("at", "after"),
            KeyRule.NotTogether("at", "upon"),
            KeyRule.NotTogether("hold", "choose", "repeat"),
            KeyRule.Needs("repeat", "steps"),
            KeyRule.Needs("steps", "repeat"),
            KeyRule.Needs("event", "set"),
            KeyRule.Needs("readLag", "set"),
            KeyRule.Needs("delivery", "set", "emit"))
        .Check(CheckDelivery)
        .Check(CheckDeed);

    private static void CheckDelivery(Step step, MappingNode mapping, ParseContext context)
    {
        foreach (var fault in (step.Delivery?.Faults ?? []).Where(fault => fault.At is not null))
        {
            context.Refuse(context.PlaceOf(fault), "'at' counts from the create and does not apply to this step's event; write the fault under the delivery of the scenario, or leave 'at' out");
        }
    }

    // A step that waits for a call or an acknowledgement has an effect: it delays later steps.
    private static void CheckDeed(Step step, MappingNode mapping, ParseContext context)
    {
        string[] idle = ["id", "note", "after", "at"];
        if ((step.After is not null || step.At is not null) && mapping.Members.All(member => idle.Contains(member.Key.Text, StringComparer.Ordinal)))
        {
            context.Warn(mapping.Place, "this step does nothing; write set, emit, hold, choose, repeat or conditions, or leave it out and let the next step run later");
        }
    }
}

using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Language.Yaml;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Steps;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>What the bank does, and when: the key <c>timeline</c> and the steps below steps.</summary>
internal sealed class StepForms
{
    private const int MostTimes = 10_000;

    private static readonly Form<Repeat> Repeat = new MappingForm<Repeat>("repeat", () => new Repeat(default, 1, []))
        .Required("every", "How long it is from the beginning of one time to the next.", Values.Delay, (repeat, every) => repeat with { Every = every })
        .Required("times", "How often the steps come in all.", Values.WholeNumber("number of times", 1, MostTimes), (repeat, times) => repeat with { Times = times });

    private static readonly Form<WeatherChange> Conditions = new MappingForm<WeatherChange>("weatherChange", () => new WeatherChange("", Lasts: null))
        .Optional("start", "The name of the condition that begins.", Values.Name, (change, name) => change with { Name = name })
        .Optional("lasts", "For how long.", Values.Delay, (change, lasts) => change with { Lasts = lasts })
        .Optional("stop", "The name of the condition that ends, whoever started it.", Values.Name, (change, name) => change with { Name = name })
        .Where(
            KeyRule.Some("start", "stop"),
            KeyRule.NotTogether("start", "stop"),
            KeyRule.Needs("start", "lasts"),
            KeyRule.Needs("lasts", "start"));

    private readonly Form<Step> _step;

    /// <param name="fields">The fields that steps set.</param>
    /// <param name="events">The names of the bank's events.</param>
    /// <param name="operations">The operations of the bank's API.</param>
    /// <param name="delivery">The form of the key <c>delivery</c>.</param>
    public StepForms(IReadOnlyList<SettableField> fields, IReadOnlyList<string> events, IReadOnlyList<Operation> operations, Form<DeliveryRules> delivery)
    {
        Steps = new ListForm<Step>(new LaterForm<Step>(() => _step!));
        _step = Step(Set(fields), events, Upon(operations), delivery, Steps);
    }

    /// <summary>Gets the form of steps, in order.</summary>
    public Form<IReadOnlyList<Step>> Steps { get; }

    private static MappingForm<Upon> Upon(IReadOnlyList<Operation> operations) => new MappingForm<Upon>("upon", () => new Upon())
        .Optional("call", "A call about the customer.", Values.Names("call", [.. operations.Select(operation => operation.Name)]), (upon, call) => upon with { Call = call })
        .Optional("times", "How often the call must have been made; once, unless it is given.", Values.WholeNumber("number of calls", 1, MostTimes), (upon, times) => upon with { Times = times })
        .Optional("reads", "How often the customer must have been read.", Values.WholeNumber("number of reads", 1, MostTimes), (upon, reads) => upon with { Reads = reads })
        .Optional("acked", "The step whose event the partner must have taken.", Values.StepId, (upon, acked) => upon with { Acked = acked })
        .Optional("orAfter", "After how long the step comes although the event was not taken.", Values.Delay, (upon, orAfter) => upon with { OrAfter = orAfter })
        .Where(
            KeyRule.Some("call", "reads", "acked"),
            KeyRule.NotTogether("call", "reads", "acked"),
            KeyRule.Needs("times", "call"),
            KeyRule.Needs("orAfter", "acked"))
        .Check((upon, mapping, reading) => reading.Remember(upon, mapping.Find("acked")?.Value.Place ?? mapping.Place));

    private static MappingForm<Choice> Choice(Form<IReadOnlyList<Step>> steps) => new MappingForm<Choice>("choice", () => new Choice(1, []))
        .Required("weight", "How likely it is, beside the weights of the others.", Values.Weight, (choice, weight) => choice with { Weight = weight })
        .Required("steps", "What happens; it may be nothing.", steps, (choice, list) => choice with { Steps = list });

    private static MappingForm<IReadOnlyList<FieldChange>> Set(IReadOnlyList<SettableField> fields) => fields
        .Aggregate(
            new MappingForm<IReadOnlyList<FieldChange>>("set", () => []),
            (form, field) => form.Optional(field.Key, field.Description, field.Form, (set, change) => [.. set, change]))
        .Where(KeyRule.Some([.. fields.Select(field => field.Key)]));

    private static MappingForm<Step> Step(Form<IReadOnlyList<FieldChange>> set, IReadOnlyList<string> events, Form<Upon> upon, Form<DeliveryRules> delivery, Form<IReadOnlyList<Step>> steps) => new MappingForm<Step>("step", () => new Step { Id = "" })
        .Optional("id", "Names the step within the scenario.", Values.Name, (step, id) => step with { Id = id })
        .Optional("note", "A remark for whoever reads the file.", Values.Text, (step, note) => step with { Note = note })
        .Optional("after", "How long after the step before.", Values.Delay, (step, after) => step with { After = after })
        .Optional("at", "How long after the create, whatever the other steps do.", Values.Delay, (step, at) => step with { At = at })
        .Optional("upon", "What must have happened: a call, reads, or the acknowledgement of a step's event.", upon, (step, start) => step with { Upon = start })
        .Optional("set", "What changes of the customer; events follow.", set, (step, changes) => step with { Set = changes })
        .Optional("event", "none keeps the change silent.", Values.Names("way to treat the event of a change", "none"), (step, _) => step with { IsSilent = true })
        .Optional("emit", "An event without a change.", Values.Event(events), (step, name) => step with { Emit = name })
        .Optional("hold", "A wait for a person.", HoldForms.Hold(steps), (step, hold) => step with { Hold = hold })
        .Optional("choose", "Ways to go on, one of which is taken by chance.", new ListForm<Choice>(Choice(steps), least: 1), (step, choices) => step with { Choose = choices })
        .Optional("repeat", "How often and how far apart the steps below come.", Repeat, (step, repeat) => step with { Repeat = repeat })
        .Optional("steps", "The steps that are repeated.", steps, (step, list) => step with { Repeat = (step.Repeat ?? new Repeat(default, 1, [])) with { Steps = list } })
        .Optional("conditions", "Weather that begins for a while, or ends.", Conditions, (step, conditions) => step with { Conditions = conditions })
        .Optional("readLag", "How long after its event a read still shows the old value; negative: how long before it shows the new one.", Values.SignedDuration, (step, readLag) => step with { ReadLag = readLag })
        .Optional("delivery", "How this step's event is delivered.", delivery, (step, rules) => step with { Delivery = rules })
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

    private static void CheckDelivery(Step step, MappingNode mapping, Reading reading)
    {
        foreach (var fault in step.Delivery?.Faults ?? [])
        {
            if (fault.At is not null)
            {
                reading.Refuse(reading.PlaceOf(fault), "'at' counts from the create and says nothing of this step's event; write the fault under the delivery of the scenario, or leave 'at' out");
            }
        }
    }

    // A step that waits for a call or an acknowledgement holds up what follows.
    private static void CheckDeed(Step step, MappingNode mapping, Reading reading)
    {
        string[] idle = ["id", "note", "after", "at"];
        if ((step.After is not null || step.At is not null) && mapping.Members.All(member => idle.Contains(member.Key.Text, StringComparer.Ordinal)))
        {
            reading.Warn(mapping.Place, "this step does nothing; write set, emit, hold, choose, repeat or conditions, or leave it out and let the next step come later");
        }
    }
}

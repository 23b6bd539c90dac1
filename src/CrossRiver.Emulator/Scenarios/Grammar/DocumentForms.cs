using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Steps;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Webhooks.Contract;

namespace CrossRiver.Emulator.Scenarios.Grammar;

/// <summary>The two things that a document of a file can be: a scenario, or a condition.</summary>
internal sealed class DocumentForms
{
    /// <summary>The key that makes a document a scenario.</summary>
    public const string ScenarioKey = "scenario";

    /// <summary>The key that makes a document a condition.</summary>
    public const string ConditionKey = "condition";

    /// <param name="modules">The modules: which events and operations the bank has, what the body of a create has, and which fields steps set.</param>
    public DocumentForms(ModuleCatalog modules)
    {
        IReadOnlyList<string> events = [.. modules.Events.Select(type => type.Name)];
        Fault = new FaultForms(events).Fault;
        var delivery = new DeliveryForms(Fault, events).Delivery;
        var api = new ApiForms(modules.Operations);
        Rule = api.Rule;
        Condition = ConditionOf(api.Rules);
        Scenario = ScenarioOf(new StepForms([.. modules.SettableFields], events, modules.Operations, delivery).Steps, delivery, new MatchForms(modules.CreateFields).Match, api);
    }

    /// <summary>Gets the form of one customer's story.</summary>
    public Form<Scenario> Scenario { get; }

    /// <summary>Gets the form of weather for a whole world.</summary>
    public Form<Condition> Condition { get; }

    /// <summary>Gets the form of a rule for calls.</summary>
    public Form<ApiRule> Rule { get; }

    /// <summary>Gets the form of a fault of deliveries.</summary>
    public Form<DeliveryFault> Fault { get; }

    private static MappingForm<Scenario> ScenarioOf(Form<IReadOnlyList<Step>> steps, Form<DeliveryRules> delivery, Form<Match> match, ApiForms api) => new MappingForm<Scenario>("scenario", () => new Scenario { Name = "", Timeline = [] })
        .Required("version", "The version of the format.", Values.Version, (scenario, _) => scenario)
        .Required(ScenarioKey, "The scenario's name.", Values.Name, (scenario, name) => scenario with { Name = name })
        .Optional("title", "What the story is, in a sentence.", Values.Text, (scenario, title) => scenario with { Title = title })
        .Optional("seed", "Where its random choices come from, instead of from the emulator's seed.", Values.Seed, (scenario, seed) => scenario with { Seed = seed })
        .Optional("priority", "Which scenario wins when several match: the higher one. 50, unless it is given.", Values.WholeNumber("priority", 0, 100), (scenario, priority) => scenario with { Priority = priority })
        .Optional("match", "Which customers it is for; without it, it has to be asked for by name.", match, (scenario, whose) => scenario with { Match = whose })
        .Required("timeline", "What the bank does, and when.", steps, (scenario, timeline) => scenario with { Timeline = timeline })
        .Optional("delivery", "How the news travels.", delivery, (scenario, rules) => scenario with { Delivery = rules })
        .Optional("api", "How the API behaves towards the customer.", api.Rules, (scenario, rules) => scenario with { Api = rules })
        .Check((scenario, _, reading) => api.CheckCustomers(scenario, reading));

    private static MappingForm<Condition> ConditionOf(Form<IReadOnlyList<ApiRule>> rules) => new MappingForm<Condition>("condition", () => new Condition { Name = "", Rules = [] })
        .Required("version", "The version of the format.", Values.Version, (condition, _) => condition)
        .Required(ConditionKey, "The condition's name.", Values.Name, (condition, name) => condition with { Name = name })
        .Optional("title", "What it is, in a sentence.", Values.Text, (condition, title) => condition with { Title = title })
        .Required("rules", "How the API behaves meanwhile.", rules, (condition, given) => condition with { Rules = given });
}

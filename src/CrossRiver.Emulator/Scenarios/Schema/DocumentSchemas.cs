using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Schema;

/// <summary>Provides the schemas of the documents of a file: scenarios and conditions.</summary>
internal sealed class DocumentSchemas
{
    /// <summary>The key that identifies a scenario.</summary>
    public const string ScenarioKey = "scenario";

    private const int UsualPriority = 50;

    public DocumentSchemas(ModuleCatalog modules, FaultSchemas faults)
    {
        Condition = faults.Condition;
        Match = new MatchSchema(modules.CreateFields).Match;
        Step = new StepSchema(modules, faults.Delivery);
        Scenario = ScenarioOf(Step.Steps, faults, Match);
    }

    public Schema<Scenario> Scenario { get; }

    public Schema<Condition> Condition { get; }

    public Schema<Match> Match { get; }

    public StepSchema Step { get; }

    private static MappingSchema<Scenario> ScenarioOf(Schema<IReadOnlyList<Step>> steps, FaultSchemas faults, Schema<Match> match) => new MappingSchema<Scenario>(ScenarioKey, () => new Scenario { Name = "", Timeline = [] })
        .Required("version", "The version of the format.", Values.Version, _ => "1", (scenario, _) => scenario)
        .Required(ScenarioKey, "The scenario's name.", Values.Name, scenario => scenario.Name, (scenario, name) => scenario with { Name = name })
        .Optional("title", "The story in a sentence.", Values.Text, scenario => scenario.Title, (scenario, title) => scenario with { Title = title })
        .Optional("seed", "The seed of its random choices, instead of the emulator's.", Values.Seed, scenario => scenario.Seed, (scenario, seed) => scenario with { Seed = seed })
        .Optional("priority", "The priority among scenarios that match; the highest wins. The default is 50.", Values.WholeNumber("priority", 0, 100), scenario => scenario.Priority is UsualPriority ? null : scenario.Priority, (scenario, priority) => scenario with { Priority = priority })
        .Optional("match", "The customers of the scenario. Without it, creates ask for the scenario by name.", match, scenario => scenario.Match, (scenario, whose) => scenario with { Match = whose })
        .Required("timeline", "The steps of the bank, and their times.", steps, scenario => scenario.Timeline, (scenario, timeline) => scenario with { Timeline = timeline })
        .Optional("delivery", "The deliveries of the events.", faults.Delivery, scenario => scenario.Delivery, (scenario, rules) => scenario with { Delivery = rules })
        .Optional("api", "Faults of calls about the customer.", faults.OfCalls.Rules, scenario => scenario.Api, (scenario, rules) => scenario with { Api = rules })
        .Check((scenario, _, reading) => faults.OfCalls.CheckCustomers(scenario.Api, reading));
}

using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Kernel.Worlds.Running;
using CrossRiver.Emulator.Modules.Webhooks.Contract;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;
using CrossRiver.Emulator.Scenarios.Playing.Rules;
using CrossRiver.Emulator.Scenarios.Playing.Saving;
using CrossRiver.Emulator.Scenarios.Recording;
using CrossRiver.Emulator.Scenarios.Schema;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Scenarios.Library;

/// <summary>Registers the shipped scenarios and the scenarios of the folder.</summary>
internal static class ScenarioLoading
{
    /// <summary>The prefix of the sources of shipped scenarios.</summary>
    public const string Shipped = "shipped:";

    private const string EmbeddedFolder = "scenarios/";

    public static IServiceCollection AddScenarios(this IServiceCollection services)
    {
        services.AddSettings<ScenarioOptions>("Scenarios");
        services.AddSettings<ConditionOptions>("Conditions");
        services.AddErrors(ScenarioErrors.All);
        services.AddOptions<ScenarioOptions>().PostConfigure<IOptions<EmulatorOptions>>(
            (options, emulator) => options.Default ??= emulator.Value.Pace is Pace.Faithful ? "faithful" : "clear");
        services.AddSingleton(provider => new ScenarioFolder(
            provider.GetRequiredService<IOptions<ScenarioOptions>>().Value.Folder,
            provider.GetRequiredService<IHostEnvironment>().ContentRootPath,
            provider.GetRequiredService<ScenarioFormat>(),
            provider.GetRequiredService<IOptions<ScenarioOptions>>().Value.Texts));
        services.AddSingleton<SourcedScenarios>();
        services.AddSingleton<DocumentSchemas>();
        services.AddSingleton<ScenarioFormat>();
        services.AddSingleton<ScenarioSchema>();
        services.AddSingleton<StoryRecorder>();
        services.AddSingleton<ScenarioLibrary>();
        services.AddSingleton<StoryCounts>();
        services.AddSingleton<IStoryStarter, StoryStarter>();
        services.AddSingleton<IFaultRuleSource, ScenarioRules>();
        services.AddParts();
        services.AddAgendaEntries();
        return services.AddHostedService<ScenarioWatching>();
    }

    private static void AddParts(this IServiceCollection services)
    {
        services.AddWorldPart(new WorldPartType<ScenarioPlayer, SavedStories>
        {
            Name = "stories",
            IsRequired = true,
            Unused = _ => SavedStories.None,
            Check = StoriesCheck.Check,
            Create = (world, provider) => new ScenarioPlayer(
                world,
                provider.GetRequiredService<SubjectsOf>()(world),
                provider.GetRequiredService<ModuleCatalog>(),
                provider.GetRequiredService<Tracing>(),
                provider.GetRequiredService<ScenarioFormat>(),
                provider.GetRequiredService<StoryCounts>()),
        });
        services.AddWorldPart(new WorldPartType<StoryCommands, SavedOutcomes>
        {
            Name = "outcomes",
            IsRequired = true,
            Unused = _ => SavedOutcomes.None,
            Check = (saved, snapshot) => snapshot.Place.Of("outcomes.planned").ForEach(
                saved.Planned,
                (planned, at) => at.Of("outcome").Try(() => planned.ToPlanned(snapshot.Services.GetRequiredService<ModuleCatalog>().FieldsOfSubjects))),
            Create = (world, provider) => new StoryCommands(world, provider.GetRequiredService<SubjectsOf>()(world), provider.GetRequiredService<ModuleCatalog>().FieldsOfSubjects),
        });
        services.AddWorldPart(new WorldPartType<ScenarioSelection, SavedScenarios>
        {
            Name = "scenarios",
            IsRequired = true,
            Unused = _ => SavedScenarios.None,
            Check = (saved, snapshot) => snapshot.Place.Of("scenarios").Try(() => saved.Own.Select(text => RestoredStories.ReadScenario(text, snapshot.Services.GetRequiredService<ScenarioFormat>())).ToList()),
            Create = (world, provider) => new ScenarioSelection(world.Random, provider.GetRequiredService<ScenarioFormat>()),
        });
        services.AddSingleton<IDeliveryPlanner, StoryDelivery>();
        services.AddSingleton(new DeliveryObserver
        {
            Published = (world, eventId) => world.FindPart<ScenarioPlayer>()?.Changes.Published(eventId),
            FirstAttemptStarted = (world, eventId) => world.FindPart<ScenarioPlayer>()?.Changes.FirstAttemptStarted(eventId),
            Acknowledged = (world, eventId) => world.FindPart<ScenarioPlayer>()?.Acknowledged(eventId),
        });
    }

    private static void AddAgendaEntries(this IServiceCollection services)
    {
        services.AddAgendaEntry<StepEntry>("step", (world, step, dueAt) => world.Player.Play(step, dueAt), (world, step) => world.Player.IsVoid(step));
        services.AddAgendaEntry<HoldEndEntry>("hold-end", (world, hold, dueAt) => world.Player.Holds.End(hold, dueAt), (world, hold) => world.Player.Holds.IsVoid(hold));
        services.AddAgendaEntry<StoryCommands, OutcomeEntry>("outcome", (stories, outcome) => stories.Outcomes.Run(outcome), (stories, outcome) => stories.Outcomes.IsVoid(outcome));
    }

    public static IReadOnlyList<ScenarioFile> ReadShipped(ScenarioFormat parser)
    {
        var assembly = typeof(ScenarioLoading).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(EmbeddedFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return parser.Parse(text.ReadToEnd(), $"{Shipped}{name}");
            })];
    }
}

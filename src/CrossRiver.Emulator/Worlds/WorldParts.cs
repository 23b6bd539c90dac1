using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Idempotency;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Scenarios.Matching;
using CrossRiver.Emulator.Scenarios.Steering;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Webhooks.Sending;
using CrossRiver.Emulator.Worlds.News;
using CrossRiver.Emulator.Worlds.Running;

namespace CrossRiver.Emulator.Worlds;

/// <summary>What a world is made of, for those who begin, keep or end it as a whole.</summary>
internal sealed record WorldParts
{
    public required Guid PartnerId { get; init; }

    public required Chance Chance { get; init; }

    public required EmulatorClock Clock { get; init; }

    public required WorldTime Time { get; init; }

    public required Turn Turn { get; init; }

    public required JournalRing Journal { get; init; }

    public required AgendaRunner Runner { get; init; }

    public required CustomerStore Customers { get; init; }

    public required RegistrationStore Registrations { get; init; }

    public required WorldScenarios Scenarios { get; init; }

    public required ScenarioPlayer Player { get; init; }

    public required StoryControl Stories { get; init; }

    public required EventMaker Events { get; init; }

    public required Deliveries Deliveries { get; init; }

    public required WorldFaults Faults { get; init; }

    public required Outbox Outbox { get; init; }

    public required KeptAnswers KeptAnswers { get; init; }
}

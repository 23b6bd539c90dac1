using CrossRiver.Emulator.Customers.Faking;
using CrossRiver.Emulator.Faults;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Idempotency;
using CrossRiver.Emulator.Journal;
using CrossRiver.Emulator.Paging;
using CrossRiver.Emulator.Scenarios.Loading;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks;
using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Webhooks.Sending;
using CrossRiver.Emulator.Worlds.Running;
using Hangfire;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Worlds;

/// <summary>What the worlds of one emulator share.</summary>
internal sealed record Surroundings(
    TimeProvider Machine,
    ScenariosInForce Scenarios,
    FaultWatch Faults,
    AllowedCallbacks Callbacks,
    EventCatalog Events,
    WebhookSender Sender,
    AttemptSignals AttemptSignals,
    Tracing Tracing,
    Measurements Measurements,
    IBackgroundJobClient Jobs,
    BusyWorlds BusyWorlds,
    ResourceIndex Owners,
    AnswerIndex Answers,
    JournalOrder JournalOrder,
    CreationOrder AllCustomers,
    IOptions<ConditionOptions> Conditions,
    IOptions<ClockOptions> Clock,
    IOptions<WorldOptions> Worlds,
    IOptions<WebhookOptions> Webhooks,
    IOptions<SeedOptions> Seed,
    IOptions<IdempotencyOptions> Idempotency,
    ILogger<World> Logger)
{
    /// <summary>How much the journal of a world keeps.</summary>
    public JournalSize JournalSize { get; } = Worlds.Value.SizeOfJournal();

    /// <summary>How long to wait before each retry.</summary>
    public IReadOnlyList<Delay> RetryWaits { get; } = Webhooks.Value.ReadRetryWaits();

    /// <summary>What signs the attempts of a partner that has no secret of its own.</summary>
    public SigningSecret SigningSecret { get; } = Webhooks.Value.ReadSigningSecret();
}

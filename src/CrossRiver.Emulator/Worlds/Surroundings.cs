using CrossRiver.Emulator.Customers.Faking;
using CrossRiver.Emulator.Paging;
using CrossRiver.Emulator.Scenarios;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Webhooks;
using CrossRiver.Emulator.Webhooks.Sending;
using Hangfire;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Worlds;

/// <summary>What the worlds of one emulator share.</summary>
internal sealed record Surroundings(
    TimeProvider Machine,
    ScenarioCatalog Scenarios,
    WebhookSender Sender,
    AttemptSignals AttemptSignals,
    Tracing Tracing,
    Measurements Measurements,
    IBackgroundJobClient Jobs,
    ResourceIndex Owners,
    CreationOrder AllCustomers,
    IOptions<WorldOptions> Worlds,
    IOptions<WebhookOptions> Webhooks,
    IOptions<SeedOptions> Seed,
    ILogger<World> Logger);

using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Finds the customers of a world that need attention: by open holds, by failing deliveries, and by scans that nothing will answer.</summary>
/// <remarks>It does not read all customers. Thread-safe.</remarks>
internal sealed class CustomerAttention
{
    private readonly World _world;
    private readonly ILookup<Guid?, Delivery> _failing;
    private readonly HashSet<Guid> _stuck;
    private readonly HashSet<Guid> _needed;

    public CustomerAttention(World world)
    {
        _world = world;
        _failing = world.AllDeliveries.Where(IsFailing).ToLookup(delivery => delivery.Event.CustomerId);
        (var held, _stuck) = world.RunLocked(() => (FindHeld(), FindStuck()));
        CustomerIds = [.. held.Concat(_failing.Select(ofCustomer => ofCustomer.Key).OfType<Guid>()).Concat(_stuck).Distinct()];
        _needed = [.. CustomerIds];
    }

    /// <summary>Gets the identifiers: first by the end of an open hold, then by a failing delivery, then the other customers.</summary>
    public IReadOnlyList<Guid> CustomerIds { get; }

    /// <summary>Returns whether a customer needs attention.</summary>
    public bool IsNeededBy(Guid customerId) => _needed.Contains(customerId);

    /// <summary>Returns the reasons why a customer needs attention.</summary>
    public AttentionReasons Of(Guid customerId) =>
        new(_world.RunLocked(() => _world.Stories.Timelines.Of(customerId).Holds), [.. _failing[customerId]], _stuck.Contains(customerId));

    private static bool IsFailing(Delivery delivery) => delivery is { IsLost: false, Event.CustomerId: not null }
        and ({ State: DeliveryState.Held or DeliveryState.Retrying } or { State: DeliveryState.Finished, Status: WebhookEventStatus.Failed });

    private List<Guid> FindHeld() =>
    [
        .. from story in _world.FindPart<ScenarioPlayer>()?.Stories.All ?? []
           from branch in story.Branches
           where branch.State is BranchState.Holding && _world.Customers.IsActive(story.CustomerId)
           orderby branch.HoldEndsAt ?? DateTimeOffset.MaxValue
           select story.CustomerId,
    ];

    private HashSet<Guid> FindStuck() => [.. (_world.FindPart<WorldCustomers>()?.Unsettled ?? []).Where(id => !IsExpected(id))];

    private bool IsExpected(Guid customerId) =>
        _world.FindPart<ScenarioPlayer>()?.Stories.Find(customerId) is not null || _world.FindPart<StoryCommands>()?.Outcomes.Planned(customerId) is [_, ..];
}

/// <summary>Represents the reasons why a customer needs attention.</summary>
/// <param name="Holds">The holds that wait for a person.</param>
/// <param name="Failing">The deliveries that failed or are tried again.</param>
/// <param name="IsStuck">Whether a scan is open and nothing planned will answer it.</param>
internal sealed record AttentionReasons(IReadOnlyList<WaitingHold> Holds, IReadOnlyList<Delivery> Failing, bool IsStuck)
{
    /// <summary>Returns the reasons as a list shows them.</summary>
    public IReadOnlyList<string> InWords() =>
    [
        .. Holds.Select(hold => $"a person: {string.Join(" or ", hold.Actions)}"),
        .. Failing.Select(InWords),
        .. IsStuck ? (string[])["an outcome: nothing is planned"] : [],
    ];

    private static string InWords(Delivery delivery) => delivery.State switch
    {
        DeliveryState.Held => $"a restart of the registration for {delivery.Event.EventName}",
        DeliveryState.Retrying => $"a retry of {delivery.Event.EventName}",
        _ => $"a resend of {delivery.Event.EventName}",
    };
}

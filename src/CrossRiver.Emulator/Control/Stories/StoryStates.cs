using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;

namespace CrossRiver.Emulator.Control.Stories;

/// <summary>Provides the states of the stories of a world's customers, and the reasons why customers need attention.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class StoryStates(World world)
{
    private readonly ILookup<Guid?, Delivery> _failing = world.AllDeliveries.Where(IsFailing).ToLookup(delivery => delivery.Event.CustomerId);

    /// <summary>Gets the customers as reads show them, in the order of their creation.</summary>
    public IEnumerable<Customer> Customers => world.Customers.IdsFrom(0).Select(world.Customers.FindShown).OfType<Customer>();

    public bool NeedsAttention(Customer customer) =>
        _failing.Contains(customer.Id) || world.RunLocked(() => IsStuck(customer) || StoryOf(customer)?.Branches.Any(branch => branch.State is BranchState.Holding) is true);

    public CustomerLine LineOf(Customer customer) => world.RunLocked(() =>
    {
        var timeline = world.Stories.Timelines.Of(customer.Id);
        return new CustomerLine(
            customer.PartnerId,
            customer.Id,
            customer.Name.FullName,
            customer.Classification,
            customer.Status,
            customer.Ofac,
            customer.PepScan,
            customer.ClientIdentifier,
            CustomerSearch.TaxIdEndOf(customer),
            customer.CreatedAt,
            timeline.Scenario,
            timeline.Planned is [var next, ..] ? next : null,
            timeline.Holds,
            [.. ReasonsOf(customer, timeline.Holds)]);
    });

    private static bool IsFailing(Delivery delivery) => delivery is { IsLost: false, Event.CustomerId: not null }
        and ({ State: DeliveryState.Held or DeliveryState.Retrying } or { State: DeliveryState.Finished, Status: WebhookEventStatus.Failed });

    private IEnumerable<string> ReasonsOf(Customer customer, IReadOnlyList<WaitingHold> holds)
    {
        foreach (var hold in holds)
        {
            yield return $"a person: {string.Join(" or ", hold.Actions)}";
        }

        foreach (var delivery in _failing[customer.Id])
        {
            yield return delivery.State switch
            {
                DeliveryState.Held => $"a restart of the registration for {delivery.Event.EventName}",
                DeliveryState.Retrying => $"a retry of {delivery.Event.EventName}",
                _ => $"a resend of {delivery.Event.EventName}",
            };
        }

        if (IsStuck(customer))
        {
            yield return "an outcome: nothing is planned";
        }
    }

    private bool IsStuck(Customer customer) => customer.Status is CustomerStatus.Active
        && !(IsFinal(customer.Ofac) && IsFinal(customer.PepScan))
        && StoryOf(customer) is null
        && world.FindPart<StoryCommands>()?.Outcomes.Planned(customer.Id) is not [_, ..];

    private Story? StoryOf(Customer customer) => world.FindPart<ScenarioPlayer>()?.Stories.Find(customer.Id);

    private static bool IsFinal(ScanStatus status) => status is ScanStatus.Clear or ScanStatus.Positive;
}

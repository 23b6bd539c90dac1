using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Scenarios.Playing;
using CrossRiver.Emulator.Ui.Serving;
using CrossRiver.Emulator.Ui.Stories;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>Finds the customers that need attention: by open holds, by failed deliveries, and by scans that nothing will answer.</summary>
/// <remarks>It does not read all customers.</remarks>
internal sealed class WorldAttention(World world, PageContext page)
{
    private readonly int _number = CustomerList.NumberIn(page.Query["attention"]);

    public AttentionModel Read()
    {
        var failed = world.AllDeliveries.Where(IsFailing).ToLookup(delivery => delivery.Event.CustomerId);
        var (held, stuck) = world.RunLocked(() => (FindHeld(), FindStuck()));
        var customers = held.OrderBy(hold => hold.EndsAt ?? DateTimeOffset.MaxValue).Select(hold => hold.CustomerId)
            .Concat(failed.Select(ofCustomer => ofCustomer.Key).OfType<Guid>()).Concat(stuck).Distinct().ToList();
        var skipped = (_number - 1) * CustomerList.PageSize;
        var shown = customers.Skip(skipped).Take(CustomerList.PageSize).Select(id => world.Customers.FindShown(id)).OfType<Customer>().ToList();
        var isStuck = stuck.ToHashSet();
        return new AttentionModel(
            customers.Count,
            [
                .. shown.Zip(CustomerList.HeadsOf(world, shown), (customer, head) =>
                    LineOf(customer, head, [.. failed[customer.Id]], isStuck.Contains(customer.Id))),
            ],
            new PagerModel(
                string.Create(CultureInfo.InvariantCulture, $"{CustomerList.PlaceOf(skipped, shown.Count)} of {customers.Count:N0}"),
                _number > 1 ? AddressOf(_number - 1) : null,
                customers.Count > skipped + CustomerList.PageSize ? AddressOf(_number + 1) : null));
    }

    private static bool IsFailing(Delivery delivery) => delivery is { IsLost: false, Event.CustomerId: not null }
        and ({ State: DeliveryState.Held or DeliveryState.Retrying } or { State: DeliveryState.Finished, Status: WebhookEventStatus.Failed });

    private List<(Guid CustomerId, DateTimeOffset? EndsAt)> FindHeld() =>
    [
        .. from story in world.FindPart<ScenarioPlayer>()?.Stories.All ?? []
           from branch in story.Branches
           where branch.State is BranchState.Holding && world.Customers.IsActive(story.CustomerId)
           select (story.CustomerId, branch.HoldEndsAt),
    ];

    private List<Guid> FindStuck() => [.. (world.FindPart<WorldCustomers>()?.Unsettled ?? []).Where(id => !IsExpected(id))];

    private bool IsExpected(Guid customerId) =>
        world.FindPart<ScenarioPlayer>()?.Stories.Find(customerId) is not null || world.FindPart<StoryCommands>()?.Outcomes.Planned(customerId) is [_, ..];

    private AttentionLine LineOf(Customer customer, CustomerModel head, IReadOnlyList<Delivery> failed, bool isStuck)
    {
        var actions = new StoryActions(world, customer.Id, page);
        var holds = world.RunLocked(() => world.Stories.Timelines.Of(customer.Id).Holds);
        return new AttentionLine(head,
        [
            .. holds.Select(OfHold),
            .. failed is [var first, ..] ? [OfDelivery(first, failed.Count - 1)] : Array.Empty<AttentionReason>(),
            .. isStuck
                ? [new AttentionReason("stuck", $"OFAC {customer.Ofac}, PEP {customer.PepScan}, and nothing is planned")]
                : Array.Empty<AttentionReason>(),
        ],
        [.. holds.SelectMany(hold => actions.OfHold(hold).Actions).Select(action => action with { Key = null })]);
    }

    private AttentionReason OfHold(WaitingHold hold) => new("waiting",
        $"for {string.Join(" or ", hold.Actions)}{(hold.EndsAt is { } ends ? $"; else {hold.TimeoutAction} {Words.Relative(ends, world.Clock.Now)}" : "")}");

    private static AttentionReason OfDelivery(Delivery delivery, int others)
    {
        var failure = delivery.Attempts is [.., { Result.Failure: { } reason }] ? $": {reason}" : "";
        var after = delivery.State switch
        {
            DeliveryState.Retrying => ", and is tried again",
            DeliveryState.Held => ", and waits for a restart of the registration",
            _ => "",
        };
        return new AttentionReason(
            delivery.State is DeliveryState.Held ? "held" : "failed",
            $"webhook {delivery.Event.EventName}{failure}{after}{(others is 0 ? "" : $"; and {Words.Count(others, "other")}")}");
    }

    private string AddressOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{WorldPage.AddressOf(world, page)}?attention={number}");
}

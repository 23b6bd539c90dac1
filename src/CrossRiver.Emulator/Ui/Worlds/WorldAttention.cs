using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Page.Views;
using CrossRiver.Emulator.Scenarios.Overrides;
using CrossRiver.Emulator.Ui.Serving;
using CrossRiver.Emulator.Ui.Stories;

namespace CrossRiver.Emulator.Ui.Worlds;

/// <summary>Builds the list of the customers that need attention.</summary>
internal sealed class WorldAttention(World world, PageContext page)
{
    private readonly int _number = CustomerList.NumberIn(page.Query["attention"]);

    public AttentionModel Read()
    {
        var attention = new CustomerAttention(world);
        var count = attention.CustomerIds.Count;
        var skipped = (_number - 1) * CustomerList.PageSize;
        var shown = attention.CustomerIds.Skip(skipped).Take(CustomerList.PageSize).Select(id => world.Customers.FindShown(id)).OfType<Customer>().ToList();
        return new AttentionModel(
            count,
            [.. shown.Zip(CustomerList.HeadsOf(world, shown), (customer, head) => LineOf(customer, head, attention.Of(customer.Id)))],
            new PagerModel(
                string.Create(CultureInfo.InvariantCulture, $"{CustomerList.PlaceOf(skipped, shown.Count)} of {count:N0}"),
                _number > 1 ? AddressOf(_number - 1) : null,
                count > skipped + CustomerList.PageSize ? AddressOf(_number + 1) : null));
    }

    private AttentionLine LineOf(Customer customer, CustomerModel head, AttentionReasons reasons)
    {
        var actions = new StoryActions(world, customer.Id, page);
        return new AttentionLine(head,
        [
            .. reasons.Holds.Select(OfHold),
            .. reasons.Failing is [var first, ..] ? [OfDelivery(first, reasons.Failing.Count - 1)] : Array.Empty<AttentionReason>(),
            .. reasons.IsStuck
                ? [new AttentionReason("stuck", $"OFAC {customer.Ofac}, PEP {customer.PepScan}, and nothing is planned")]
                : Array.Empty<AttentionReason>(),
        ],
        [.. reasons.Holds.SelectMany(hold => actions.OfHold(hold).Actions).Select(action => action with { Key = null })]);
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

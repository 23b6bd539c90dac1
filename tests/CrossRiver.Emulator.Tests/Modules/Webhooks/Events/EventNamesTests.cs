using CrossRiver.Emulator.Modules.Customers;

namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>The names that the bank's pages list, beside those of the modules.</summary>
public sealed class EventNamesTests
{
    private static readonly EventCatalog Catalog = new(EmulatorApplication.CreateCatalog());

    [Fact]
    public void The_bank_has_these_events_beside_those_of_its_customers() => Assert.Equal(
        """
        Ach.Batch.Canceled Ach.Batch.Imported Ach.Noc.Received Ach.Payment.Canceled Ach.Payment.Received Ach.Payment.Rejected Ach.Payment.Sent Ach.Return.Received
        CardPayments.Card.Approved CardPayments.Card.Rejected CardPayments.Payment.Cleared CardPayments.Payment.Completed CardPayments.Payment.Failed CardPayments.Payment.Rejected
        Cards.Card.Activated Cards.Card.Created
        Check.Payment.Received Check.Payment.Rejected Check.Payment.Sent Check.PositivePay.Created Check.PositivePay.Revoked
        Core.Account.Closed Core.Account.Opened Core.Account.Status.Changed Core.Account.Title.Changed Core.Activity.Posted Core.Relationship.Added Core.Relationship.Removed
        Core.Restriction.Placed Core.Restriction.Removed Core.Statement.Generated Core.SubAccount.Closed Core.SubAccount.Opened Core.SubAccount.Status.Changed Core.SubAccount.Title.Changed
        Core.TaxDocument.Generated Core.TimeDeposit.Withdrawn Core.Transaction.Completed
        Crypto.Payment.Canceled Crypto.Payment.Received Crypto.Payment.Rejected Crypto.Payment.Sent
        International.Payment.Sent
        Rtp.Payment.Queued Rtp.Payment.Received Rtp.Payment.Rejected Rtp.Payment.ResearchRequired Rtp.Payment.Sent
        Wire.Payment.Received Wire.Payment.Sent
        """.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries),
        Catalog.All.Except(CustomerEvents.Types.Select(type => type.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void A_name_is_found_in_any_casing_and_no_other() =>
        Assert.Equal(("Wire.Payment.Sent", null, null), (Catalog.Find("wire.PAYMENT.sent"), Catalog.Find("Wire.Payment"), Catalog.Find("")));

    [Fact]
    public void The_call_about_the_module_lists_them_all() => Assert.Equal(Catalog.All, EventEndpoints.GetMeta(Catalog).Value!.Events);
}

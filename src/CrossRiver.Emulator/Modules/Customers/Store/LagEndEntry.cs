namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>The moment from which reads show a change.</summary>
/// <param name="Change">The change.</param>
internal sealed record LagEndEntry(Guid CustomerId, long Change) : AgendaEntry
{
    public override string What => "end of a read lag";

    public override bool IsConsequence => true;

    public override Guid? OfCustomer => CustomerId;
}

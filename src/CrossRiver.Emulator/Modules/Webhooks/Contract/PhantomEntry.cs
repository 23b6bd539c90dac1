namespace CrossRiver.Emulator.Modules.Webhooks.Contract;

/// <summary>An event that nothing led to.</summary>
/// <param name="PartnerId">Whose world it comes in.</param>
/// <param name="CustomerId">The customer whose event or scenario brings it, or <see langword="null"/> when a tester's rule does by itself. The event is about somebody else.</param>
/// <param name="Phantom">What it is.</param>
/// <param name="Seed">The scenario's own seed, or <see langword="null"/>.</param>
internal sealed record PhantomEntry(Guid PartnerId, Guid? CustomerId, PlannedFault Phantom, long? Seed) : AgendaEntry
{
    public override string What => "phantom";

    public override Guid? OfCustomer => CustomerId;
}

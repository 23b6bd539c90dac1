namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>Represents the agenda entry of the next step of a branch.</summary>
/// <param name="Ticket">The number of the branch's wait. During another wait, the entry is void.</param>
internal sealed record StepEntry(Guid CustomerId, int Lane, int Ticket) : AgendaEntry
{
    public override string What => "step";

    public override Guid? OfCustomer => CustomerId;
}

/// <summary>Represents the agenda entry of a hold's timeout.</summary>
/// <param name="Hold">The number of the branch's hold.</param>
internal sealed record HoldEndEntry(Guid CustomerId, int Lane, int Hold) : AgendaEntry
{
    public override string What => "end of a hold";

    public override bool AwaitsPerson => true;

    public override Guid? OfCustomer => CustomerId;
}

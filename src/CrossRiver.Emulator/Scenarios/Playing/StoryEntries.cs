namespace CrossRiver.Emulator.Scenarios.Playing;

/// <summary>The next step of a lane of a customer's story.</summary>
/// <param name="Lane">The lane's number.</param>
/// <param name="Ticket">The lane's wait; when it is in another one by then, the entry is void.</param>
internal sealed record StepEntry(Guid CustomerId, int Lane, int Ticket) : AgendaEntry
{
    public override string What => "step";

    public override Guid? OfCustomer => CustomerId;
}

/// <summary>The end of the time that a hold waits.</summary>
/// <param name="Lane">The number of the lane that is in the hold.</param>
/// <param name="Hold">Which of the lane's holds it is.</param>
internal sealed record HoldEndEntry(Guid CustomerId, int Lane, int Hold) : AgendaEntry
{
    public override string What => "end of a hold";

    public override bool AwaitsPerson => true;

    public override Guid? OfCustomer => CustomerId;
}

namespace CrossRiver.Emulator.Control.Partners;

/// <summary>Represents the result of a reset.</summary>
/// <param name="PartnerId">The partner that the world belongs to.</param>
/// <param name="Now">The moment of the reset, on the world's clock.</param>
/// <param name="Epoch">The number of the new epoch.</param>
/// <param name="Cancelled">The numbers of removed resources.</param>
internal sealed record ResetOutcome(Guid PartnerId, DateTimeOffset Now, int Epoch, Cancelled Cancelled)
{
    /// <summary>True if the call created the world, else absent.</summary>
    public bool? Created { get; init; }

    public static ResetOutcome Of(WorldBeginning beginning)
    {
        var cancelled = new Cancelled(Count("customers"), Count("registrations"), beginning.CancelledEntries, Count("deliveries"));
        return new ResetOutcome(beginning.PartnerId, beginning.Now, beginning.Epoch, cancelled);

        int Count(string part) => beginning.Cancelled.GetValueOrDefault(part);
    }
}

/// <summary>Represents the numbers of resources that a reset removed.</summary>
internal sealed record Cancelled(int Customers, int Registrations, int Entries, int Deliveries);

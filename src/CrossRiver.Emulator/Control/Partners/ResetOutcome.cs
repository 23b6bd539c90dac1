namespace CrossRiver.Emulator.Control.Partners;

/// <summary>What a reset did.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment of the reset, on the world's clock.</param>
/// <param name="Epoch">The number of the epoch that begins.</param>
/// <param name="Cancelled">What was there and is gone.</param>
internal sealed record ResetOutcome(Guid PartnerId, DateTimeOffset Now, int Epoch, Cancelled Cancelled)
{
    /// <summary>True if the call made the world, else absent.</summary>
    public bool? Created { get; init; }

    public static ResetOutcome Of(WorldBeginning beginning)
    {
        return new ResetOutcome(
            beginning.PartnerId,
            beginning.Now,
            beginning.Epoch,
            new Cancelled(Count("customers"), Count("registrations"), beginning.CancelledEntries, Count("deliveries")));

        int Count(string part) => beginning.Cancelled.GetValueOrDefault(part);
    }
}

/// <summary>How many things a reset took away.</summary>
internal sealed record Cancelled(int Customers, int Registrations, int Entries, int Deliveries);

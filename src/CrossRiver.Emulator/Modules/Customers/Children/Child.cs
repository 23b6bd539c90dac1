namespace CrossRiver.Emulator.Modules.Customers.Children;

/// <summary>Something a customer can have several of, one of them the primary one.</summary>
internal abstract record Child
{
    public abstract Guid Id { get; init; }

    /// <summary>Whether this is the one that counts. Exactly one of a kind is, as soon as there is one.</summary>
    public abstract bool IsPrimary { get; init; }
}

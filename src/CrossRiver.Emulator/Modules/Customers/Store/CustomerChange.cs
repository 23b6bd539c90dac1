namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>Something that happened to a customer. Who has to know is for the world to say.</summary>
/// <param name="Customer">The customer after the change.</param>
/// <param name="What">What happened, in words, for the journal.</param>
internal sealed record CustomerChange(Customer Customer, string What)
{
    /// <summary>The bank's event for it, or <see langword="null"/> when there is none.</summary>
    public string? EventName { get; init; }

    /// <summary>The resource the event points at: a path without a leading slash.</summary>
    /// <value>The customer, unless it is given. Most changes are told to nobody, and then it is not asked for.</value>
    public string Resource { get => field ?? $"core/v1/cm/customers/{Customer.Resource.Id}"; init; }

    /// <summary>What an Extended event says about the resource.</summary>
    /// <value>The customer's identifier, unless it is given.</value>
    public IReadOnlyList<KeyValuePair<string, string?>> Details { get => field ?? [new("customerId", Customer.Resource.Id)]; init; }

    /// <summary>Returns the event for other modules, or null if the bank has none.</summary>
    /// <param name="now">The moment of the change.</param>
    public DomainEvent? EventAt(DateTimeOffset now) => EventName is not { } name ? null : new DomainEvent
    {
        Type = CustomerEvents.Of(name),
        At = now,
        About = Customer.Resource,
        OrderingKey = Customer.Resource.Id,
        Key = Customer.Key,
        Version = Customer.Version,
        Path = Resource,
        Details = Details,
    };

    /// <summary>An event that nothing changes with. The Onboarded event alone carries the partner's own identifier.</summary>
    public static CustomerChange Announced(Customer customer, string eventName) => eventName == CustomerEvents.Onboarded
        ? new(customer, "announced") { EventName = eventName, Details = [new("customerId", customer.Resource.Id), new("clientIdentifier", customer.ClientIdentifier)] }
        : new(customer, "announced") { EventName = eventName };
}

using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>Represents a change of a customer, or an event without one.</summary>
/// <param name="Customer">The customer after the change.</param>
/// <param name="What">The change in words, for the journal.</param>
internal sealed record CustomerChange(Customer Customer, string What)
{
    /// <summary>Gets the customer before the change. The default is the customer after it.</summary>
    public Customer Before { get => field ?? Customer; init; }

    /// <summary>Gets the new value of the field that was set, or null for another change.</summary>
    public FieldChange? Set { get; init; }

    /// <summary>Gets the bank's event, or null if there is none.</summary>
    public string? EventName { get; init; }

    /// <summary>Gets the resource of the event, a path without a leading slash. The default is the customer, made on first use.</summary>
    public string Resource { get => field ?? $"core/v1/cm/customers/{Customer.Resource.Id}"; init; }

    /// <summary>Gets the details of an Extended event. The default is the details of an event about the customer itself.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Details { get => field ?? CustomerEvents.DetailsOf(EventName, Before, Customer); init; }

    /// <summary>Returns the event for other modules, or null if the bank has none.</summary>
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

    /// <summary>Returns an event without a change. It announces the silent changes since the last event of its name.</summary>
    public static CustomerChange Announced(Customer customer, string eventName) =>
        new(customer, "announced") { Before = customer.AsAnnounced(), EventName = eventName };
}

using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Customers.Children;

/// <summary>One kind of children, with its names and the changes that calls make.</summary>
/// <param name="Name">The name in events and messages, for example <c>Address</c>.</param>
/// <param name="Segment">The name in paths, for example <c>addresses</c>.</param>
/// <param name="Text">The description in the reference.</param>
/// <param name="Of">Reads a customer's children of this kind.</param>
/// <param name="Put">Makes a copy of a customer with other children of this kind.</param>
/// <remarks>
/// Source: the onboarding tutorial, "the first address you add is the primary address". Assumed: a later one with <c>isPrimary: true</c> takes over, the
/// primary one stays it until another takes over, and the oldest one follows a removed primary one.
/// </remarks>
internal sealed record ChildKind<T>(
    string Name, string Segment, string Text, Func<Customer, IReadOnlyList<T>> Of, Func<Customer, IReadOnlyList<T>, Customer> Put)
    where T : Child, IRequestBody
{
    /// <summary>Gets the member that contains the identifier in the details of events, for example <c>addressId</c>.</summary>
    private string IdName { get; } = $"{char.ToLowerInvariant(Name[0])}{Name[1..]}Id";

    /// <summary>Returns a child of a customer.</summary>
    /// <exception cref="ApiException">The customer has no such child.</exception>
    public T Find(Customer customer, string id) =>
        Of(customer).FirstOrDefault(child => child.Id == GuidText.Parse(id)) ?? throw ErrorCatalog.NotFound.ToException(Name, id);

    /// <summary>Adds a child to a customer, and returns the child as it was added.</summary>
    public T Add(CustomerStore customers, Customer customer, T child)
    {
        var others = Of(customer);
        var added = (T)(child with { Id = customers.NewChildId(customer, Segment), IsPrimary = child.IsPrimary || others is [] });
        return Keep(customers, customer, [.. Unless(added, others), added], added, "Added");
    }

    /// <summary>Changes a child, and returns it as it is then. Members that were not sent stay. Without a difference there is no event.</summary>
    /// <exception cref="ApiException">There is no such child, or the changes contradict the rest of it.</exception>
    public T Change(CustomerStore customers, Customer customer, string id, Changes<T> changes)
    {
        var before = Find(customer, id);
        var changed = changes.ApplyTo(before);
        var after = (T)(changed with { Id = before.Id, IsPrimary = before.IsPrimary || changed.IsPrimary });

        return after == before
            ? after
            : Keep(customers, customer, [.. Unless(after, Of(customer)).Select(child => child.Id == after.Id ? after : child)], after, "Changed");
    }

    /// <summary>Removes a child, and returns it as it was.</summary>
    /// <exception cref="ApiException">There is no such child.</exception>
    public T Remove(CustomerStore customers, Customer customer, string id)
    {
        var removed = Find(customer, id);
        var kept = Of(customer).Where(child => child.Id != removed.Id).ToList();
        if (removed.IsPrimary && kept is [var oldest, ..])
        {
            kept[0] = (T)(oldest with { IsPrimary = true });
        }

        return Keep(customers, customer, kept, removed, "Removed");
    }

    /// <summary>Returns an event about a customer's primary child, without a change of it, or null if there is no primary child.</summary>
    /// <param name="what">The end of the event's name: Added, Changed or Removed.</param>
    public CustomerChange? Announced(Customer customer, string what) =>
        Of(customer).FirstOrDefault(child => child.IsPrimary) is { } primary ? Tell(customer, primary, what) : null;

    // Only one child can be the primary one.
    private static IEnumerable<T> Unless(T primary, IReadOnlyList<T> children) =>
        primary.IsPrimary ? children.Select(child => (T)(child with { IsPrimary = false })) : children;

    private T Keep(CustomerStore customers, Customer customer, IReadOnlyList<T> children, T child, string what)
    {
        customers.Change(Put(customer, children), changed => Tell(changed, child, what));
        return child;
    }

    private CustomerChange Tell(Customer customer, T child, string what) => new(customer, $"{Segment}/{child.Id} {what}")
    {
        EventName = $"Core.Customer.{Name}.{what}",
        Resource = $"core/v1/cm/customers/{customer.Id}/{Segment}/{child.Id}",
        Details = [new(IdName, child.Id.ToString()), new("customerId", customer.Resource.Id)],
    };
}

/// <summary>Provides the kinds of children that a customer has.</summary>
internal static class ChildKinds
{
    public static ChildKind<Address> Addresses { get; } = new(
        "Address", "addresses", "A customer's addresses. The first one is the primary one.",
        customer => customer.Addresses, (customer, addresses) => customer with { Addresses = addresses });

    public static ChildKind<Phone> Phones { get; } = new(
        "Phone", "phones", "A customer's telephone numbers. The first one is the primary one.",
        customer => customer.Phones, (customer, phones) => customer with { Phones = phones });

    public static ChildKind<Email> Emails { get; } = new(
        "Email", "emails", "A customer's e-mail addresses. The first one is the primary one.",
        customer => customer.Emails, (customer, emails) => customer with { Emails = emails });

    public static ChildKind<Identification> Identifications { get; } = new(
        "Identification", "identifications", "Documents that identify a customer. The first one is the primary one.",
        customer => customer.Identifications, (customer, identifications) => customer with { Identifications = identifications });

    /// <summary>Returns an event about a customer or its primary child, without a change, or null if there is no such child.</summary>
    public static CustomerChange? Announced(Customer customer, string eventName) => eventName.Split('.') switch
    {
        [_, _, "Address", var what] => Addresses.Announced(customer, what),
        [_, _, "Phone", var what] => Phones.Announced(customer, what),
        [_, _, "Email", var what] => Emails.Announced(customer, what),
        [_, _, "Identification", var what] => Identifications.Announced(customer, what),
        _ => CustomerChange.Announced(customer, eventName),
    };
}

namespace CrossRiver.Emulator.Customers;

/// <summary>One kind of children: where they are kept, and what the bank calls them.</summary>
/// <param name="Name">The name in events and messages, for example <c>Address</c>.</param>
/// <param name="Segment">The name in paths, for example <c>addresses</c>.</param>
/// <param name="Of">Reads a customer's children of this kind.</param>
/// <param name="Put">Makes a copy of a customer with other children of this kind.</param>
internal sealed record ChildKind<T>(
    string Name,
    string Segment,
    Func<Customer, IReadOnlyList<T>> Of,
    Func<Customer, IReadOnlyList<T>, Customer> Put)
    where T : Child
{
    /// <summary>The member that carries the identifier in the details of events, for example <c>addressId</c>.</summary>
    public string IdName { get; } = $"{char.ToLowerInvariant(Name[0])}{Name[1..]}Id";

    /// <summary>Makes a copy of a customer with one child more.</summary>
    /// <remarks>
    /// Source: the onboarding tutorial, "the first address you add is the primary address". Assumed: a later one with
    /// <c>isPrimary: true</c> takes over.
    /// </remarks>
    public Customer Add(Customer customer, T child)
    {
        var others = Of(customer);
        var isPrimary = child.IsPrimary || others is [];
        var added = (T)(child with { IsPrimary = isPrimary });
        var kept = isPrimary ? others.Select(other => (T)(other with { IsPrimary = false })) : others;

        return Put(customer, [.. kept, added]);
    }
}

/// <summary>The kinds of children a customer has.</summary>
internal static class ChildKinds
{
    public static ChildKind<Address> Addresses { get; } = new(
        "Address",
        "addresses",
        customer => customer.Addresses,
        (customer, addresses) => customer with { Addresses = addresses });

    public static ChildKind<Phone> Phones { get; } = new(
        "Phone",
        "phones",
        customer => customer.Phones,
        (customer, phones) => customer with { Phones = phones });
}

using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Customers;

/// <summary>A world's customers. Every change of one goes through here and is raised.</summary>
/// <param name="partnerId">The world's partner.</param>
/// <param name="clock">The world's clock.</param>
/// <param name="chance">The world's chance.</param>
/// <param name="raise">Told of every change, after it was made.</param>
/// <remarks>Any thread may read. Changes are made in the world's turn.</remarks>
internal sealed class CustomerStore(Guid partnerId, EmulatorClock clock, Chance chance, Action<CustomerChange> raise)
{
    private readonly ConcurrentDictionary<Guid, Customer> _customers = new();
    private readonly Dictionary<string, int> _timesSeen = new(StringComparer.Ordinal);

    /// <summary>The identifiers of all customers.</summary>
    public IEnumerable<Guid> Ids => _customers.Keys;

    /// <summary>Finds a customer, or returns <see langword="null"/>.</summary>
    public Customer? Find(Guid id) => _customers.GetValueOrDefault(id);

    /// <summary>Makes a customer.</summary>
    public Customer Create(CreateCustomerRequest request)
    {
        var now = clock.Now;
        var key = KeyOf(request);
        var customer = new Customer
        {
            Id = chance.Id(now, $"{key}/id"),
            Key = key,
            PartnerId = partnerId,
            CifNumber = chance.Digits(11, $"{key}/cif"),
            Classification = request.Classification,
            Name = request.Name,
            Profile = request.Profile with { EnableBackupWithholding = request.Profile.EnableBackupWithholding ?? false },
            ClientIdentifier = request.ClientIdentifier,
            DueDiligence = request.DueDiligence,
            BusinessDueDiligence = request.BusinessDueDiligence,
            CreatedAt = now,
            LastModifiedAt = now,
        };

        _customers[customer.Id] = customer;
        raise(new CustomerChange(customer, "created"));

        return customer;
    }

    /// <summary>Adds a child to a customer.</summary>
    /// <returns>The child as it was added, or <see langword="null"/> when there is no such customer.</returns>
    public T? Add<T>(Guid customerId, ChildKind<T> kind, T child)
        where T : Child
    {
        if (Find(customerId) is not { } customer)
        {
            return null;
        }

        var id = chance.Id(clock.Now, $"{customer.Key}/{kind.Segment}/{customer.Version}");
        var changed = Keep(kind.Add(customer, (T)(child with { Id = id })));
        raise(new CustomerChange(changed, $"{kind.Segment} + {id}")
        {
            EventName = $"Core.Customer.{kind.Name}.Added",
            Resource = $"core/v1/cm/customers/{customer.Id}/{kind.Segment}/{id}",
            Details = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [kind.IdName] = id.ToString(),
                ["customerId"] = customer.Id.ToString(),
            },
        });

        return kind.Of(changed)[^1];
    }

    /// <summary>Sets the result of the OFAC scan. The same result again is no change.</summary>
    public void SetOfac(Guid id, ScanStatus status)
    {
        if (Find(id) is { } customer && customer.Ofac != status)
        {
            var changed = Keep(customer with { Ofac = status });
            raise(new CustomerChange(changed, $"ofac {customer.Ofac} → {status}") { EventName = CustomerEvents.OfacChanged });
        }
    }

    /// <summary>Sets the result of the PEP scan. The same result again is no change.</summary>
    public void SetPepScan(Guid id, ScanStatus status)
    {
        if (Find(id) is { } customer && customer.PepScan != status)
        {
            var changed = Keep(customer with { PepScan = status });
            raise(new CustomerChange(changed, $"pepScan {customer.PepScan} → {status}") { EventName = CustomerEvents.PepScanChanged });
        }
    }

    /// <summary>Raises an event about a customer that nothing changes with.</summary>
    public void Announce(Guid id, string eventName)
    {
        if (Find(id) is { } customer)
        {
            var announced = _customers[id] = customer with { Version = customer.Version + 1 };
            raise(new CustomerChange(announced, "announced") { EventName = eventName, Details = DetailsOf(announced, eventName) });
        }
    }

    /// <summary>Forgets every customer.</summary>
    /// <returns>How many there were.</returns>
    public int Clear()
    {
        var count = _customers.Count;
        _customers.Clear();
        _timesSeen.Clear();

        return count;
    }

    // The Onboarded event alone carries the partner's own identifier.
    private static Dictionary<string, string?> DetailsOf(Customer customer, string eventName)
    {
        var details = new Dictionary<string, string?>(StringComparer.Ordinal) { ["customerId"] = customer.Id.ToString() };
        if (eventName == CustomerEvents.Onboarded)
        {
            details["clientIdentifier"] = customer.ClientIdentifier;
        }

        return details;
    }

    private Customer Keep(Customer changed) =>
        _customers[changed.Id] = changed with { LastModifiedAt = clock.Now, Version = changed.Version + 1 };

    // The partner's own identifier if there is one, so that parallel creates get the same ids in whatever order they arrive.
    private string KeyOf(CreateCustomerRequest request)
    {
        var name = request.ClientIdentifier ?? request.Profile.TaxId!;
        ref var timesSeen = ref CollectionsMarshal.GetValueRefOrAddDefault(_timesSeen, name, out _);
        timesSeen++;

        return $"{name}#{timesSeen}";
    }
}

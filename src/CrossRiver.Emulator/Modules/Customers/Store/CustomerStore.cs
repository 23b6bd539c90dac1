using System.Collections.Concurrent;
using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>A world's customers. Every change of one goes through here and is raised.</summary>
/// <param name="partnerId">The world's partner.</param>
/// <remarks>Any thread may read. Changes are made in the world's turn.</remarks>
internal abstract class CustomerStore(Guid partnerId, EmulatorClock clock, Chance chance) : IWorldPart<SavedCustomers>, ISubjects
{
    private readonly ConcurrentDictionary<Guid, Customer> _byId = new();
    private readonly CreationOrder _order = new();
    private readonly Dictionary<string, int> _timesSeen = new(StringComparer.Ordinal);
    private volatile HeldBack? _heldBack;

    /// <summary>Changes that reads do not show yet. Used in the world's turn.</summary>
    public HeldBack HeldBack => _heldBack ??= new();

    public int Count => _byId.Count;

    /// <summary>Finds the newest copy of a customer, or returns <see langword="null"/>.</summary>
    public Customer? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <inheritdoc/>
    public Subject? FindSubject(Guid id) => Find(id)?.ToSubject();

    /// <inheritdoc/>
    public bool IsActive(Guid id) => Find(id) is { Status: CustomerStatus.Active };

    /// <summary>Gets the identifiers in the order in which the customers were made.</summary>
    /// <param name="skipped">How many stand before the first one.</param>
    public IEnumerable<Guid> IdsFrom(int skipped) => _order.From(skipped);

    /// <summary>Finds a customer as reads show it, or returns <see langword="null"/>.</summary>
    public Customer? FindShown(Guid id) => Find(id) is { } customer ? _heldBack?.Of(customer) ?? customer : null;

    /// <summary>Makes a customer, and the children that come with it.</summary>
    /// <exception cref="RefusedException">The owner of a business is no Personal customer of this partner.</exception>
    public Customer Create(CreateCustomerRequest request)
    {
        RequireOwner(request.Profile);
        var now = clock.Now;
        var key = TakeKey(request);
        var customer = new Customer
        {
            Id = chance.Id(now, $"{key}/id"),
            Key = key,
            PartnerId = partnerId,
            CifNumber = chance.Digits(11, $"{key}/cif"),
            Classification = request.Classification,
            Name = request.Name,
            Profile = request.Profile.Normalized(),
            ClientIdentifier = request.ClientIdentifier,
            DueDiligence = request.DueDiligence,
            BusinessDueDiligence = request.BusinessDueDiligence,
            CreatedAt = now,
            LastModifiedAt = now,
        };

        Add(customer);
        Raise(new CustomerChange(customer, "created"));

        Add(ChildKinds.Addresses, customer.Id, request.PrimaryAddress);
        Add(ChildKinds.Phones, customer.Id, request.PrimaryPhone);
        Add(ChildKinds.Emails, customer.Id, request.PrimaryEmail);
        Add(ChildKinds.Identifications, customer.Id, request.PrimaryIdentification);

        return Find(customer.Id)!;
    }

    /// <summary>Keeps a changed copy of a customer and raises the change.</summary>
    /// <param name="changed">The copy.</param>
    /// <param name="tell">Says what the change is, given the copy as it was kept.</param>
    /// <returns>The copy as it was kept.</returns>
    public Customer Change(Customer changed, Func<Customer, CustomerChange> tell)
    {
        var kept = Keep(changed with { LastModifiedAt = clock.Now, Version = changed.Version + 1 });
        Raise(tell(kept));

        return kept;
    }

    /// <inheritdoc/>
    public object ValueOf(Guid id, SettableField field) => ((SettableField<Customer>)field).ValueOf(Find(id)!);

    /// <inheritdoc/>
    public void Set(Guid id, FieldChange change, bool isSilent) => this.Set(Find(id)!, change, isSilent);

    /// <inheritdoc/>
    public long SetUnseen(Guid id, FieldChange change, bool isSilent)
    {
        var before = Find(id)!;
        this.Set(before, change, isSilent);

        return HeldBack.Add(before, Find(id)!);
    }

    /// <inheritdoc/>
    public AgendaEntry EndOfLag(Guid id, long change) => new LagEndEntry(id, change);

    /// <inheritdoc/>
    public void Announce(Guid id, string eventName)
    {
        if (Find(id) is { } customer)
        {
            Raise(CustomerChange.Announced(CountEvent(customer), eventName));
        }
    }

    /// <summary>Counts an event about a customer that nothing changes with; raising it is for the caller.</summary>
    public Customer CountEvent(Customer customer) => Keep(customer with { Version = customer.Version + 1 });

    /// <summary>The identifier of a customer's next child.</summary>
    public Guid NewChildId(Customer customer, string kind) => chance.Id(clock.Now, $"{customer.Key}/{kind}/{customer.Version}");

    /// <inheritdoc/>
    /// <remarks>A customer without an identifier of the partner's takes its tax id.</remarks>
    public string NextKey(string identifier) => $"{identifier}#{_timesSeen.GetValueOrDefault(identifier) + 1}";

    /// <summary>Refuses a profile whose owner is not known.</summary>
    /// <exception cref="RefusedException">The owner of a business is no Personal customer of this partner.</exception>
    public void RequireOwner(CustomerProfile profile)
    {
        if (profile.NamedOwner is { } ownerId)
        {
            RequireOwner("Profile.PrimaryOwnerCustomerId", ownerId);
        }
    }

    /// <summary>Refuses an owner who is not known.</summary>
    /// <param name="field">What names the owner, for the message.</param>
    /// <param name="ownerId">The owner.</param>
    /// <exception cref="RefusedException">It is no Personal customer of this partner.</exception>
    public void RequireOwner(string field, Guid ownerId)
    {
        if (Find(ownerId) is not { Classification: Classification.Personal })
        {
            throw UnknownOwner(field, ownerId);
        }
    }

    /// <summary>The refusal of an owner who is not known.</summary>
    public static RefusedException UnknownOwner(string field, Guid ownerId) =>
        CustomerErrors.UnknownOwner.Refuse(field, ownerId);

    /// <inheritdoc/>
    public int Clear(ResetOptions reset)
    {
        var count = Count;
        Disown(IdsFrom(0));
        _order.Clear();
        _byId.Clear();
        _timesSeen.Clear();
        _heldBack = null;

        return count;
    }

    /// <summary>What a snapshot keeps of the customers.</summary>
    public SavedCustomers Save() => new([.. IdsFrom(0).Select(Find).OfType<Customer>()], _timesSeen.ToDictionary(StringComparer.Ordinal), _heldBack?.Save() ?? []);

    /// <summary>Has the customers that were saved, and no others.</summary>
    public void Load(SavedCustomers saved)
    {
        foreach (var customer in saved.Customers)
        {
            Add(customer);
        }

        foreach (var (name, times) in saved.TimesSeen)
        {
            _timesSeen[name] = times;
        }

        HeldBack.Load(saved.HeldBack);
    }

    /// <summary>Tells of a change that was made.</summary>
    protected abstract void Raise(CustomerChange change);

    /// <summary>Adds a customer to what all worlds share.</summary>
    protected virtual void Own(Guid customerId)
    {
    }

    /// <summary>Removes customers from what all worlds share.</summary>
    protected virtual void Disown(IEnumerable<Guid> customerIds)
    {
    }

    private void Add(Customer customer)
    {
        _byId[customer.Id] = customer;
        _order.Add(customer.Id);
        Own(customer.Id);
    }

    private Customer Keep(Customer changed) => _byId[changed.Id] = changed;

    private void Add<T>(ChildKind<T> kind, Guid customerId, T? child)
        where T : Child, Platform.Bodies.IRequestBody
    {
        if (child is not null)
        {
            kind.Add(this, Find(customerId)!, child);
        }
    }

    // The partner's own identifier if there is one, so that parallel creates get the same ids in whatever order they arrive.
    private string TakeKey(CreateCustomerRequest request)
    {
        var name = request.ClientIdentifier ?? request.Profile.TaxId!;
        var key = NextKey(name);
        _timesSeen[name] = _timesSeen.GetValueOrDefault(name) + 1;

        return key;
    }
}

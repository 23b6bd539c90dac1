using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>Stores a world's customers, and raises each change.</summary>
/// <remarks>Reading is thread-safe. Make changes only while holding the world lock.</remarks>
internal abstract class CustomerStore(Guid partnerId, EmulatorClock clock, KeyedRandom random) : IWorldPart<SavedCustomers>, ISubjects, IOwnedResources
{
    private readonly IdIndex<Customer> _byId = new();
    private readonly CreationOrder _order = new();
    private readonly Dictionary<string, int> _timesSeen = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _unsettled = [];
    private volatile ReadLag? _readLag;

    /// <summary>Gets the changes that reads do not show yet. Call only while holding the world lock.</summary>
    public ReadLag ReadLag => _readLag ??= new();

    public int Count => _byId.Count;

    /// <summary>Gets the active customers with a scan that is not final. Call only while holding the world lock.</summary>
    public IReadOnlyCollection<Guid> Unsettled => _unsettled;

    /// <summary>Returns the newest copy of a customer, or null if there is none.</summary>
    public Customer? Find(Guid id) => _byId.Find(id);

    public Subject? FindSubject(Guid id) => Find(id)?.ToSubject();

    /// <remarks>A customer belongs to itself.</remarks>
    Guid? IOwnedResources.FindSubject(string id) => GuidText.Parse(id) is { } customerId && Find(customerId) is not null ? customerId : null;

    public bool IsActive(Guid id) => Find(id) is { Status: CustomerStatus.Active };

    /// <summary>Returns the identifiers in the order of creation, after a number of skipped customers.</summary>
    public IEnumerable<Guid> IdsFrom(int skipped) => _order.From(skipped);

    /// <summary>Returns the identifiers, the newest first, after a number of skipped customers.</summary>
    public IEnumerable<Guid> NewestIds(int skipped) => _order.Newest(skipped);

    /// <summary>Returns a customer as reads show it, or null if there is none.</summary>
    public Customer? FindShown(Guid id) => Find(id) is { } customer ? _readLag?.Of(customer) ?? customer : null;

    /// <summary>Creates a customer, and the children in the request.</summary>
    /// <exception cref="ApiException">The owner of a business is no Personal customer of this partner.</exception>
    public Customer Create(CreateCustomerRequest request)
    {
        RequireOwner(request.Profile);
        var now = clock.Now;
        var key = TakeKey(request);
        var customer = new Customer
        {
            Id = random.Id(now, $"{key}/id"),
            Key = key,
            PartnerId = partnerId,
            CifNumber = random.Digits(11, $"{key}/cif"),
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

    /// <summary>Stores a changed copy of a customer, raises the change, and returns the stored copy.</summary>
    /// <param name="tell">Describes the change, given the stored copy.</param>
    public Customer Change(Customer changed, Func<Customer, CustomerChange> tell)
    {
        var kept = Keep(changed with { LastModifiedAt = clock.Now, Version = changed.Version + 1 });
        var change = tell(kept);
        if (change.Before.IsUnsettled != kept.IsUnsettled)
        {
            NoteUnsettled(kept);
        }

        Raise(change);
        return kept;
    }

    public object ValueOf(Guid id, SettableField field) => ((SettableField<Customer>)field).ValueOf(Find(id)!);

    public bool Set(Guid subjectId, FieldChange change, bool isSilent) => Find(subjectId)! is var before && this.Set(before, change, isSilent) != before;

    public long SetUnseen(Guid id, FieldChange change, bool isSilent)
    {
        var before = Find(id)!;
        this.Set(before, change, isSilent);
        return ReadLag.Add(before, Find(id)!);
    }

    public AgendaEntry EndOfLag(Guid id, long change) => new ReadLagEndEntry(id, change);

    public void Announce(Guid subjectId, string eventName)
    {
        if (Find(subjectId) is { } customer)
        {
            Raise(CountEvent(CustomerChange.Announced(customer, eventName)));
        }
    }

    /// <summary>Counts an event without a change of its customer. The caller raises the event.</summary>
    public CustomerChange CountEvent(CustomerChange announced) => announced with
    {
        Customer = Keep(announced.Customer.Announced(announced.EventName) with { Version = announced.Customer.Version + 1 }),
    };

    public Guid NewChildId(Customer customer, string kind) => random.Id(clock.Now, $"{customer.Key}/{kind}/{customer.Version}");

    public string NextKey(string identifier) => $"{identifier}#{_timesSeen.GetValueOrDefault(identifier) + 1}";

    /// <summary>Checks the owner in a profile.</summary>
    /// <exception cref="ApiException">The owner of a business is no Personal customer of this partner.</exception>
    public void RequireOwner(CustomerProfile profile)
    {
        if (profile.NamedOwner is { } ownerId)
        {
            RequireOwner("Profile.PrimaryOwnerCustomerId", ownerId);
        }
    }

    /// <summary>Checks an owner.</summary>
    /// <param name="field">The field with the owner, for the message.</param>
    /// <exception cref="ApiException">The owner is no Personal customer of this partner.</exception>
    public void RequireOwner(string field, Guid ownerId)
    {
        if (Find(ownerId) is not { Classification: Classification.Personal })
        {
            throw CustomerErrors.UnknownOwner.ToException(field, ownerId);
        }
    }

    public int Clear(ResetOptions reset)
    {
        var count = Count;
        Disown(IdsFrom(0));
        _order.Clear();
        _byId.Clear();
        _unsettled.Clear();
        _timesSeen.Clear();
        _readLag = null;

        return count;
    }

    public SavedCustomers Save() => new([.. IdsFrom(0).Select(Find).OfType<Customer>()], _timesSeen.ToDictionary(StringComparer.Ordinal), _readLag?.Save() ?? []);

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

        ReadLag.Load(saved.HeldBack);
    }

    /// <summary>Publishes a change.</summary>
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
        Keep(customer);
        NoteUnsettled(customer);
        _order.Add(customer.Id);
        Own(customer.Id);
    }

    private Customer Keep(Customer changed) => _byId.Set(changed.Id, changed);

    private void NoteUnsettled(Customer customer) => _ = customer.IsUnsettled ? _unsettled.Add(customer.Id) : _unsettled.Remove(customer.Id);

    private void Add<T>(ChildKind<T> kind, Guid customerId, T? child)
        where T : Child, Platform.Bodies.IRequestBody
    {
        if (child is not null)
        {
            kind.Add(this, Find(customerId)!, child);
        }
    }

    // The partner's own identifier if there is one, so that parallel creates get the same ids in each order of arrival. The default is the tax id.
    private string TakeKey(CreateCustomerRequest request)
    {
        var name = request.ClientIdentifier ?? request.Profile.TaxId!;
        var key = NextKey(name);
        _timesSeen[name] = _timesSeen.GetValueOrDefault(name) + 1;
        return key;
    }
}

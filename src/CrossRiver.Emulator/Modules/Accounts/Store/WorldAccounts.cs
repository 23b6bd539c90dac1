using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>Provides a world's accounts. Each change is entered in the journal and published.</summary>
/// <param name="owners">The world of each account number.</param>
internal sealed class WorldAccounts(World world, ResourceIndex owners)
    : AccountStore(world.PartnerId, world.Clock, world.Random), IStoryResources, IOwnedResources
{
    /// <summary>Gets or sets whether changes are neither entered nor published, because accounts are being seeded. Call only while holding the world lock.</summary>
    public bool IsSilent { get; set; }

    /// <remarks>An account belongs to its customer, and a subledger to its own or else to that of its account.</remarks>
    public Guid? FindSubject(string id) => (Find(id) ?? Find(FindSub(id)?.MasterNumber ?? ""))?.CustomerId;

    public bool Set(Guid subjectId, FieldChange change, bool isSilent)
    {
        var (field, accounts) = ((SettableField<Account>)change.Field, OfCustomer(subjectId).ToList());
        if (accounts is [])
        {
            Enter(subjectId, $"{change}: the customer has no account", change);
        }

        var differing = accounts.FindAll(account => !Equals(field.ValueOf(account), change.Value));
        differing.ForEach(account => Change(field.With(account, change.Value), isSilent));
        return differing is not [];
    }

    public void Announce(Guid subjectId, string eventName)
    {
        foreach (var account in OfCustomer(subjectId).ToList())
        {
            Enter(subjectId, $"account {account.Number}: announced");
            world.Events.Publish(AccountEvents.Announced(CountEvent(account), eventName, world.Clock.Now));
        }
    }

    protected override void Raise(AccountChange change)
    {
        if (!IsSilent)
        {
            Enter(change.Account.CustomerId, $"account {change.Account.Number}: {change.What}", change.Set);
            if (AccountEvents.Of(change, world.Clock.Now) is { } happened)
            {
                world.Events.Publish(happened);
            }
        }
    }

    // A world that is over owns no new number, and needs none.
    protected override bool Own(string number) => owners.Add(number, world) || world.IsOver;

    protected override void Disown(IReadOnlyList<string> numbers)
    {
        foreach (var number in numbers)
        {
            owners.Remove(number, world);
        }
    }

    private void Enter(Guid customerId, string what, FieldChange? set = null) => world.Journal.Add(new ChangeEntry
    {
        At = world.Clock.Now,
        By = world.Lock.Cause,
        DueAt = world.Lock.DueAt,
        About = ResourceKey.OfCustomer(customerId),
        What = what,
        Field = set?.Field.Key,
        Value = set?.Text,
    });
}

/// <summary>Provides the accounts of a world.</summary>
internal static class AccountsInWorld
{
    extension(World world)
    {
        public WorldAccounts Accounts => world.Part<WorldAccounts>();
    }
}

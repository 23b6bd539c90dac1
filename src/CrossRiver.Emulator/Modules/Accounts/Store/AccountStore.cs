using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Accounts.Store;

/// <summary>Stores a world's accounts, moves their money, and raises each change.</summary>
/// <remarks>Reading is thread-safe. Make changes only while holding the world lock.</remarks>
internal abstract class AccountStore(Guid partnerId, EmulatorClock clock, KeyedRandom random) : IWorldPart<SavedAccounts>
{
    /// <summary>The most restrictions that an account can have.</summary>
    public const int MostRestrictions = 100;

    /// <summary>The most subledgers that an account can have.</summary>
    public const int MostSubAccounts = 10_000;

    private readonly NumberedRecords<Account, Guid> _accounts = new(account => account.Number, account => account.CustomerId);
    private readonly NumberedRecords<SubAccount, string> _subs = new(sub => sub.Number, sub => sub.MasterNumber);
    private readonly Dictionary<string, int> _timesSeen = new(StringComparer.Ordinal);

    /// <summary>Gets all accounts, in the order in which they were opened.</summary>
    public IEnumerable<Account> All => _accounts.All;

    /// <summary>Gets the subledgers that the partner has created, in the order of their creation.</summary>
    public IEnumerable<SubAccount> Subs => _subs.All;

    /// <summary>Returns the newest copy of an account, or null if there is none.</summary>
    public Account? Find(string number) => _accounts.Find(number);

    /// <summary>Returns the newest copy of a subledger, or null if there is none. It finds no implicit subledger.</summary>
    public SubAccount? FindSub(string number) => _subs.Find(number);

    /// <summary>Returns the accounts of a customer, in the order in which they were opened.</summary>
    public IEnumerable<Account> OfCustomer(Guid customerId) => _accounts.Of(customerId);

    /// <summary>Returns the subledgers that the partner has created for an account, in the order of their creation.</summary>
    public IEnumerable<SubAccount> SubsOf(string masterNumber) => _subs.Of(masterNumber);

    /// <summary>Returns the restrictions of an account, in the order in which they were placed.</summary>
    public IReadOnlyList<Restriction> RestrictionsOf(string number) => Find(number)?.Restrictions ?? [];

    /// <summary>Opens an account for a customer that may have it.</summary>
    public Account Open(OpenAccountRequest request, Product product)
    {
        var key = TakeKey("account", request.ClientIdentifier ?? $"{request.CustomerId}");
        var account = _accounts.Keep(request.ToAccount(key, AccountNumber.ChooseForDeposit(random, $"{key}/number", IsTaken), partnerId, product, clock.Now));
        Raise(new AccountChange(account, "opened") { Kind = AccountChangeKind.Opened });

        return account;
    }

    /// <summary>Opens a subledger of an account.</summary>
    /// <exception cref="ApiException">The account is closed, or has too many subledgers.</exception>
    public SubAccount OpenSub(Account master, CreateSubAccountRequest request)
    {
        if (master.Status is AccountStatus.Closed)
        {
            throw AccountErrors.ClosedAccount.ToException(master.Number);
        }

        if (_subs.CountOf(master.Number) >= MostSubAccounts)
        {
            throw AccountErrors.TooManySubAccounts.ToException(master.Number, MostSubAccounts);
        }

        var key = TakeKey("subaccount", request.ClientIdentifier ?? (request.CustomerId is { } customerId ? $"{customerId}" : master.Key));
        var sub = _subs.Keep(request.ToSubAccount(key, AccountNumber.ChooseForSubledger(random, $"{key}/number", IsTaken), clock.Now));
        Raise(new AccountChange(CountEvent(master), $"subledger {sub.Number} opened") { Kind = AccountChangeKind.SubOpened, Sub = sub });

        return sub;
    }

    /// <summary>Places a restriction on an account.</summary>
    /// <exception cref="ApiException">The account has too many restrictions, or no such subledger.</exception>
    public Restriction Restrict(Account account, RestrictionRequest request)
    {
        if (account.Restrictions.Count >= MostRestrictions)
        {
            throw AccountErrors.TooManyRestrictions.ToException(account.Number, MostRestrictions);
        }

        if (request.SubAccountNumber is { } number && FindSubledger(number)?.Master.Number != account.Number)
        {
            throw AccountErrors.UnknownSubAccount.ToException(number, account.Number);
        }

        var now = clock.Now;
        var restriction = request.ToRestriction(random.Id(now, $"{account.Key}/restriction/{account.Version}"), account.Number, now);
        var changed = Keep(account with { Restrictions = [.. account.Restrictions, restriction] });
        Raise(new AccountChange(changed, $"restriction {restriction.Id} placed") { Kind = AccountChangeKind.RestrictionPlaced, Restriction = restriction });

        return restriction;
    }

    /// <summary>Removes a restriction from an account.</summary>
    /// <returns>True if there was such a restriction.</returns>
    public bool Lift(Account account, Guid restrictionId)
    {
        if (account.Restrictions.FirstOrDefault(restriction => restriction.Id == restrictionId) is not { } lifted)
        {
            return false;
        }

        var changed = Keep(account with { Restrictions = [.. account.Restrictions.Where(restriction => restriction != lifted)] });
        Raise(new AccountChange(changed, $"restriction {restrictionId} removed") { Kind = AccountChangeKind.RestrictionRemoved, Restriction = lifted });
        return true;
    }

    /// <summary>Stores a copy of an account with another status, another title or another restriction of the bank, and returns the stored copy.</summary>
    /// <remarks>Without a difference, it raises nothing. Closing an account closes no subledger.</remarks>
    /// <param name="isSilent">True to publish no event.</param>
    public Account Change(Account changed, bool isSilent = false)
    {
        var before = Find(changed.Number)!;
        if (changed == before)
        {
            return before;
        }

        var kept = Keep(changed with { ClosedAt = changed.Status is AccountStatus.Closed ? before.ClosedAt ?? clock.Now : null });
        Raise(AccountChange.Between(before, kept) with { IsSilent = isSilent });
        return kept;
    }

    /// <summary>Moves money between two accounts or subledgers, all of it or none.</summary>
    /// <returns>The transfer. If a side refuses it, it is rejected and no money has moved.</returns>
    /// <exception cref="ApiException">Both sides are the same, or a balance would be too large.</exception>
    public Transfer Transfer(TransferOrder order)
    {
        if (order.DebitAccountNumber == order.CreditAccountNumber)
        {
            throw AccountErrors.SameAccount.ToException(order.DebitAccountNumber);
        }

        var (debit, credit) = (FindSubledger(order.DebitAccountNumber), FindSubledger(order.CreditAccountNumber));
        var about = (debit ?? credit)?.Master;
        var key = about is null ? TakeKey("transfer", "unknown") : $"{about.Key}/transfer/{about.Version}";
        var transfer = order.ToTransfer(key, debit, credit, clock.Now, random);
        if (about is not null)
        {
            var account = transfer.Status is TransferStatus.Complete ? Move(order.Amount, debit!, credit!) : CountEvent(about);
            Raise(AccountChange.Of(transfer, account));
        }

        return transfer;
    }

    /// <summary>Adds the money of a wire to an account or subledger. Money enters the bank here and nowhere else.</summary>
    /// <exception cref="ApiException">There is no such account, it refuses the money, or its balance would be too large.</exception>
    public WirePayment Deposit(WireSimulationRequest request)
    {
        var subledger = FindSubledger(request.AccountNumber) ?? throw ErrorCatalog.NotFound.ToException("Account", request.AccountNumber);
        if (request.ToPosting().JudgeBy(subledger) is var result and not ResultCode.OK)
        {
            throw AccountErrors.CreditRefused.ToException(request.AccountNumber, result);
        }

        var now = clock.Now;
        var payment = new WirePayment(random.Id(now, $"{subledger.Master.Key}/wire/{subledger.Master.Version}"), partnerId, request, now);
        var account = Keep(subledger.Post(request.Amount)).Master;
        Raise(new AccountChange(account, $"wire of {request.Amount} cents to {request.AccountNumber}")
        {
            Kind = AccountChangeKind.WireReceived,
            Payment = payment,
        });

        return payment;
    }

    /// <summary>Counts an event without a change of the account. The caller raises the event.</summary>
    public Account CountEvent(Account account) => _accounts.Keep(account with { Version = account.Version + 1 });

    public int Clear(ResetOptions reset)
    {
        var count = _accounts.Count;
        Disown([.. _accounts.All.Select(account => account.Number), .. _subs.All.Select(sub => sub.Number)]);
        _accounts.Clear();
        _subs.Clear();
        _timesSeen.Clear();

        return count;
    }

    public SavedAccounts Save() => new([.. _accounts.All], [.. _subs.All], _timesSeen.ToDictionary(StringComparer.Ordinal));

    public void Load(SavedAccounts saved)
    {
        foreach (var account in saved.Accounts)
        {
            Own(_accounts.Keep(account).Number);
        }

        foreach (var sub in saved.SubAccounts)
        {
            Own(_subs.Keep(sub).Number);
        }

        foreach (var (name, times) in saved.TimesSeen)
        {
            _timesSeen[name] = times;
        }
    }

    /// <summary>Publishes a change.</summary>
    protected abstract void Raise(AccountChange change);

    /// <summary>Adds a number to the numbers that all worlds share.</summary>
    /// <returns>False if another world has the number.</returns>
    protected virtual bool Own(string number) => true;

    /// <summary>Removes numbers from the numbers that all worlds share.</summary>
    protected virtual void Disown(IReadOnlyList<string> numbers)
    {
    }

    private Subledger? FindSubledger(string number) =>
        Find(number) is { } account ? new Subledger(account, Sub: null)
        : FindSub(number) is { } sub ? new Subledger(Find(sub.MasterNumber)!, sub)
        : null;

    // Both sides are computed before the first is stored, because a balance that is too large refuses the whole transfer.
    private Account Move(Cents amount, Subledger debit, Subledger credit)
    {
        var debited = debit.Post(-amount);
        var credited = (credit.Master == debit.Master ? credit with { Master = debited.Master } : credit).Post(amount);
        Keep(debited);
        Keep(credited);
        return Find(debit.Master.Number)!;
    }

    private Subledger Keep(Subledger posted)
    {
        var sub = posted.Sub is { } changed ? _subs.Keep(changed with { LastModifiedAt = clock.Now, Version = changed.Version + 1 }) : null;
        return new Subledger(Keep(posted.Master), sub);
    }

    private Account Keep(Account changed) => CountEvent(changed with { LastModifiedAt = clock.Now });

    private bool IsTaken(string number) => Find(number) is not null || FindSub(number) is not null || !Own(number);

    // The partner's own identifier if there is one, so that parallel calls get the same numbers in each order of arrival.
    private string TakeKey(string kind, string identifier)
    {
        var name = $"{kind}/{identifier}";
        _timesSeen[name] = _timesSeen.GetValueOrDefault(name) + 1;
        return $"{name}#{_timesSeen[name]}";
    }
}

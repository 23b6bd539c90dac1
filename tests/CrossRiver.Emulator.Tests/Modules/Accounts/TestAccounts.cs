using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>Accounts without a world, with the changes that they raised.</summary>
internal sealed class TestAccounts(FakeTimeProvider machine, long seed = 1) : AccountStore(Partner, new EmulatorClock(machine), new KeyedRandom(seed, Partner))
{
    public static readonly Guid Partner = new("6e80b097-693c-4592-8440-02f345335bbf");

    private readonly HashSet<string> _ownedByOthers = new(StringComparer.Ordinal);

    public TestAccounts()
        : this(new FakeTimeProvider(new DateTimeOffset(2018, 6, 26, 16, 38, 45, TimeSpan.Zero)))
    {
    }

    public FakeTimeProvider Machine => machine;

    public List<AccountChange> Changes { get; } = [];

    /// <summary>The numbers that were removed from those of all worlds.</summary>
    public List<string> Disowned { get; } = [];

    /// <summary>Lets another world have a number.</summary>
    public void LetOthersOwn(string number) => _ownedByOthers.Add(number);

    public Account Open(LedgerType ledgerType = LedgerType.PassThrough, string? clientIdentifier = null, Guid? customerId = null) => Open(
        new OpenAccountRequest
        {
            CustomerId = customerId ?? Partner,
            ProductId = Product.BuiltIn[0].Id,
            Title = "John Smith",
            ClientIdentifier = clientIdentifier,
        },
        Product.BuiltIn[0] with { LedgerType = ledgerType });

    public SubAccount OpenSub(Account master, string? clientIdentifier = null) =>
        OpenSub(master, new CreateSubAccountRequest { MasterAccountNumber = master.Number, Title = "A subledger", ClientIdentifier = clientIdentifier });

    public WirePayment Deposit(string number, long cents) => Deposit(new WireSimulationRequest { AccountNumber = number, Amount = new Cents(cents) });

    public Transfer Transfer(string debit, string credit, long cents) =>
        Transfer(new TransferOrder { DebitAccountNumber = debit, CreditAccountNumber = credit, Amount = new Cents(cents) });

    public Restriction Restrict(string number, RestrictionRequest request) => Restrict(Find(number)!, request);

    public Account SetStatus(string number, AccountStatus status) => Change(Find(number)! with { Status = status });

    /// <summary>The results of a transfer's sides: debit, then credit.</summary>
    public string Results(string debit, string credit, long cents)
    {
        var transfer = Transfer(debit, credit, cents);
        return $"{transfer.Debit.Result} {transfer.Credit.Result}";
    }

    /// <summary>The balance of an account, its implicit subledger, and its other subledgers.</summary>
    public string Balances(Account account) =>
        string.Join(' ', [Find(account.Number)!.Balance, Find(account.Number)!.ImplicitBalance, .. SubsOf(account.Number).Select(sub => sub.Balance)]);

    protected override void Raise(AccountChange change) => Changes.Add(change);

    protected override bool Own(string number) => !_ownedByOthers.Contains(number);

    protected override void Disown(IReadOnlyList<string> numbers) => Disowned.AddRange(numbers);
}

using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Modules.Customers.Contract;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>Runs calls about accounts: finds the world, enters the call in its journal, and reads or changes the account.</summary>
internal sealed class AccountCalls(CallResolver resolver, OpeningGate gate)
{
    private const string Account = "Account";

    /// <summary>Opens an account for a customer that meets the conditions.</summary>
    /// <exception cref="ApiException">The customer does not meet a condition: one error for each.</exception>
    public Account Open(OpenAccountRequest request, Call call)
    {
        var world = call.World ?? throw AccountErrors.UnknownCustomer.ToException(request.CustomerId);
        return world.RunForPartner(() => world.Accounts.Open(request, gate.Require(world, request)), call.Origin);
    }

    /// <summary>Opens a subledger of an account.</summary>
    /// <exception cref="ApiException">The account is unknown or closed, or the customer is unknown.</exception>
    public static (SubAccount Sub, Account Master) OpenSub(CreateSubAccountRequest request, Call call) => Run(call, request.MasterAccountNumber, world =>
    {
        var master = world.Accounts.Find(request.MasterAccountNumber) ?? throw ErrorCatalog.NotFound.ToException(Account, request.MasterAccountNumber);
        return request.CustomerId is { } customerId && world.FindOnboarded(customerId) is null
            ? throw AccountErrors.UnknownCustomer.ToException(customerId)
            : (world.Accounts.OpenSub(master, request), master);
    });

    /// <summary>Returns an account.</summary>
    /// <exception cref="ApiException">No world has such an account.</exception>
    public Account Find(string number, Call call) => Enter(number, call).Find(number) ?? throw ErrorCatalog.NotFound.ToException(Account, number);

    /// <summary>Returns a subledger with its account.</summary>
    /// <exception cref="ApiException">No world has such a subledger.</exception>
    public (SubAccount Sub, Account Master) FindSub(string number, Call call)
    {
        var accounts = Enter(number, call);
        return accounts.FindSub(number) is { } sub ? (sub, accounts.Find(sub.MasterNumber)!) : throw ErrorCatalog.NotFound.ToException(Account, number);
    }

    /// <summary>Returns subledgers of one partner, or of all, in the order of their creation. The call is entered in the journal of its partner.</summary>
    public IEnumerable<(SubAccount Sub, Account Master)> ListSubs(SubAccountFilter filter, Call call) =>
        from world in resolver.FindListed(filter.PartnerId, call)
        let accounts = world.FindPart<WorldAccounts>()
        where accounts is not null
        from sub in filter.MasterAccountNumber is { } master ? accounts.SubsOf(master) : accounts.Subs
        orderby sub.OpenedAt
        select (sub, accounts.Find(sub.MasterNumber)!);

    /// <summary>Changes an account while holding the lock of its world.</summary>
    /// <exception cref="ApiException">No world has such an account.</exception>
    public T Change<T>(string number, Call call, Func<AccountStore, Account, T> change)
    {
        Enter(number, call);
        return Run(call, number, world => change(world.Accounts, world.Accounts.Find(number) ?? throw ErrorCatalog.NotFound.ToException(Account, number)));
    }

    /// <summary>Moves money, or lets it arrive, in the world of a number that the body of a call names.</summary>
    /// <exception cref="ApiException">No world has an account of the number, and there is not exactly one world.</exception>
    public static T Move<T>(string number, Call call, Func<AccountStore, T> move) => Run(call, number, world => move(world.Accounts));

    private WorldAccounts Enter(string number, Call call)
    {
        if (resolver.FindOwner(number) is { } world && world.FindPart<WorldAccounts>() is { } accounts)
        {
            call.Enter(world);
            return accounts;
        }

        throw ErrorCatalog.NotFound.ToException(Account, number);
    }

    private static T Run<T>(Call call, string number, Func<World, T> act)
    {
        var world = call.World ?? throw ErrorCatalog.NotFound.ToException(Account, number);
        return world.RunForPartner(() => act(world), call.Origin);
    }
}

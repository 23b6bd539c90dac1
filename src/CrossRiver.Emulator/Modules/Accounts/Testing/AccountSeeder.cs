using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Modules.Customers.Contract;

namespace CrossRiver.Emulator.Modules.Accounts.Testing;

/// <summary>Makes accounts for customers that exist. It publishes no event. Call only while holding the world lock.</summary>
internal sealed class AccountSeeder(World world, OpeningGate gate)
{
    /// <summary>Opens an account for each customer that may have one and has none.</summary>
    /// <param name="balance">The money in each.</param>
    public IReadOnlyList<Account> Seed(Cents balance, int most)
    {
        var accounts = world.Accounts;
        accounts.IsSilent = true;
        try
        {
            return
            [
                .. world.OnboardedCustomers
                    .Where(customer => customer is { IsActive: true, IsClear: true, HasAddress: true, HasPhone: true } && !accounts.OfCustomer(customer.Id).Any())
                    .Take(most).ToList().Select(customer => Open(customer, balance)),
            ];
        }
        finally
        {
            accounts.IsSilent = false;
        }
    }

    private Account Open(OnboardedCustomer customer, Cents balance)
    {
        var product = Product.BuiltIn.First(product => product.Classification == customer.Classification);
        var request = new OpenAccountRequest { CustomerId = customer.Id, ProductId = product.Id, Title = customer.FullName };
        var account = world.Accounts.Open(request, gate.Require(world, request));
        if (balance > default(Cents))
        {
            world.Accounts.Deposit(new WireSimulationRequest { AccountNumber = account.Number, Amount = balance });
        }

        return world.Accounts.Find(account.Number)!;
    }
}

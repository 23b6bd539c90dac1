using CrossRiver.Emulator.Modules.Customers.Store;

namespace CrossRiver.Emulator.Modules.Customers.Contract;

/// <summary>Other modules see who was onboarded, and whether an account may be opened.</summary>
public sealed class OnboardedCustomerTests : IDisposable
{
    private readonly BankWorlds _bank = new();

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void A_world_without_customers_has_none()
    {
        Assert.Empty(_bank.World.OnboardedCustomers);
        Assert.Null(_bank.World.FindOnboarded(Guid.Empty));
        _bank.Onboard();
        Assert.Null(_bank.World.FindOnboarded(Guid.Empty));
    }

    [Fact]
    public void A_customer_is_seen_with_what_an_account_needs()
    {
        var (poor, reachable, business) = (_bank.Onboard(), _bank.OnboardClear(), _bank.Onboard(example: "create-business.request.json", ofac: "Positive"));
        _bank.World.Customers.Set(business, SettableFields.Status.To(CustomerStatus.Inactive));

        Assert.Equal(
            [
                new OnboardedCustomer(poor.Id, "Personal", "Active", "Pending", "Peter Griffin") { IsClear = false, IsActive = true, HasAddress = false, HasPhone = false },
                new OnboardedCustomer(reachable.Id, "Personal", "Active", "Clear", "Peter Griffin") { IsClear = true, IsActive = true, HasAddress = true, HasPhone = true },
                new OnboardedCustomer(business.Id, "Business", "Inactive", "Positive", "Bodek Business Technologies Corp") { IsClear = false, IsActive = false, HasAddress = false, HasPhone = false },
            ],
            _bank.World.OnboardedCustomers);
        Assert.Equal(_bank.World.OnboardedCustomers.Last(), _bank.World.FindOnboarded(business.Id));
    }
}

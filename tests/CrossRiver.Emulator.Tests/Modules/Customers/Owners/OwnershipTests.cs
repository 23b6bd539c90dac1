using System.Text.Json;
using CrossRiver.Emulator.Kernel.Text;

namespace CrossRiver.Emulator.Modules.Customers.Owners;

/// <summary>People own a business, all of it at most.</summary>
public sealed class OwnershipTests
{
    private readonly TestCustomers _customers = new();
    private readonly Customer _person;
    private readonly Customer _business;

    public OwnershipTests() => (_person, _business) = (_customers.Onboard(), _customers.Onboard("create-business.request.json"));

    [Fact]
    public void Owners_come_and_go_without_an_event()
    {
        var id = _customers.NewChildId(_business, "beneficial-owners");
        var first = Add(60);
        AssertTold(first);
        Assert.Equal(id, first.Id);
        var second = Add(40);
        AssertTold(second);
        Assert.Equal([first, second], _customers.Now(_business).Owners);
        Assert.Equal(
            $$"""{"id":"{{first.Id}}","ownerCustomerId":"{{_person.Id}}","ownerTitle":"CEO","ownershipPercentage":60}""",
            JsonSerializer.Serialize(first, WireJson.Options));

        var changed = Change(second, """{"ownerTitle":"CFO","ownershipPercentage":"39.5","ownerCustomerId":"6f9619ff-8b86-d011-b42d-00c04fc964ff"}""");
        AssertTold(changed);
        Assert.Equal(second with { OwnerTitle = "CFO", OwnershipPercentage = 39.5m }, changed);
        Assert.Equal([first, changed], _customers.Now(_business).Owners);
        Assert.Equal(changed, _customers.Now(_business).RequireOwner($"{second.Id}"));

        Assert.Equal(first, _customers.RemoveOwner(_customers.Now(_business), $"{first.Id}"));
        AssertTold(first);
        Assert.Equal([changed], _customers.Now(_business).Owners);
    }

    [Fact]
    public void The_shares_are_all_of_the_business_at_most()
    {
        var whole = Add(100);

        Assert.Equal("2005 OwnershipPercentage of all beneficial owners is 100.5, more than 100", TestCustomers.Refusal(() => Add(0.5m)));
        Assert.Equal([whole], _customers.Now(_business).Owners);
        Change(whole, """{"ownershipPercentage":99.5}""");
        Assert.Equal(0.5m, Add(0.5m).OwnershipPercentage);
        Assert.Equal(
            "2005 OwnershipPercentage of all beneficial owners is 100.5, more than 100",
            TestCustomers.Refusal(() => Change(whole, """{"ownershipPercentage":100}""")));
    }

    [Fact]
    public void A_person_has_no_owners() => Assert.Equal(
        $"2004 Customer {_person.Id} is not a Business",
        TestCustomers.Refusal(() => _customers.AddOwner(_person, new BeneficialOwner { OwnerCustomerId = _person.Id, OwnershipPercentage = 1 })));

    [Fact]
    public void An_owner_is_a_person() => Assert.Equal(
        $"2002 OwnerCustomerId {_business.Id} is not a Personal customer of this partner",
        TestCustomers.Refusal(() => _customers.AddOwner(_business, new BeneficialOwner { OwnerCustomerId = _business.Id, OwnershipPercentage = 1 })));

    [Fact]
    public void An_unknown_owner_is_not_found()
    {
        Add(10);

        Assert.All(
            new Func<object>[]
            {
                () => _customers.Now(_business).RequireOwner("peter"), () => _customers.RemoveOwner(_customers.Now(_business), "peter"),
                () => _customers.ChangeOwner(_customers.Now(_business), "peter", TestCustomers.Changing<BeneficialOwner>("{}")),
            },
            act => Assert.Equal("1404 BeneficialOwner peter not found", TestCustomers.Refusal(act)));
    }

    [Fact]
    public void The_errors_about_customers_have_a_code_a_message_and_their_case() => Assert.Equal(
        [
            "400 2002 UnknownOwner: {0} {1} is not a Personal customer of this partner (The owner of a business is not known, or is no person.)",
            "400 2003 InactiveCustomer: Customer {0} is inactive (The customer was deactivated; it can only be read.)",
            "400 2004 NotABusiness: Customer {0} is not a Business (Only a Business has beneficial owners.)",
            "400 2005 TooMuchOwnership: OwnershipPercentage of all beneficial owners is {0}, more than 100 (The beneficial owners of a business would own more than all of it.)",
        ],
        CustomerErrors.All.Select(error => $"{error.Status} {error.Code} {error.Name}: {error.Message} ({error.When})"));

    private BeneficialOwner Add(decimal share) =>
        _customers.AddOwner(_customers.Now(_business), new BeneficialOwner { OwnerCustomerId = _person.Id, OwnerTitle = "CEO", OwnershipPercentage = share });

    private BeneficialOwner Change(BeneficialOwner owner, string changes) =>
        _customers.ChangeOwner(_customers.Now(_business), $"{owner.Id}", TestCustomers.Changing<BeneficialOwner>(changes));

    private void AssertTold(BeneficialOwner owner) =>
        Assert.Equal($"beneficial-owners/{owner.Id} | no event | core/v1/cm/customers/{_business.Id} | customerId={_business.Id}", _customers.LastChange);
}

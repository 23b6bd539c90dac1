using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Customers.Owners;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>Customers of a snapshot that do not agree with each other are refused with their place.</summary>
public sealed class SavedCustomersTests
{
    private readonly TestCustomers _customers = new();
    private readonly Customer _customer;

    public SavedCustomersTests()
    {
        _customers.Onboard();
        _customer = _customers.Onboard("create-personal-full.request.json", body => body["primaryIdentification"] = Example.Read("add-identification.request.json"));
    }

    [Fact]
    public void Saved_customers_agree()
    {
        _customers.SetUnseen(_customer.Id, SettableFields.Ofac.To(ScanStatus.Failed), isSilent: false);

        Check(_customers.Save());
        Check(SavedCustomers.None);
    }

    [Fact]
    public void A_snapshot_finds_its_customers()
    {
        var saved = _customers.Save();

        Assert.Equal(_customer.ToSubject(), saved.FindSubject(_customer.Id));
        Assert.Equal(_customer.ToSubject(), saved.FindSubject(_customer.Id));
        Assert.Null(saved.FindSubject(Guid.Empty));
        Assert.Null(SavedCustomers.None.FindSubject(_customer.Id));
    }

    [Fact]
    public void A_customer_is_of_the_partner_and_there_once()
    {
        Assert.Equal("$.customers.customers[1].partnerId: a customer is of another partner", RefusalOf(_customer with { PartnerId = Guid.Empty }));
        Assert.Equal($"$.customers.customers[2]: customer {_customer.Id} is there twice", Refusal(_customers.Save() with { Customers = [.. _customers.Save().Customers, _customer] }));
    }

    [Fact]
    public void Children_and_owners_are_there_once()
    {
        var owner = new BeneficialOwner { Id = Guid.Empty };

        Assert.Equal(
            [
                $"$.customers.customers[1].addresses[1]: address {_customer.Addresses[0].Id} is there twice",
                $"$.customers.customers[1].phones[1]: phone {_customer.Phones[0].Id} is there twice",
                $"$.customers.customers[1].emails[1]: e-mail address {_customer.Emails[0].Id} is there twice",
                $"$.customers.customers[1].identifications[1]: identification {_customer.Identifications[0].Id} is there twice",
                $"$.customers.customers[1].owners[1]: owner {Guid.Empty} is there twice",
            ],
            new[]
            {
                RefusalOf(_customer with { Addresses = Twice(_customer.Addresses) }), RefusalOf(_customer with { Phones = Twice(_customer.Phones) }),
                RefusalOf(_customer with { Emails = Twice(_customer.Emails) }), RefusalOf(_customer with { Identifications = Twice(_customer.Identifications) }),
                RefusalOf(_customer with { Owners = [owner, owner] }),
            });

        static T[] Twice<T>(IReadOnlyList<T> children) => [children[0], children[0]];
    }

    [Fact]
    public void A_change_is_held_back_of_one_customer_that_is_there()
    {
        var saved = _customers.Save();

        Assert.Equal(
            "$.customers.heldBack[0].before: a change is held back of a customer that is not there",
            Refusal(saved with { HeldBack = [new HeldBackChange(1, _customer with { Id = Guid.Empty }, _customer with { Id = Guid.Empty })] }));
        Assert.Equal(
            "$.customers.heldBack[1].after: the customer after a change is another one than before",
            Refusal(saved with { HeldBack = [new HeldBackChange(1, _customer, _customer), new HeldBackChange(2, _customer, saved.Customers[0])] }));
    }

    private string RefusalOf(Customer changed) => Refusal(_customers.Save() with { Customers = [_customers.Save().Customers[0], changed] });

    private static string Refusal(SavedCustomers saved) => Assert.Throws<InvalidDataException>(() => Check(saved)).Message;

    private static void Check(SavedCustomers saved) => SavedCustomers.Check(
        saved,
        new SnapshotInCheck(
            new WorldSnapshot
            {
                PartnerId = TestCustomers.Partner,
                Now = default,
                Epoch = 1,
                ChanceSeed = 1,
                Clock = new SavedClock(ClockMode.Real, Speed: 1, default, default),
                Agenda = [],
            },
            Place.Root,
            new ServiceCollection().BuildServiceProvider()));
}

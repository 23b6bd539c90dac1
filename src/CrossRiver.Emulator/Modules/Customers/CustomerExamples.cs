using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Modules.Customers.Owners;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Provides the examples of the customer management API.</summary>
internal static class CustomerExamples
{
    private static readonly DateTimeOffset Made = new(2021, 11, 22, 15, 49, 58, 843, TimeSpan.Zero);
    private static readonly Guid CustomerId = new("9052b6a5-3f09-41d1-b526-ade80104eb79");
    private static readonly Guid ChildId = new("5f0d9c77-52a8-4d0c-9d30-ade80104eb7a");

    public static ChildExamples<Address> Addresses { get; } = new(
        at => FakerOf(at).Address(AddressType.Home, AddressClassification.Residential),
        at => FakerOf(at).Address(AddressType.Work, AddressClassification.Business),
        at => Person(at).PrimaryAddress! with { Id = ChildId });

    public static ChildExamples<Phone> Phones { get; } = new(
        at => FakerOf(at).Phone("Mobile"),
        at => FakerOf(at).Phone("Work"),
        at => Person(at).PrimaryPhone! with { Id = ChildId });

    public static ChildExamples<Email> Emails { get; } = new(
        at => FakerOf(at).Email("Peter", "Griffin", "example.test", "Home"),
        at => FakerOf(at).Email("Front", "Office", "example.test", "Work"),
        at => Person(at).PrimaryEmail! with { Id = ChildId });

    public static ChildExamples<Identification> Identifications { get; } = new(
        at => FakerOf(at).Identification(),
        at => FakerOf(at).Identification(),
        at => Person(at).PrimaryIdentification! with { Id = ChildId });

    public static CreateCustomerRequest Person(ExampleSetting at) => FakerOf(at).Person(at.PartnerId);

    /// <summary>Returns a create of a business. The owner is one of the partner's people, if there are any.</summary>
    public static CreateCustomerRequest Business(ExampleSetting at) => FakerOf(at).Business(at.PartnerId, FindPerson(at));

    public static CustomerName Name(ExampleSetting at) => Person(at).Name;

    public static CustomerProfile Profile(ExampleSetting at) => Person(at).Profile;

    /// <summary>Returns an owner to add: one of the partner's people, if there are any.</summary>
    public static BeneficialOwner Owner(ExampleSetting at) => FakerOf(at).Owner(FindPerson(at) ?? Guid.Empty);

    public static object ChangedOwner(ExampleSetting at) => new { OwnerTitle = "CEO", OwnershipPercentage = 90 };

    public static BeneficialOwner AnsweredOwner(ExampleSetting at)
    {
        // A person is made first, because the share must differ from that of an owner to add.
        var faker = FakerOf(at);
        _ = faker.Person(at.PartnerId);

        return faker.Owner(CustomerId) with { Id = ChildId };
    }

    public static CustomerBody AnsweredCustomer(ExampleSetting at)
    {
        var person = Person(at);
        var customer = new Customer
        {
            Id = CustomerId,
            Key = "example",
            PartnerId = person.PartnerId,
            CifNumber = "32653745014",
            Classification = person.Classification,
            Name = person.Name,
            Profile = person.Profile.Normalized(),
            ClientIdentifier = person.ClientIdentifier,
            DueDiligence = person.DueDiligence,
            Addresses = [person.PrimaryAddress! with { Id = ChildId }],
            Phones = [person.PrimaryPhone! with { Id = ChildId }],
            CreatedAt = Made,
            LastModifiedAt = Made,
        };

        return CustomerBody.Stored(customer, new CustomerOptions());
    }

    private static CustomerFaker FakerOf(ExampleSetting at) => new(at.Seed);

    private static Guid? FindPerson(ExampleSetting at) => at.World?.Customers is { } customers
        ? customers.IdsFrom(0).Select(customers.Find).FirstOrDefault(customer => customer is { Classification: Classification.Personal })?.Id
        : null;
}

/// <summary>Makes the examples of one kind of children: bodies to add and to change one, and one as it is answered.</summary>
internal sealed record ChildExamples<T>(Func<ExampleSetting, T> Added, Func<ExampleSetting, T> Changed, Func<ExampleSetting, T> Answered)
    where T : Child;

using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>The examples of the customer management name customers that the partner has.</summary>
public sealed class CustomerExamplesTests : IDisposable
{
    private readonly BankWorlds _bank = new();

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void An_owner_is_the_first_person_of_the_partner()
    {
        Assert.Equal((null, Guid.Empty), (CustomerExamples.Business(At()).Profile.PrimaryOwnerCustomerId, CustomerExamples.Owner(At()).OwnerCustomerId));
        _bank.Onboard(example: "create-business.request.json");
        Assert.Equal((null, Guid.Empty), (CustomerExamples.Business(At()).Profile.PrimaryOwnerCustomerId, CustomerExamples.Owner(At()).OwnerCustomerId));
        var person = _bank.Onboard();
        _bank.Onboard();

        Assert.Equal(((Guid?)person.Id, person.Id), (CustomerExamples.Business(At()).Profile.PrimaryOwnerCustomerId, CustomerExamples.Owner(At()).OwnerCustomerId));
        Assert.Null(CustomerExamples.Business(At() with { World = null }).Profile.PrimaryOwnerCustomerId);
    }

    [Fact]
    public void Equal_seeds_make_equal_examples()
    {
        Assert.Equal(CustomerExamples.Person(At()), CustomerExamples.Person(At()));
        Assert.NotEqual(CustomerExamples.Person(At()), CustomerExamples.Person(At(seed: 2)));
        Assert.Equal(CustomerExamples.Person(At()).Name, CustomerExamples.Name(At()));
        Assert.Equal(CustomerExamples.Person(At()).Profile, CustomerExamples.Profile(At()));
        Assert.Equal(TestCustomers.Partner, CustomerExamples.Person(At()).PartnerId);
    }

    [Fact]
    public void A_child_is_of_a_home_and_becomes_one_of_work()
    {
        var (addresses, phones, emails, documents) = (CustomerExamples.Addresses, CustomerExamples.Phones, CustomerExamples.Emails, CustomerExamples.Identifications);
        var person = CustomerExamples.Person(At());

        Assert.Equal((AddressType.Home, AddressClassification.Residential), (addresses.Added(At()).AddressType, addresses.Added(At()).Classification));
        Assert.Equal((AddressType.Work, AddressClassification.Business), (addresses.Changed(At()).AddressType, addresses.Changed(At()).Classification));
        Assert.Equal(("Mobile", "Work"), (phones.Added(At()).PhoneType, phones.Changed(At()).PhoneType));
        Assert.Equal(("Home", "Work"), (emails.Added(At()).EmailType, emails.Changed(At()).EmailType));
        Assert.Matches("^Peter.*@example.test$", emails.Added(At()).EmailAddress);
        Assert.Matches("^Front.*@example.test$", emails.Changed(At()).EmailAddress);
        Assert.Contains(Enumerable.Range(1, 10), seed => emails.Added(At(seed)).EmailAddress!.Contains("Griffin", StringComparison.Ordinal));
        Assert.Contains(Enumerable.Range(1, 10), seed => emails.Changed(At(seed)).EmailAddress!.Contains("Office", StringComparison.Ordinal));
        Assert.Equal(("DMV", documents.Added(At())), (documents.Changed(At()).IssuingAuthority, documents.Changed(At())));
        var id = new Guid("5f0d9c77-52a8-4d0c-9d30-ade80104eb7a");
        Assert.Equal(person.PrimaryAddress! with { Id = id }, addresses.Answered(At()));
        Assert.Equal(person.PrimaryPhone! with { Id = id }, phones.Answered(At()));
        Assert.Equal(person.PrimaryEmail! with { Id = id }, emails.Answered(At()));
        Assert.Equal(person.PrimaryIdentification! with { Id = id }, documents.Answered(At()));
    }

    private ExampleSetting At(int seed = 1) => new(TestCustomers.Partner, seed, _bank.World);
}

using Bogus;
using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Modules.Customers.Owners;
using CrossRiver.Emulator.Modules.Customers.Requests;

namespace CrossRiver.Emulator.Modules.Customers.Faking;

/// <summary>Makes believable people and businesses. Equal seeds make equal data.</summary>
internal sealed class CustomerFaker(int seed)
{
    private static readonly DateOnly OldestBirth = new(1940, 1, 1);
    private static readonly DateOnly YoungestBirth = new(2004, 12, 31);
    private static readonly DateOnly FirstFounding = new(1950, 1, 1);
    private static readonly DateOnly LastFounding = new(2020, 12, 31);
    private static readonly string[] Occupations = ["Technology", "Sales", "Healthcare", "Government", "Consulting", "Manufacturing"];

    private readonly Faker _faker = new("en_US") { Random = new Randomizer(seed) };

    /// <summary>Returns a person with an address, a phone, an e-mail address and a document.</summary>
    public CreateCustomerRequest Person(Guid partnerId)
    {
        var firstName = _faker.Name.FirstName();
        var lastName = _faker.Name.LastName();
        return new CreateCustomerRequest
        {
            PartnerId = partnerId,
            Name = new CustomerName { FirstName = firstName, LastName = lastName },
            Classification = Classification.Personal,
            Profile = new CustomerProfile
            {
                RegO = false,
                CitizenshipCountryCode = "US",
                PoliticallyExposedPerson = false,
                TaxIdType = TaxIdType.Ssn,
                TaxId = TaxId(),
                BirthDate = _faker.Date.BetweenDateOnly(OldestBirth, YoungestBirth),
                RiskRating = _faker.Random.WeightedRandom([RiskRating.Low, RiskRating.Medium, RiskRating.High], [0.9f, 0.08f, 0.02f]),
            },
            ClientIdentifier = ClientIdentifier(),
            DueDiligence = new DueDiligence
            {
                EmploymentStatus = "Employed",
                Occupation = _faker.PickRandom(Occupations),
                IncomeSource = "Salary",
                IncomeState = _faker.Address.StateAbbr(),
                IncomeCountryCode = "US",
                AnnualIncome = _faker.Random.Int(25, 250) * 1000,
            },
            PrimaryAddress = Address(AddressType.Home, AddressClassification.Residential),
            PrimaryPhone = Phone("Mobile"),
            PrimaryEmail = Email(firstName, lastName, "example.test", "Home"),
            PrimaryIdentification = Identification(),
        };
    }

    /// <summary>Returns a business with an address, a phone, an e-mail address, and an owner unless <paramref name="ownerId"/> is null.</summary>
    public CreateCustomerRequest Business(Guid partnerId, Guid? ownerId)
    {
        var name = _faker.Company.CompanyName();
        var site = $"{_faker.Internet.DomainWord()}.example.test";
        return new CreateCustomerRequest
        {
            PartnerId = partnerId,
            Name = new CustomerName { EntityName = name },
            Classification = Classification.Business,
            Profile = new CustomerProfile
            {
                CitizenshipCountryCode = "US",
                TaxIdType = TaxIdType.Ein,
                TaxId = TaxId(),
                DateFormed = _faker.Date.BetweenDateOnly(FirstFounding, LastFounding),
                EntityType = "Corporation",
                RiskRating = RiskRating.Low,
                OwnershipType = "LegalEntity",
                PrimaryOwnerCustomerId = ownerId,
            },
            ClientIdentifier = ClientIdentifier(),
            BusinessDueDiligence = new BusinessDueDiligence
            {
                NatureOfBusiness = _faker.PickRandom(Occupations),
                Naics = _faker.Random.ReplaceNumbers("5####0"),
                BusinessUrl = $"www.{site}",
            },
            PrimaryAddress = Address(AddressType.Work, AddressClassification.Business),
            PrimaryPhone = Phone("Work"),
            PrimaryEmail = Email("Front", "Office", site, "Work"),
        };
    }

    public Address Address(AddressType type, AddressClassification classification) => new()
    {
        AddressType = type,
        Classification = classification,
        IsPrimary = true,
        Street1 = _faker.Address.StreetAddress(),
        City = _faker.Address.City(),
        State = _faker.Address.StateAbbr(),
        PostalCode = _faker.Address.ZipCode("#####"),
        CountryCode = "US",
    };

    /// <summary>Returns a telephone number that is reserved for fiction.</summary>
    public Phone Phone(string type) => new() { IsPrimary = true, PhoneType = type, PhoneNumber = _faker.Random.ReplaceNumbers("20155501##") };

    public Email Email(string firstName, string lastName, string domain, string type) =>
        new() { IsPrimary = true, EmailType = type, EmailAddress = _faker.Internet.Email(firstName, lastName, domain) };

    /// <summary>Returns a driver's licence.</summary>
    public Identification Identification() => new()
    {
        IsPrimary = true,
        IdNumber = _faker.Random.ReplaceNumbers("D########"),
        IdType = "Other",
        IssuedDate = new DateOnly(2020, 1, 15),
        ExpDate = new DateOnly(2028, 1, 15),
        IssuingAuthority = "DMV",
        IssuingStateOrProvince = _faker.Address.StateAbbr(),
        IssuingCountryCode = "US",
    };

    /// <summary>Returns a share in a business.</summary>
    public BeneficialOwner Owner(Guid ownerCustomerId) => new()
    {
        OwnerCustomerId = ownerCustomerId,
        OwnerTitle = _faker.PickRandom("CEO", "CFO", "Partner"),
        OwnershipPercentage = _faker.Random.Int(25, 100),
    };

    /// <summary>Returns the result of a scan: nearly always clear.</summary>
    public ScanStatus ScanResult() => _faker.Random.WeightedRandom([ScanStatus.Clear, ScanStatus.Reviewing, ScanStatus.Positive], [0.96f, 0.03f, 0.01f]);

    // Numbers from 900 on are not assigned.
    private string TaxId() => _faker.Random.ReplaceNumbers("9########");

    private string ClientIdentifier() => _faker.Random.Guid().ToString();
}

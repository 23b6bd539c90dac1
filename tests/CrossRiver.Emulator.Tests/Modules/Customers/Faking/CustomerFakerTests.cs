using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Modules.Customers.Children;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules.Customers.Faking;

/// <summary>Invented people and businesses are believable, and the same for the same seed.</summary>
public sealed class CustomerFakerTests
{
    private static readonly Guid Partner = TestCustomers.Partner;

    [Fact]
    public void The_person_of_a_seed_stays_the_same() => AssertMade(
        """
        {
          "partnerId": "6e80b097-693c-4592-8440-02f345335bbf",
          "name": { "firstName": "Geovany", "lastName": "Swaniawski", "fullName": "Geovany Swaniawski" }, "classification": "Personal",
          "profile": {
            "regO": false, "citizenshipCountryCode": "US", "politicallyExposedPerson": false, "taxIdType": "Ssn", "taxId": "960360988",
            "birthDate": "1969-03-09", "riskRating": "Medium"
          },
          "clientIdentifier": "b001b21f-b161-0d38-3ca8-ff7782662a04",
          "dueDiligence": {
            "employmentStatus": "Employed", "occupation": "Healthcare", "incomeSource": "Salary", "incomeState": "OK", "incomeCountryCode": "US",
            "annualIncome": 199000
          },
          "primaryAddress": {
            "id": "00000000-0000-0000-0000-000000000000", "addressType": "Home", "classification": "Residential", "isPrimary": true,
            "street1": "81598 Ashlee Centers", "city": "Bradfordton", "state": "NJ", "postalCode": "97581", "countryCode": "US"
          },
          "primaryPhone": {
            "id": "00000000-0000-0000-0000-000000000000", "isPrimary": true, "phoneType": "Mobile", "phoneNumber": "2015550128"
          },
          "primaryEmail": {
            "id": "00000000-0000-0000-0000-000000000000", "isPrimary": true, "emailType": "Home", "emailAddress": "Geovany_Swaniawski59@example.test"
          },
          "primaryIdentification": {
            "id": "00000000-0000-0000-0000-000000000000", "isPrimary": true, "idNumber": "D86163704", "idType": "Other", "issuedDate": "2020-01-15",
            "expDate": "2028-01-15", "issuingAuthority": "DMV", "issuingStateOrProvince": "CT", "issuingCountryCode": "US"
          }
        }
        """,
        new CustomerFaker(7).Person(Partner));

    [Fact]
    public void The_business_of_a_seed_stays_the_same() => AssertMade(
        """
        {
          "partnerId": "6e80b097-693c-4592-8440-02f345335bbf",
          "name": { "entityName": "Swaniawski - Olson", "fullName": "Swaniawski - Olson" }, "classification": "Business",
          "profile": {
            "citizenshipCountryCode": "US", "taxIdType": "Ein", "taxId": "936098849", "dateFormed": "1981-08-01", "entityType": "Corporation",
            "riskRating": "Low", "ownershipType": "LegalEntity", "primaryOwnerCustomerId": "6e80b097-693c-4592-8440-02f345335bbf"
          },
          "clientIdentifier": "61b001b2-38b1-3c0d-a8ff-7782662a0429",
          "businessDueDiligence": { "natureOfBusiness": "Consulting", "naics": "572110", "businessUrl": "www.americo.example.test" },
          "primaryAddress": {
            "id": "00000000-0000-0000-0000-000000000000", "addressType": "Work", "classification": "Business", "isPrimary": true,
            "street1": "98610 Corwin Mountains", "city": "Vestachester", "state": "NH", "postalCode": "81287", "countryCode": "US"
          },
          "primaryPhone": {
            "id": "00000000-0000-0000-0000-000000000000", "isPrimary": true, "phoneType": "Work", "phoneNumber": "2015550195"
          },
          "primaryEmail": {
            "id": "00000000-0000-0000-0000-000000000000", "isPrimary": true, "emailType": "Work",
            "emailAddress": "Front_Office18@americo.example.test"
          }
        }
        """,
        new CustomerFaker(7).Business(Partner, ownerId: Partner));

    [Fact]
    public void The_child_of_a_seed_stays_the_same()
    {
        var faker = new CustomerFaker(7);

        AssertMade(
            """
            [
              {
                "id": "00000000-0000-0000-0000-000000000000", "addressType": "Other", "classification": "Rural", "isPrimary": true,
                "street1": "609 Bechtelar Islands", "city": "Steuberview", "state": "WA", "postalCode": "41848", "countryCode": "US"
              },
              { "id": "00000000-0000-0000-0000-000000000000", "isPrimary": true, "phoneType": "Fax", "phoneNumber": "2015550138" },
              { "id": "00000000-0000-0000-0000-000000000000", "isPrimary": true, "emailType": "Other", "emailAddress": "Peter74@griffin.test" },
              {
                "id": "00000000-0000-0000-0000-000000000000", "isPrimary": true, "idNumber": "D51430904", "idType": "Other", "issuedDate": "2020-01-15",
                "expDate": "2028-01-15", "issuingAuthority": "DMV", "issuingStateOrProvince": "OK", "issuingCountryCode": "US"
              },
              {
                "id": "00000000-0000-0000-0000-000000000000", "ownerCustomerId": "6e80b097-693c-4592-8440-02f345335bbf", "ownerTitle": "Partner",
                "ownershipPercentage": 47
              }
            ]
            """,
            new object[]
            {
                faker.Address(AddressType.Other, AddressClassification.Rural), faker.Phone("Fax"), faker.Email("Peter", "Griffin", "griffin.test", "Other"),
                faker.Identification(), faker.Owner(Partner),
            });
    }

    [Fact]
    public void Each_invented_body_is_one_that_the_bank_takes_and_no_two_are_alike()
    {
        var faker = new CustomerFaker(1);
        var people = Enumerable.Range(0, 300).Select(_ => faker.Person(Partner)).ToList();
        var businesses = Enumerable.Range(0, 100).Select(_ => faker.Business(Partner, ownerId: null)).ToList();
        var all = people.Concat(businesses).ToList();

        Assert.All(all, made => Assert.Empty(FaultsOf(made)));
        Assert.Distinct(all.Select(made => made.ClientIdentifier));
        Assert.All(all, made => Assert.StartsWith("9", made.Profile.TaxId, StringComparison.Ordinal));
        Assert.All(all, made => Assert.Matches("^20155501[0-9]{2}$", made.PrimaryPhone!.PhoneNumber));
        Assert.All(people, person => Assert.InRange(person.Profile.BirthDate!.Value, new DateOnly(1940, 1, 1), new DateOnly(2004, 12, 31)));
        Assert.All(businesses, business => Assert.InRange(business.Profile.DateFormed!.Value, new DateOnly(1950, 1, 1), new DateOnly(2020, 12, 31)));
        Assert.Equal(
            ["Consulting", "Government", "Healthcare", "Manufacturing", "Sales", "Technology"],
            people.Select(person => person.DueDiligence!.Occupation).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["CEO", "CFO", "Partner"], Enumerable.Range(0, 50).Select(_ => faker.Owner(Partner).OwnerTitle).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(3, people.Select(person => person.Profile.RiskRating).Distinct().Count());
        Assert.All(businesses, business => Assert.Null(business.Profile.PrimaryOwnerCustomerId));
    }

    [Fact]
    public void Nearly_all_scans_are_clear()
    {
        var faker = new CustomerFaker(1);
        var results = Enumerable.Range(0, 1_000).Select(_ => faker.ScanResult()).ToLookup(result => result);

        Assert.InRange(results[ScanStatus.Clear].Count(), 930, 985);
        Assert.InRange(results[ScanStatus.Reviewing].Count(), 15, 50);
        Assert.InRange(results[ScanStatus.Positive].Count(), 2, 25);
    }

    private static void AssertMade(string json, object made) =>
        Assert.Equal(JsonNode.Parse(json)!.ToJsonString(WireJson.Options), JsonSerializer.SerializeToNode(made, WireJson.Options)!.ToJsonString(WireJson.Options));

    private static IReadOnlyList<string> FaultsOf(CreateCustomerRequest made)
    {
        var json = JsonSerializer.SerializeToElement(made, WireJson.Options);
        var check = new BodyCheck(new DateOnly(2021, 11, 22), new ServiceCollection().BuildServiceProvider());
        check.Check(json, CreateCustomerRequest.FieldsFor(json));
        return Record.Exception(check.ThrowIfFaulty) is ApiException refused ? refused.Messages : [];
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Text;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>A customer is answered with the members of the bank's samples, in their order.</summary>
public sealed class CustomerBodyTests
{
    private const string Whole = """
        {
          "id": "638fe6ee-5ff0-41a7-9f4f-ade80104eb85", "cifNumber": "42621771942",
          "classification": "Personal", "status": "Active", "ofac": "Failed", "pepScan": "Clear",
          "name": {
            "prefix": "Mr.", "firstName": "John", "middleName": "Robert", "lastName": "Smith", "suffix": "Jr.", "preferredName": "Jim",
            "fullName": "John Smith"
          },
          "profile": {
            "regO": false, "citizenshipCountryCode": "US", "politicallyExposedPerson": false, "enableBackupWithholding": false,
            "backupWithholdingPercent": 0, "taxIdType": "Ssn", "taxId": "123456789", "birthDate": "1965-09-15", "riskRating": "Low",
            "privacyOptOut": true
          },
          "createdAt": "2021-11-22T10:49:58.8430000-05:00", "lastModifiedAt": "2021-11-22T10:50:58.8430000-05:00",
          "partnerId": "6e80b097-693c-4592-8440-02f345335bbf", "clientIdentifier": "35ba6120-f860-4caa-9479-b5aaebeca49d",
          "dueDiligence": {
            "employmentStatus": "Employed", "occupation": "Technology", "occupationDescription": "Support", "industry": "Finance",
            "incomeSource": "Salary", "incomeState": "NJ", "incomeCountryCode": "US", "annualIncome": 85000
          },
          "primaryAddress": {
            "id": "6352752e-a2db-3104-2e49-ade80104eb85", "addressType": "Work", "classification": "Business", "isPrimary": true,
            "street1": "400 Kelby St", "city": "Fort Lee", "state": "NJ", "postalCode": "07024", "countryCode": "US"
          },
          "primaryPhone": {
            "id": "63f686de-8160-05fc-3d25-ade80104eb85", "isPrimary": true, "phoneType": "Work", "phoneNumber": "2015551212", "extension": "123"
          },
          "primaryEmail": {
            "id": "6387a3e4-1d94-8ee9-506e-ade80104eb85", "isPrimary": true, "emailType": "Work", "emailAddress": "john@example.test"
          },
          "primaryIdentification": {
            "id": "63110158-50d6-52a8-f0ce-ade80104eb85", "isPrimary": true, "idNumber": "D12345678", "idType": "Other",
            "issuedDate": "2020-01-15", "expDate": "2028-01-15", "verifiedDate": "2024-03-01", "issuingAuthority": "DMV",
            "issuingStateOrProvince": "NJ", "issuingCountryCode": "US"
          }
        }
        """;

    private readonly TestCustomers _customers = new();

    [Fact]
    public void A_create_is_answered_with_what_was_sent_and_the_results_of_the_scans()
    {
        var customer = OnboardWhole();

        AssertAnswered(JsonNode.Parse(Whole)!, CustomerBody.Fresh(customer, new CustomerOptions()));
    }

    [Fact]
    public void A_read_has_milliseconds_of_the_creation()
    {
        var expected = JsonNode.Parse(Whole)!;
        expected["createdAt"] = "2021-11-22T10:49:58.843-05:00";

        AssertAnswered(expected, CustomerBody.Stored(OnboardWhole(), new CustomerOptions()));
    }

    [Fact]
    public void A_read_has_what_the_bank_adds_to_a_person()
    {
        var customer = _customers.Onboard();
        var employed = customer with { DueDiligence = new DueDiligence { Occupation = "Sales" }, Profile = customer.Profile with { CitizenshipCountryCode = "CA" } };

        Assert.Equal((null, null), (CustomerBody.Fresh(customer, new CustomerOptions()).DueDiligence, CustomerBody.Fresh(customer, new CustomerOptions()).Profile.CitizenshipCountryCode));
        var stored = CustomerBody.Stored(customer, new CustomerOptions());
        Assert.Equal((new DueDiligence { AnnualIncome = 0 }, customer.Profile with { CitizenshipCountryCode = "US" }), (stored.DueDiligence, stored.Profile));
        stored = CustomerBody.Stored(employed, new CustomerOptions());
        Assert.Equal((new DueDiligence { Occupation = "Sales", AnnualIncome = 0 }, employed.Profile), (stored.DueDiligence, stored.Profile));
    }

    [Fact]
    public void A_business_has_no_income_unless_it_was_sent()
    {
        var business = _customers.Onboard("create-business.request.json");
        var known = new DueDiligence { Occupation = "Sales" };

        Assert.Null(CustomerBody.Stored(business, new CustomerOptions()).DueDiligence);
        Assert.Same(known, CustomerBody.Stored(business with { DueDiligence = known }, new CustomerOptions()).DueDiligence);
        AssertAnswered(
            JsonNode.Parse("""
                {
                  "natureOfBusiness": "Technology", "naics": "541512", "merchantCategoryCode": "4816", "businessUrl": "www.bodekbustech.com",
                  "relationshipFormationDate": "1982-06-27"
                }
                """)!,
            CustomerBody.Stored(business, new CustomerOptions()).BusinessDueDiligence!);
    }

    [Fact]
    public void The_screening_against_the_internal_list_is_answered_if_a_setting_shows_it()
    {
        var customer = _customers.Onboard() with { InternalList = ScanStatus.Failed };

        Assert.Null(CustomerBody.Stored(customer, new CustomerOptions()).InternalList);
        Assert.Equal(ScanStatus.Failed, CustomerBody.Stored(customer, new CustomerOptions { InternalList = true }).InternalList);
    }

    [Theory]
    [InlineData("Peter", "Griffin", null, "Peter Griffin")]
    [InlineData("Peter", null, "Corp", "Peter ")]
    [InlineData(null, "Griffin", "Corp", " Griffin")]
    [InlineData("", "", "Corp", "Corp")]
    [InlineData(null, null, "Corp", "Corp")]
    [InlineData(null, null, null, "")]
    public void The_full_name_is_first_and_last_name_or_else_the_entity_name(string? first, string? last, string? entity, string full) =>
        Assert.Equal(full, new CustomerName { FirstName = first, LastName = last, EntityName = entity }.FullName);

    private static void AssertAnswered(JsonNode expected, object body) =>
        Assert.Equal(expected.ToJsonString(WireJson.Options), JsonSerializer.SerializeToNode(body, WireJson.Options)!.ToJsonString(WireJson.Options));

    // Of each kind, the second child is not the primary one.
    private Customer OnboardWhole()
    {
        var customer = _customers.Onboard("create-personal-full.request.json", body => body["primaryIdentification"] = Example.Read("add-identification.request.json"));
        return customer with
        {
            Ofac = ScanStatus.Failed,
            PepScan = ScanStatus.Clear,
            LastModifiedAt = customer.CreatedAt.AddMinutes(1),
            Addresses = [customer.Addresses[0] with { IsPrimary = false }, .. customer.Addresses],
            Phones = [customer.Phones[0] with { IsPrimary = false }, .. customer.Phones],
            Emails = [customer.Emails[0] with { IsPrimary = false }, .. customer.Emails],
            Identifications = [customer.Identifications[0] with { IsPrimary = false }, .. customer.Identifications],
        };
    }
}

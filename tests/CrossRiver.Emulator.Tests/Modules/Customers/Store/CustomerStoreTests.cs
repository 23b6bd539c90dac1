using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>Customers come and go, and each change is raised.</summary>
public sealed class CustomerStoreTests
{
    private readonly TestCustomers _customers = new();

    [Fact]
    public void A_new_customer_is_what_was_sent_with_what_the_bank_gives()
    {
        var customer = _customers.Onboard("create-personal-full.request.json", body => body["primaryIdentification"] = Example.Read("add-identification.request.json"));

        Assert.Equal(
            JsonNode.Parse("""
            {
              "id": "638fe6ee-5ff0-41a7-9f4f-ade80104eb85", "key": "35ba6120-f860-4caa-9479-b5aaebeca49d#1",
              "partnerId": "6e80b097-693c-4592-8440-02f345335bbf", "cifNumber": "42621771942",
              "classification": "Personal", "status": "Active", "ofac": "Pending", "pepScan": "Pending", "internalList": "Pending",
              "name": {
                "prefix": "Mr.", "firstName": "John", "middleName": "Robert", "lastName": "Smith", "suffix": "Jr.", "preferredName": "Jim",
                "fullName": "John Smith"
              },
              "profile": {
                "regO": false, "citizenshipCountryCode": "US", "politicallyExposedPerson": false, "enableBackupWithholding": false,
                "backupWithholdingPercent": 0, "taxIdType": "Ssn", "taxId": "123456789", "birthDate": "1965-09-15", "riskRating": "Low",
                "privacyOptOut": true
              },
              "clientIdentifier": "35ba6120-f860-4caa-9479-b5aaebeca49d",
              "dueDiligence": {
                "employmentStatus": "Employed", "occupation": "Technology", "occupationDescription": "Support", "industry": "Finance",
                "incomeSource": "Salary", "incomeState": "NJ", "incomeCountryCode": "US", "annualIncome": 85000
              },
              "addresses": [{
                "id": "6352752e-a2db-3104-2e49-ade80104eb85", "addressType": "Work", "classification": "Business", "isPrimary": true,
                "street1": "400 Kelby St", "city": "Fort Lee", "state": "NJ", "postalCode": "07024", "countryCode": "US"
              }],
              "phones": [{
                "id": "63f686de-8160-05fc-3d25-ade80104eb85", "isPrimary": true, "phoneType": "Work", "phoneNumber": "2015551212", "extension": "123"
              }],
              "emails": [{
                "id": "6387a3e4-1d94-8ee9-506e-ade80104eb85", "isPrimary": true, "emailType": "Work", "emailAddress": "john@example.test"
              }],
              "identifications": [{
                "id": "63110158-50d6-52a8-f0ce-ade80104eb85", "isPrimary": true, "idNumber": "D12345678", "idType": "Other",
                "issuedDate": "2020-01-15", "expDate": "2028-01-15", "verifiedDate": "2024-03-01", "issuingAuthority": "DMV",
                "issuingStateOrProvince": "NJ", "issuingCountryCode": "US"
              }],
              "owners": [], "createdAt": "2021-11-22T15:49:58.843+00:00", "lastModifiedAt": "2021-11-22T15:49:58.843+00:00", "version": 5
            }
            """)!.ToJsonString(WireJson.Options),
            JsonSerializer.Serialize(customer, WireJson.Options));
        Assert.Equal($"Customer {customer.Id}", customer.ToString());
        Assert.Equal(("customer", $"{customer.Id}"), (customer.Resource.Type, customer.Resource.Id));
        Assert.Equal(new Subject(customer.Id, "35ba6120-f860-4caa-9479-b5aaebeca49d#1", "35ba6120-f860-4caa-9479-b5aaebeca49d", _customers.Machine.GetUtcNow(), IsActive: true), customer.ToSubject());
    }

    [Fact]
    public void A_create_and_each_child_in_it_are_raised_in_order()
    {
        var customer = _customers.Onboard("create-personal-full.request.json", body => body["primaryIdentification"] = Example.Read("add-identification.request.json"));

        var path = $"core/v1/cm/customers/{customer.Id}";
        var (address, phone, email, document) = (customer.Addresses[0].Id, customer.Phones[0].Id, customer.Emails[0].Id, customer.Identifications[0].Id);
        Assert.Equal(
            [
                $"created | no event | {path} | customerId={customer.Id}",
                $"addresses/{address} Added | Core.Customer.Address.Added | {path}/addresses/{address} | addressId={address} customerId={customer.Id}",
                $"phones/{phone} Added | Core.Customer.Phone.Added | {path}/phones/{phone} | phoneId={phone} customerId={customer.Id}",
                $"emails/{email} Added | Core.Customer.Email.Added | {path}/emails/{email} | emailId={email} customerId={customer.Id}",
                $"identifications/{document} Added | Core.Customer.Identification.Added | {path}/identifications/{document} | identificationId={document} customerId={customer.Id}",
            ],
            _customers.Changes.Select(TestCustomers.Line));
        Assert.Equal([1, 2, 3, 4, 5], _customers.Changes.Select(change => change.Customer.Version));
        Assert.Equal(customer, _customers.Find(customer.Id));
    }

    [Fact]
    public void The_key_of_a_customer_is_the_identifier_of_the_partner_or_else_the_tax_id_with_a_count()
    {
        Assert.Equal(("119988776#1", "loan-7#1"), (_customers.NextKey("119988776"), _customers.NextKey("loan-7")));

        var keys = new[] { null, "loan-7", null, "loan-7", "loan-8" }.Select(identifier => _customers.Onboard(edit: body => body["clientIdentifier"] = identifier).Key);

        Assert.Equal(["119988776#1", "loan-7#1", "119988776#2", "loan-7#2", "loan-8#1"], keys);
        Assert.Equal(("119988776#3", "loan-7#3"), (_customers.NextKey("119988776"), _customers.NextKey("loan-7")));
    }

    [Fact]
    public void Identifiers_do_not_depend_on_the_order_of_unrelated_calls()
    {
        var other = new TestCustomers();
        var (one, two) = (OnboardAs(_customers, "one"), OnboardAs(_customers, "two"));
        var (otherTwo, otherOne) = (OnboardAs(other, "two"), OnboardAs(other, "one"));

        Assert.Equal((one.Id, one.CifNumber, two.Id, two.CifNumber), (otherOne.Id, otherOne.CifNumber, otherTwo.Id, otherTwo.CifNumber));
        Assert.NotEqual(one.CifNumber, OnboardAs(new TestCustomers(_customers.Machine, seed: 2), "one").CifNumber);
        Assert.Matches("^[1-9][0-9]{10}$", one.CifNumber);
        Assert.Distinct([one.Id, two.Id, _customers.NewChildId(one, "phones"), _customers.NewChildId(one, "emails"), _customers.NewChildId(one with { Version = 2 }, "emails")]);

        static Customer OnboardAs(TestCustomers customers, string identifier) => customers.Onboard(edit: body => body["clientIdentifier"] = identifier);
    }

    [Fact]
    public void Customers_are_read_in_the_order_of_their_creation_and_the_newest_first()
    {
        var ids = Enumerable.Range(0, 4).Select(_ => _customers.Onboard().Id).ToList();

        Assert.Equal(ids, _customers.IdsFrom(0));
        Assert.Equal(ids[1..], _customers.IdsFrom(1));
        Assert.Equal(ids.AsEnumerable().Reverse(), _customers.NewestIds(0));
        Assert.Equal(ids[..3].AsEnumerable().Reverse(), _customers.NewestIds(1));
        Assert.Equal((4, ids.Count), (_customers.Count, _customers.Owned.Count));
        Assert.Null(_customers.Find(Guid.Empty));
        Assert.Null(_customers.FindShown(Guid.Empty));
        Assert.Null(_customers.FindSubject(Guid.Empty));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("ofac Clear", true)]
    [InlineData("ofac Clear, pepScan Positive", false)]
    [InlineData("ofac Positive, pepScan Clear", false)]
    [InlineData("ofac Clear, pepScan Failed", true)]
    [InlineData("ofac Clear, pepScan Clear, ofac Failed", true)]
    [InlineData("ofac Reviewing, pepScan Reviewing", true)]
    [InlineData("status Inactive", false)]
    [InlineData("status Inactive, ofac Failed", false)]
    [InlineData("status Inactive, status Active", true)]
    [InlineData("internalList Clear", true)]
    public void A_customer_is_unsettled_while_it_is_active_and_a_scan_has_no_final_result(string changes, bool isUnsettled)
    {
        var customer = _customers.Onboard();
        var settled = _customers.Onboard();
        Set(settled, "ofac Clear");
        Set(settled, "pepScan Clear");

        changes.Split(", ", StringSplitOptions.RemoveEmptyEntries).ToList().ForEach(change => Set(customer, change));

        Assert.Equal(isUnsettled ? [customer.Id] : [], _customers.Unsettled);
        Assert.Equal(!changes.EndsWith("Inactive", StringComparison.Ordinal) && !changes.StartsWith("status Inactive, ofac", StringComparison.Ordinal), _customers.IsActive(customer.Id));
    }

    [Fact]
    public void A_change_has_a_version_and_the_moment_of_its_own()
    {
        var customer = _customers.Onboard();
        _customers.Machine.Advance(TimeSpan.FromMinutes(1));

        Assert.True(Set(customer, "ofac Failed"));
        Assert.False(Set(customer, "ofac Failed"));
        var failed = _customers.Now(customer);
        _customers.Machine.Advance(TimeSpan.FromMinutes(1));
        _customers.Announce(customer.Id, CustomerEvents.OfacChanged);

        Assert.Equal((2, customer.CreatedAt.AddMinutes(1)), (failed.Version, failed.LastModifiedAt));
        Assert.Equal((3, customer.CreatedAt.AddMinutes(1)), (_customers.Now(customer).Version, _customers.Now(customer).LastModifiedAt));
        Assert.Equal(["created", "ofac Pending → Failed", "announced"], _customers.Changes.Select(change => change.What));
        Assert.Equal(customer, _customers.Changes[1].Before);
        Assert.Equal(SettableFields.Ofac.To(ScanStatus.Failed), _customers.Changes[1].Set);
        Assert.Equal(_customers.Now(customer), _customers.Changes[2].Customer);
        Assert.Equal(ScanStatus.Failed, _customers.ValueOf(customer.Id, SettableFields.Ofac));
    }

    [Fact]
    public void An_event_of_an_unknown_customer_is_not_announced()
    {
        _customers.Announce(Guid.Empty, CustomerEvents.OfacChanged);

        Assert.Empty(_customers.Changes);
        Assert.False(_customers.IsActive(Guid.Empty));
    }

    [Fact]
    public void An_event_has_the_customer_its_moment_and_its_version()
    {
        var customer = _customers.Onboard(edit: body => body["clientIdentifier"] = "loan-7");
        Set(customer, "ofac Failed");
        var now = DateTimeOffset.UnixEpoch;

        var happened = _customers.Changes[^1].EventAt(now)!;

        Assert.Null(_customers.Changes[0].EventAt(now));
        Assert.Equal(
            ("Core.Customer.Ofac.Changed", now, customer.Resource, $"{customer.Id}", "loan-7#1", 2, $"core/v1/cm/customers/{customer.Id}"),
            (happened.Type.Name, happened.At, happened.About, happened.OrderingKey, happened.Key, happened.Version, happened.Path));
        Assert.Equal(
            $"customerId={customer.Id} ofacBefore=Pending ofacAfter=Failed clientIdentifier=loan-7",
            string.Join(' ', happened.Details.Select(detail => $"{detail.Key}={detail.Value}")));
    }

    [Theory]
    [InlineData("Core.Customer.Onboarded", "customerId clientIdentifier")]
    [InlineData("Core.Customer.PepScan.Changed", "customerId pepScanBefore pepScanAfter clientIdentifier")]
    [InlineData("Core.Customer.Ofac.Changed", "customerId ofacBefore ofacAfter clientIdentifier")]
    [InlineData("Core.Customer.Name.Changed", "customerId")]
    [InlineData(null, "customerId")]
    public void The_details_of_an_event_are_in_the_order_of_the_bank(string? eventName, string members)
    {
        var customer = _customers.Onboard();
        var details = CustomerEvents.DetailsOf(eventName, customer, customer with { PepScan = ScanStatus.Clear });

        Assert.Equal(members, string.Join(' ', details.Select(detail => detail.Key)));
        Assert.All(
            details.Where(detail => detail.Key.StartsWith("pepScan", StringComparison.Ordinal)),
            detail => Assert.Equal(detail.Key is "pepScanBefore" ? "Pending" : "Clear", detail.Value));
    }

    [Fact]
    public void An_owner_is_a_known_person()
    {
        var (person, business) = (_customers.Onboard(), _customers.Onboard("create-business.request.json"));
        var profile = business.Profile;

        _customers.RequireOwner("Owner", person.Id);
        _customers.RequireOwner(profile with { PrimaryOwnerCustomerId = person.Id });
        _customers.RequireOwner(profile with { PrimaryOwnerCustomerId = null });
        _customers.RequireOwner(profile with { PrimaryOwnerCustomerId = Guid.Empty });

        Assert.Equal(
            $"2002 Profile.PrimaryOwnerCustomerId {business.Id} is not a Personal customer of this partner",
            TestCustomers.Refusal(() => Onboard(owner: business.Id)));
        Assert.Equal((2, person.Id), (_customers.Count, Onboard(owner: person.Id).Profile.PrimaryOwnerCustomerId));

        Customer Onboard(Guid owner) => _customers.Onboard("create-business.request.json", body => body["profile"]!["primaryOwnerCustomerId"] = $"{owner}");
    }

    [Fact]
    public void A_customer_is_a_resource_of_itself()
    {
        IOwnedResources resources = _customers;
        var customer = _customers.Onboard();

        Assert.Equal(customer.Id, resources.FindSubject($"{customer.Id}"));
        Assert.Null(resources.FindSubject($"{Guid.Empty}"));
        Assert.Null(resources.FindSubject("peter"));
    }

    [Fact]
    public void A_reset_removes_everything_and_begins_anew()
    {
        var first = _customers.Onboard();
        _customers.Onboard();
        _customers.SetUnseen(first.Id, SettableFields.Ofac.To(ScanStatus.Failed), isSilent: false);

        Assert.Equal(2, _customers.Clear(new ResetOptions([])));

        Assert.Equal((0, 0, 0, 0), (_customers.Count, _customers.Owned.Count, _customers.Unsettled.Count, _customers.IdsFrom(0).Count()));
        Assert.Null(_customers.Find(first.Id));
        Assert.Equal(first.Key, _customers.NextKey("119988776"));
        Assert.Equal(JsonSerializer.Serialize(first, WireJson.Options), JsonSerializer.Serialize(_customers.FindShown(_customers.Onboard().Id), WireJson.Options));
        Assert.Empty(_customers.Save().HeldBack);
    }

    [Fact]
    public void A_restored_world_continues_as_the_saved_one()
    {
        var settled = _customers.Onboard("create-personal-full.request.json");
        Set(settled, "ofac Clear");
        Set(settled, "pepScan Clear");
        var lagging = _customers.Onboard();
        _customers.SetUnseen(lagging.Id, SettableFields.Ofac.To(ScanStatus.Failed), isSilent: false);

        var restored = new TestCustomers(_customers.Machine);
        restored.Load(_customers.Save());

        Assert.Equal(Json(_customers.Save()), Json(restored.Save()));
        Assert.Equal([settled.Id, lagging.Id], restored.IdsFrom(0));
        Assert.Equal([settled.Id, lagging.Id], restored.Owned);
        Assert.Equal([lagging.Id], restored.Unsettled);
        Assert.Equal(("119988776#2", ScanStatus.Pending), (restored.NextKey("119988776"), restored.FindShown(lagging.Id)!.Ofac));
        Assert.Equal(_customers.Onboard().Id, restored.Onboard().Id);
        Assert.Empty(new TestCustomers().Save().HeldBack);

        static string Json(SavedCustomers saved) => JsonSerializer.Serialize(saved, WireJson.Options);
    }

    private bool Set(Customer customer, string change) => change.Split(' ') is [var key, var value]
        && _customers.Set(customer.Id, SettableFields.All.Single(field => field.Key == key).Parse(value)!, isSilent: false);
}

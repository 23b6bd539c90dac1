using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Language;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>A customer itself is changed, and each difference is raised with its words.</summary>
public sealed class CustomerVerbsTests
{
    private readonly TestCustomers _customers = new();
    private readonly Customer _customer;

    public CustomerVerbsTests() => _customer = _customers.Onboard(edit: body => body["clientIdentifier"] = "loan-7");

    [Theory]
    [InlineData("""{"lastName":"Jones"}""", "Peter Jones", "name | Core.Customer.Name.Changed")]
    [InlineData("""{"entityName":"Griffin Corp"}""", "Peter Griffin", "name | Core.Customer.Name.Changed")]
    [InlineData("""{"lastName":"Griffin","firstName":null,"unknown":1}""", "Peter Griffin", null)]
    [InlineData("{}", "Peter Griffin", null)]
    public void A_customer_is_renamed_and_members_that_were_not_sent_stay(string changes, string name, string? told)
    {
        var renamed = _customers.Rename(_customer, TestCustomers.Changing<CustomerName>(changes));

        Assert.Equal((name, _customers.Now(_customer)), (renamed.Name.FullName, renamed));
        Assert.Equal(told is null ? 1 : 2, renamed.Version);
        AssertTold(told);
    }

    [Theory]
    [InlineData("""{"riskRating":"High"}""", "profile | Core.Customer.Profile.Changed")]
    [InlineData("""{"primaryOwnerCustomerId":"00000000-0000-0000-0000-000000000000","riskRating":"low"}""", null)]
    [InlineData("{}", null)]
    public void A_profile_is_changed_and_members_that_were_not_sent_stay(string changes, string? told)
    {
        var changed = _customers.ChangeProfile(_customer, TestCustomers.Changing<CustomerProfile>(changes));

        Assert.Equal(_customer.Profile with { RiskRating = changed.Profile.RiskRating }, changed.Profile);
        Assert.Equal((told is null ? RiskRating.Low : RiskRating.High, _customers.Now(_customer)), (changed.Profile.RiskRating, changed));
        AssertTold(told);
    }

    [Theory]
    [InlineData("create-personal.request.json", """{"lastName":""}""", "1000 Last name required")]
    [InlineData("create-business.request.json", """{"entityName":"","lastName":""}""", "1000 Entity name required")]
    public void A_name_keeps_what_the_classification_needs(string example, string changes, string refusal)
    {
        var customer = _customers.Onboard(example);

        Assert.Equal(refusal, TestCustomers.Refusal(() => _customers.Rename(customer, TestCustomers.Changing<CustomerName>(changes))));
        Assert.Same(customer, _customers.Now(customer));
    }

    [Fact]
    public void A_profile_names_no_unknown_owner()
    {
        var changes = TestCustomers.Changing<CustomerProfile>("""{"primaryOwnerCustomerId":"6f9619ff-8b86-d011-b42d-00c04fc964ff"}""");

        Assert.Equal(
            "2002 Profile.PrimaryOwnerCustomerId 6f9619ff-8b86-d011-b42d-00c04fc964ff is not a Personal customer of this partner",
            TestCustomers.Refusal(() => _customers.ChangeProfile(_customer, changes)));
        Assert.Single(_customers.Changes);
    }

    [Fact]
    public void A_withholding_that_was_not_sent_is_none()
    {
        var created = _customers.Onboard(edit: body => body["profile"]!["enableBackupWithholding"] = true);

        Assert.Equal((false, true), (_customer.Profile.EnableBackupWithholding, created.Profile.EnableBackupWithholding));
        Assert.Equal((null, Guid.Empty), (
            new CustomerProfile { PrimaryOwnerCustomerId = Guid.Empty }.Normalized().PrimaryOwnerCustomerId,
            new CustomerProfile { PrimaryOwnerCustomerId = Guid.Empty }.PrimaryOwnerCustomerId));
    }

    [Theory]
    [InlineData("ofac", "Failed", "ofac Pending → Failed | Core.Customer.Ofac.Changed", "customerId ofacBefore=Pending ofacAfter=Failed")]
    [InlineData("pepScan", "Clear", "pepScan Pending → Clear | Core.Customer.PepScan.Changed", "customerId pepScanBefore=Pending pepScanAfter=Clear")]
    [InlineData("internalList", "Clear", "internalList Pending → Clear | no event", "customerId")]
    [InlineData("status", "Inactive", "status Active → Inactive | no event", "customerId")]
    [InlineData("cifNumber", "12345678901", "cifNumber 40663686020 → 12345678901 | Core.Customer.CifNumber.Changed", "customerId")]
    public void A_field_is_set_with_its_event(string key, string value, string told, string details)
    {
        var field = SettableFields.All.Single(field => field.Key == key);
        var changed = _customers.Set(_customer, field.Parse(value)!);

        Assert.Equal(value, $"{field.ValueOf(changed)}");
        Assert.Equal((_customers.Now(_customer), null, null), (changed, changed.AnnouncedOfac, changed.AnnouncedPepScan));
        AssertTold(told);
        var change = _customers.Changes[^1];
        Assert.Equal((key, value, _customer), (change.Set!.Field.Key, change.Set.Text, change.Before));
        Assert.Equal(
            details,
            string.Join(' ', change.Details.Where(detail => detail.Key is not "clientIdentifier").Select(detail => detail.Key is "customerId" ? detail.Key : $"{detail.Key}={detail.Value}")));
        Assert.Same(changed, _customers.Set(changed, field.Parse(value)!));
        Assert.Equal(2, _customers.Changes.Count);
    }

    [Fact]
    public void A_silent_change_has_no_event_and_the_next_event_announces_it()
    {
        var first = _customers.Set(_customer, SettableFields.Ofac.To(ScanStatus.Failed), isSilent: true);
        AssertTold("ofac Pending → Failed | no event");
        var second = _customers.Set(first, SettableFields.Ofac.To(ScanStatus.Reviewing), isSilent: true);
        Assert.Equal((ScanStatus.Pending, ScanStatus.Pending), (second.AnnouncedOfac, second.AnnouncedPepScan));

        _customers.Announce(_customer.Id, CustomerEvents.OfacChanged);
        AssertTold("announced | Core.Customer.Ofac.Changed");
        Assert.Contains("ofacBefore=Pending ofacAfter=Reviewing", _customers.LastChange, StringComparison.Ordinal);
        Assert.Equal((null, ScanStatus.Pending), (_customers.Now(_customer).AnnouncedOfac, _customers.Now(_customer).AnnouncedPepScan));

        _customers.Announce(_customer.Id, CustomerEvents.PepScanChanged);
        Assert.Contains("pepScanBefore=Pending pepScanAfter=Pending", _customers.LastChange, StringComparison.Ordinal);
        Assert.Equal((null, null), (_customers.Now(_customer).AnnouncedOfac, _customers.Now(_customer).AnnouncedPepScan));
        _customers.Announce(_customer.Id, CustomerEvents.OfacChanged);
        Assert.Contains("ofacBefore=Reviewing ofacAfter=Reviewing", _customers.LastChange, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_of_one_scan_does_not_announce_the_other()
    {
        var silent = _customers.Set(_customer, SettableFields.PepScan.To(ScanStatus.Clear), isSilent: true);
        var told = _customers.Set(silent, SettableFields.Ofac.To(ScanStatus.Clear));

        Assert.Equal((null, ScanStatus.Pending), (told.AnnouncedOfac, told.AnnouncedPepScan));
        Assert.Equal(ScanStatus.Pending, _customers.Set(told, SettableFields.PepScan.To(ScanStatus.Failed), isSilent: true).AnnouncedPepScan);
        Assert.Contains("ofacBefore=Pending ofacAfter=Clear", TestCustomers.Line(_customers.Changes[^2]), StringComparison.Ordinal);
        Assert.Equal((ScanStatus.Pending, ScanStatus.Clear), (told.AsAnnounced().PepScan, told.AsAnnounced().Ofac));
        Assert.Same(_customer, _customer.AsAnnounced());
        Assert.Same(_customer, _customer.Announced(CustomerEvents.OfacChanged));
        Assert.Same(told, told.Announced(eventName: null));
    }

    [Theory]
    [InlineData("1234567890")]
    [InlineData("123456789012")]
    [InlineData("1234567890x")]
    [InlineData("")]
    public void A_CIF_number_has_eleven_digits(string text) => Assert.Null(SettableFields.CifNumber.Parse(text));

    [Fact]
    public void The_fields_that_scenarios_set_are_described()
    {
        Assert.Equal(
            [
                "pepScan: The result of the PEP scan. (Core.Customer.PepScan.Changed, decision)",
                "ofac: The result of the OFAC scan. (Core.Customer.Ofac.Changed, decision)",
                "internalList: The result of the screening against the bank's internal list.",
                "status: Whether the customer is in use.",
                "cifNumber: The CIF number. (Core.Customer.CifNumber.Changed, first)",
            ],
            SettableFields.All.Select(field => $"{field.Key}: {field.Description}{Traits(field.EventName, field.IsDecision ? "decision" : null, field.IsSetFirst ? "first" : null)}"));
        Assert.Equal([SettableFields.PepScan, SettableFields.Ofac], SettableFields.Scans);
        Assert.Equal("""{"type":["string","integer"],"pattern":"^[0-9]{11}$","minimum":0,"maximum":99999999999}""", SchemaOf(SettableFields.CifNumber));
        Assert.Equal("""{"enum":["Pending","Clear","Failed","Reviewing","Positive"]}""", SchemaOf(SettableFields.Ofac));

        static string Traits(params string?[] traits) => traits.OfType<string>().ToList() is { Count: > 0 } given ? $" ({string.Join(", ", given)})" : "";
        static string SchemaOf(SettableField field) => field.Schema.Describe(new Definitions(areInline: true)).ToJsonString(WireJson.Options);
    }

    private void AssertTold(string? told)
    {
        Assert.Equal(told is null ? 1 : 2, told is null ? _customers.Changes.Count : 2);
        if (told is not null)
        {
            Assert.StartsWith($"{told} | core/v1/cm/customers/{_customer.Id} | customerId={_customer.Id}", _customers.LastChange, StringComparison.Ordinal);
        }
    }
}

using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Customers.Children;

/// <summary>Children of a customer are added, changed and removed, and each change is raised in the words of its kind.</summary>
public sealed class ChildKindTests
{
    private readonly TestCustomers _customers = new();

    [Fact]
    public void Addresses_come_and_go() => AssertLife(
        ChildKinds.Addresses, "Address", "addresses", "addressId", """{"city":"Elsewhere"}""",
        new Address { AddressType = AddressType.Home, Classification = AddressClassification.Other, Street1 = "31 Spooner Street", City = "Quahog", PostalCode = "00093", CountryCode = "US" });

    [Fact]
    public void Phones_come_and_go() => AssertLife(ChildKinds.Phones, "Phone", "phones", "phoneId", """{"extension":"7"}""", new Phone { PhoneType = "Work", PhoneNumber = "2015550100" });

    [Fact]
    public void Emails_come_and_go() =>
        AssertLife(ChildKinds.Emails, "Email", "emails", "emailId", """{"emailType":"Home"}""", new Email { EmailType = "Work", EmailAddress = "peter@example.test" });

    [Fact]
    public void Identifications_come_and_go() => AssertLife(
        ChildKinds.Identifications, "Identification", "identifications", "identificationId", """{"idNumber":"X1"}""",
        new Identification { IdNumber = "D1", IdType = "Other", IssuingAuthority = "DMV", IssuingCountryCode = "US" });

    [Fact]
    public void One_child_is_the_primary_one()
    {
        var customer = _customers.Onboard();
        var phones = ChildKinds.Phones;
        var first = Add(isPrimary: false);
        var second = Add(isPrimary: false);
        AssertPrimary(first);

        var third = Add(isPrimary: true);
        AssertPrimary(third);

        phones.Change(_customers, _customers.Now(customer), $"{second.Id}", TestCustomers.Changing<Phone>("""{"isPrimary":true}"""));
        AssertPrimary(second);
        var before = _customers.Changes.Count;
        phones.Change(_customers, _customers.Now(customer), $"{second.Id}", TestCustomers.Changing<Phone>("""{"isPrimary":false}"""));
        AssertPrimary(second);
        Assert.Equal(before, _customers.Changes.Count);
        phones.Change(_customers, _customers.Now(customer), $"{third.Id}", TestCustomers.Changing<Phone>("""{"extension":"7"}"""));
        AssertPrimary(second);

        phones.Remove(_customers, _customers.Now(customer), $"{third.Id}");
        AssertPrimary(second);
        phones.Remove(_customers, _customers.Now(customer), $"{second.Id}");
        AssertPrimary(first);
        phones.Remove(_customers, _customers.Now(customer), $"{first.Id}");
        Assert.Empty(_customers.Now(customer).Phones);

        Phone Add(bool isPrimary) => phones.Add(_customers, _customers.Now(customer), new Phone { PhoneType = "Work", PhoneNumber = "2015550100", IsPrimary = isPrimary });
        void AssertPrimary(Phone primary) => Assert.Equal(primary.Id, Assert.Single(_customers.Now(customer).Phones, phone => phone.IsPrimary).Id);
    }

    [Fact]
    public void An_event_without_a_change_is_about_the_primary_child()
    {
        var customer = _customers.Onboard("create-personal-full.request.json", body => body["primaryIdentification"] = Example.Read("add-identification.request.json"));
        var poor = _customers.Onboard();
        var path = $"core/v1/cm/customers/{customer.Id}";

        foreach (var (kind, segment, id) in new[]
        {
            ("Address", "addresses", customer.Addresses[0].Id), ("Phone", "phones", customer.Phones[0].Id),
            ("Email", "emails", customer.Emails[0].Id), ("Identification", "identifications", customer.Identifications[0].Id),
        })
        {
            foreach (var what in new[] { "Added", "Changed", "Removed" })
            {
                var name = $"Core.Customer.{kind}.{what}";
                var announced = ChildKinds.Announced(customer, name)!;

                Assert.Equal(
                    $"{segment}/{id} {what} | {name} | {path}/{segment}/{id} | {char.ToLowerInvariant(kind[0])}{kind[1..]}Id={id} customerId={customer.Id}",
                    TestCustomers.Line(announced));
                Assert.Same(customer, announced.Customer);
                Assert.Null(ChildKinds.Announced(poor, name));
            }
        }

        Assert.Equal($"announced | Core.Customer.Name.Changed | {path} | customerId={customer.Id}", TestCustomers.Line(ChildKinds.Announced(customer, CustomerEvents.NameChanged)!));
        Assert.Equal(
            $"announced | Core.Customer.Onboarded | {path} | customerId={customer.Id} clientIdentifier={customer.ClientIdentifier}",
            TestCustomers.Line(ChildKinds.Announced(customer, CustomerEvents.Onboarded)!));
    }

    [Fact]
    public void The_events_of_customers_are_in_the_order_of_the_bank()
    {
        Assert.Equal(
            [
                "Core.Customer.Onboarded: A customer was onboarded.",
                "Core.Customer.Profile.Changed: A customer's profile was changed.",
                "Core.Customer.Name.Changed: A customer's name was changed.",
                "Core.Customer.CifNumber.Changed: A customer was given another CIF number.",
                "Core.Customer.Address.Added: An address was added to a customer.",
                "Core.Customer.Address.Changed: An address of a customer was changed.",
                "Core.Customer.Address.Removed: An address was removed from a customer.",
                "Core.Customer.Phone.Added: A phone was added to a customer.",
                "Core.Customer.Phone.Changed: A phone of a customer was changed.",
                "Core.Customer.Phone.Removed: A phone was removed from a customer.",
                "Core.Customer.Identification.Added: An identification was added to a customer.",
                "Core.Customer.Identification.Changed: An identification of a customer was changed.",
                "Core.Customer.Identification.Removed: An identification was removed from a customer.",
                "Core.Customer.Email.Added: An e-mail address was added to a customer.",
                "Core.Customer.Email.Changed: An e-mail address of a customer was changed.",
                "Core.Customer.Email.Removed: An e-mail address was removed from a customer.",
                "Core.Customer.Ofac.Changed: The OFAC scan of a customer has another result.",
                "Core.Customer.PepScan.Changed: The PEP scan of a customer has another result.",
            ],
            CustomerEvents.Types.Select(type => $"{type.Name}: {type.Description}"));
        Assert.Equal(CustomerEvents.Types.Select(type => type.Name), CustomerEvents.All);
        Assert.All(CustomerEvents.Types, type => Assert.Same(type, CustomerEvents.Of(type.Name)));
    }

    private void AssertLife<T>(ChildKind<T> kind, string name, string segment, string idName, string changes, T child)
        where T : Child, IRequestBody
    {
        var customer = _customers.Onboard();
        var path = $"core/v1/cm/customers/{customer.Id}/{segment}";
        var older = kind.Add(_customers, customer, child);
        _customers.Machine.Advance(TimeSpan.FromMinutes(1));

        var added = kind.Add(_customers, _customers.Now(customer), child);
        AssertTold(added, "Added");
        Assert.Equal([older, added], kind.Of(_customers.Now(customer)));
        Assert.Equal((child with { Id = added.Id }, true), (added, older.IsPrimary));
        Assert.Equal(customer.CreatedAt.AddMinutes(1), _customers.Now(customer).LastModifiedAt);

        var changed = kind.Change(_customers, _customers.Now(customer), $"{added.Id}", TestCustomers.Changing<T>(changes));
        AssertTold(changed, "Changed");
        Assert.Equal([older, changed], kind.Of(_customers.Now(customer)));
        Assert.Equal((changed, added.Id, false), (kind.Find(_customers.Now(customer), $"{added.Id}"), changed.Id, changed == added));

        var told = _customers.Changes.Count;
        Assert.Equal(changed, kind.Change(_customers, _customers.Now(customer), $"{added.Id}", TestCustomers.Changing<T>("{}")));
        Assert.Equal(told, _customers.Changes.Count);

        Assert.Equal(changed, kind.Remove(_customers, _customers.Now(customer), $"{added.Id}"));
        AssertTold(changed, "Removed");
        Assert.Equal([older], kind.Of(_customers.Now(customer)));
        Assert.All(
            new Func<object>[]
            {
                () => kind.Find(_customers.Now(customer), $"{added.Id}"), () => kind.Remove(_customers, _customers.Now(customer), $"{added.Id}"),
                () => kind.Change(_customers, _customers.Now(customer), $"{added.Id}", TestCustomers.Changing<T>("{}")),
            },
            act => Assert.Equal($"1404 {name} {added.Id} not found", TestCustomers.Refusal(act)));

        void AssertTold(T told, string what) => Assert.Equal(
            $"{segment}/{told.Id} {what} | Core.Customer.{name}.{what} | {path}/{told.Id} | {idName}={told.Id} customerId={customer.Id}",
            _customers.LastChange);
    }
}

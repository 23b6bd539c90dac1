using CrossRiver.Emulator.Kernel.Worlds.Parts;
using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Modules.Customers.TaxIds;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using CrossRiver.Emulator.Platform.Reports;
using CrossRiver.Emulator.Platform.Tokens;
using CrossRiver.Emulator.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>What the customer management says of itself: scenarios, faults, settings, snapshots and the report read it.</summary>
public sealed class CustomersModuleTests
{
    private static readonly string[] Children = ["addresses", "phones", "emails", "identifications", "beneficial-owners"];

    private readonly DeclaredModule _module = DeclaredModule.Customers;

    [Fact]
    public void Each_call_has_an_operation_for_scenarios_and_faults() => Assert.Equal(
        [
            "POST /core/v1/cm/customers/ customers.create writes creates customer",
            "GET /core/v1/cm/customers/ customers.list",
            "GET /core/v1/cm/customers/{id} customers.get about customer",
            "DELETE /core/v1/cm/customers/{id} customers.delete writes about customer",
            "PUT /core/v1/cm/customers/{id}/name name.update writes about customer",
            "PUT /core/v1/cm/customers/{id}/profile profile.update writes about customer",
            .. Children.SelectMany(children => new[]
            {
                $"DELETE /core/v1/cm/customers/{{customerId}}/{children}/{{id}} {children}.remove writes about customer",
                $"GET /core/v1/cm/customers/{{customerId}}/{children}/ {children}.list about customer",
                $"GET /core/v1/cm/customers/{{customerId}}/{children}/{{id}} {children}.get about customer",
                $"POST /core/v1/cm/customers/{{customerId}}/{children}/ {children}.add writes about customer",
                $"PUT /core/v1/cm/customers/{{customerId}}/{children}/{{id}} {children}.update writes about customer",
            }),
        ],
        InOrder(_module.Endpoints().Select(DeclaredModule.Line)));

    [Fact]
    public void Only_a_customer_has_a_story()
    {
        Assert.Equal("customers", _module.Name);
        Assert.Equal([new("customer", "core/v1/cm/customers/{customerId}", HasStory: true)], _module.Parts.Resources);
        Assert.Equal("customerId", _module.Parts.Resources[0].IdName);
        Assert.Equal(CustomerEvents.Types, _module.Parts.EventTypes);
        Assert.Equal(SettableFields.All, _module.Parts.SettableFields);
        Assert.Equal(
            [
                "partnerId", "name", "classification", "profile", "clientIdentifier", "dueDiligence", "businessDueDiligence",
                "primaryAddress", "primaryPhone", "primaryEmail", "primaryIdentification",
            ],
            _module.Parts.FieldsOfCreates.Select(field => field.Name));
        Assert.Empty(_module.ControlEndpoints());
    }

    [Fact]
    public void Each_call_needs_the_scope_of_the_customers()
    {
        var services = new ServiceCollection().AddSingleton(Options.Create(new TokenOptions { CustomersScope = "of-customers" })).BuildServiceProvider();

        Assert.All(_module.Endpoints().Select(endpoint => endpoint.Metadata.GetMetadata<BankEndpoint>()!), bank =>
            Assert.Equal(("customers", "of-customers"), (bank.Module, bank.FindScope(services))));
    }

    [Fact]
    public void Tax_ids_of_the_mask_in_the_settings_choose_stories_at_the_pace_of_the_emulator()
    {
        var services = new ServiceCollection()
            .AddSingleton(Options.Create(new TaxIdOptions { TaxIdMask = "1????2345" }))
            .AddSingleton(Options.Create(new EmulatorOptions { Pace = Pace.Faithful }))
            .BuildServiceProvider();
        var code = (TaxIdCode)_module.Services.Single(service => service.ServiceType == typeof(TaxIdCode)).ImplementationFactory!(services);

        Assert.Equal("1????2345", code.Mask);
        Assert.Contains("after: 7s..22s", code.Find("tax-id-0000"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_parts_of_the_module_are_services()
    {
        Assert.Equal(
            ["Customers: CustomerOptions", "Seed: SeedOptions", "Scenarios+: TaxIdOptions"],
            Instances<SettingSection>().Select(section => $"{section.Name}{(section.IsAddition ? "+" : "")}: {section.Options.Name}"));
        Assert.Equal(["read-after-thin-event", "kept-latest", "one-customer-an-identifier", "polled-slowly"], Instances<Rule>().Select(rule => rule.Name));
        Assert.Equal([2002, 2003, 2004, 2005], Instances<ErrorDefinition>().Select(error => error.Code!.Value));
        Assert.All(
            [typeof(CustomerCalls), typeof(CreationOrder), typeof(WorldSeed), typeof(TaxIdCode), typeof(IScenarioSource), typeof(SubjectsOf)],
            type => Assert.Single(_module.Services, service => service.ServiceType == type));
        var part = Assert.Single(Instances<WorldPartType>());
        Assert.Equal(("customers", true), (part.Name, part.IsRequired));
        Assert.Equal((false, "98765????", new Guid("6e80b097-693c-4592-8440-02f345335bbf")), (new CustomerOptions().InternalList, new TaxIdOptions().TaxIdMask, new SeedOptions().PartnerId));
    }

    private static IEnumerable<string> InOrder(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Where(line => !line.Contains("{customerId}", StringComparison.Ordinal))
            .Concat(all.Where(line => line.Contains("{customerId}", StringComparison.Ordinal)).GroupBy(line => line.Split('/')[6]).SelectMany(children => children.Order(StringComparer.Ordinal)));
    }

    private IEnumerable<T> Instances<T>() => _module.Services.Select(service => service.ImplementationInstance).OfType<T>();
}

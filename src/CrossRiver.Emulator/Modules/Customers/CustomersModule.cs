using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Modules.Customers.ReportRules;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Modules.Customers.TaxIds;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using CrossRiver.Emulator.Platform.Tokens;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Provides the bank's customer management.</summary>
internal sealed class CustomersModule : IModule
{
    public string Name => "customers";

    public void Register(ModuleBuilder module)
    {
        module.Services.AddSettings<CustomerOptions>("Customers");
        module.Services.AddSettings<SeedOptions>("Seed");
        module.Events(CustomerEvents.Types);
        module.Settable<WorldCustomers>(SettableFields.All);
        module.Services.AddSettingsTo<TaxIdOptions>("Scenarios");
        module.CreateFields(CustomerFields.For(classification: null).Create);
        module.ScenarioSource(provider => new TaxIdCode(
            provider.GetRequiredService<IOptions<TaxIdOptions>>().Value.TaxIdMask,
            provider.GetRequiredService<IOptions<EmulatorOptions>>().Value.Pace));
        module.Services.AddSingleton<CustomerCalls>();
        module.Errors(CustomerErrors.All);
        module.ReportRule(new ReadAfterThinEvent());
        module.ReportRule(new KeptLatest());
        module.ReportRule(new OneCustomerAnIdentifier());
        module.ReportRule(new PolledSlowly());
        var customer = module.Resource("customer", "core/v1/cm/customers/{customerId}", hasStory: true);
        module.RequireScope(services => services.GetRequiredService<IOptions<TokenOptions>>().Value.CustomersScope);
        module.Services.AddSingleton<CreationOrder>();
        module.Services.AddSingleton(provider => Seeding.OfSettings(provider.GetRequiredService<IOptions<SeedOptions>>().Value, provider.GetRequiredService<IOptions<WorldOptions>>().Value));
        module.Part(new WorldPartType<WorldCustomers, SavedCustomers>
        {
            Name = "customers",
            IsRequired = true,
            Unused = _ => SavedCustomers.None,
            Check = SavedCustomers.Check,
            Create = (world, services) => new WorldCustomers(world, services.GetRequiredService<ResourceIndex>(), services.GetRequiredService<CreationOrder>()),
        });
        module.AgendaEntry<WorldCustomers, ReadLagEndEntry>("lag-end", (customers, lag) => customers.ReadLag.Show(lag.CustomerId, lag.Change));
        module.Subjects<WorldCustomers>();
        module.Routes(routes => routes.MapCustomers(customer));
    }
}

using CrossRiver.Emulator.Customers.Faking;
using CrossRiver.Emulator.Customers.TaxIds;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;
using CrossRiver.Emulator.Tokens;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Customers;

/// <summary>The bank's customer management.</summary>
internal sealed class CustomersModule : IModule
{
    public string Name => "customers";

    public void Register(ModuleBuilder module)
    {
        module.Services.AddSettings<SeedOptions>("Seed");
        module.Events(CustomerEvents.Types);
        module.Services.AddSettingsTo<TaxIdOptions>("Scenarios");
        module.ScenarioSource(provider => new TaxIdCode(
            provider.GetRequiredService<IOptions<TaxIdOptions>>().Value.TaxIdMask,
            provider.GetRequiredService<IOptions<EmulatorOptions>>().Value.Pace));
        module.Services.AddSingleton<CustomerCalls>();
        module.Errors(CustomerErrors.All);
        var customer = module.Resource("customer", "core/v1/cm/customers/{customerId}", hasStory: true);
        module.RequireScope(services => services.GetRequiredService<IOptions<TokenOptions>>().Value.CustomersScope);
        module.Routes(routes => routes.MapCustomers(customer));
    }
}

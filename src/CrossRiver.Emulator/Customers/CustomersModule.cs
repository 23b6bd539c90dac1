using CrossRiver.Emulator.Customers.Faking;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Customers;

/// <summary>The bank's customer management.</summary>
internal sealed class CustomersModule : IModule
{
    public string Name => "customers";

    public void Register(ModuleBuilder module)
    {
        module.Services.AddSettings<SeedOptions>("Seed");
        module.Errors(CustomerErrors.All);
        module.Routes(routes => routes.MapCustomers());
    }
}

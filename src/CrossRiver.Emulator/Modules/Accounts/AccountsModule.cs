using CrossRiver.Emulator.Modules.Accounts.Endpoints;
using CrossRiver.Emulator.Modules.Accounts.ReportRules;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Modules.Accounts.Testing;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>Provides the bank's accounts: what a partner opens for a customer that is onboarded.</summary>
internal sealed class AccountsModule : IModule
{
    public string Name => "accounts";

    public void Register(ModuleBuilder module)
    {
        module.Services.AddSettings<AccountOptions>("Accounts");
        module.Services.AddSingleton<Products>();
        module.Services.AddSingleton<OpeningGate>();
        module.Services.AddSingleton<AccountCalls>();
        module.Events(AccountEvents.Types);
        module.Errors(AccountErrors.All);
        module.ReportRule(new OpenedAccountBeforeClear());
        module.Settable<WorldAccounts>(AccountSettableFields.All);
        module.Part(new WorldPartType<WorldAccounts, SavedAccounts>
        {
            Name = "accounts",
            Unused = _ => SavedAccounts.None,
            Check = SavedAccounts.Check,
            Create = (world, services) => new WorldAccounts(world, services.GetRequiredService<ResourceIndex>()),
        });

        var account = module.Resource("account", "core/v1/dda/accounts/{accountNumber}");
        module.RequireScope(services => services.GetRequiredService<IOptions<AccountOptions>>().Value.Scope);
        module.Routes(routes =>
        {
            routes.MapAccounts(account);
            routes.MapSubAccounts(account);
            routes.MapTransfers(account);
        });
        module.ControlRoutes(AccountTestEndpoints.MapAccountTests);
    }
}

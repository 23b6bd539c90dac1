using CrossRiver.Emulator.Kernel.Events;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>What a partner can register for is what modules register, and what the bank has besides.</summary>
public sealed class EventCatalogTests
{
    [Fact]
    public void An_event_that_a_module_registers_can_be_registered_for()
    {
        var catalog = CatalogOf("Core.Loan.Opened");

        Assert.Equal("Core.Loan.Opened", catalog.All.First());
        Assert.Equal("Core.Loan.Opened", catalog.Find("core.loan.opened"));
    }

    [Fact]
    public void An_event_that_happened_in_no_module_before_is_there_once_when_one_registers_it()
    {
        var catalog = CatalogOf("Core.Account.Opened");

        Assert.Single(catalog.All, "Core.Account.Opened");
        Assert.Equal(CatalogOf().All.Order(StringComparer.Ordinal), catalog.All.Order(StringComparer.Ordinal));
    }

    private static EventCatalog CatalogOf(params string[] names) => new(new ModuleCatalog([new ModuleOf(names)], new ServiceCollection()));

    private sealed class ModuleOf(string[] names) : IModule
    {
        public string Name => "loans";

        public void Register(ModuleBuilder module) => module.Events(names.Select(name => new EventType(name, "It has happened.")));
    }
}

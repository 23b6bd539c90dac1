using System.Text.Json;
using CrossRiver.Emulator.Kernel.Events;
using CrossRiver.Emulator.Kernel.Journal;
using CrossRiver.Emulator.Kernel.Telemetry;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Modules.Accounts;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Modules;

/// <summary>Worlds with the customers and accounts of the bank and nothing else: without HTTP, stories and webhooks.</summary>
internal sealed class BankWorlds : IDisposable
{
    private readonly ServiceProvider _services;

    public BankWorlds(params (string Setting, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddMetrics().AddOptions();
        services.AddSingleton<Metrics>().AddSingleton<TimeProvider>(Machine).AddWorlds();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Setting, (string?)one.Value))).Build());
        services.AddRootSettings().AddSettings<WorldOptions>("Worlds");
        services.AddCalls().AddSingleton<IStoryStarter, NoStories>();
        services.AddSingleton(new ModuleCatalog([new CustomersModule(), new AccountsModule()], services));
        services.AddSingleton(new EventSubscriber((_, happened) => Happened.Add(happened)));
        _services = services.BuildServiceProvider();
        Directory = _services.GetRequiredService<WorldDirectory>();
        World = Directory.Open(TestCustomers.Partner);
    }

    public FakeTimeProvider Machine { get; } = new(new DateTimeOffset(2021, 11, 22, 15, 49, 58, 843, TimeSpan.Zero));

    public WorldDirectory Directory { get; }

    /// <summary>Gets the world of the tutorial's partner.</summary>
    public World World { get; }

    /// <summary>Gets the events that were published, in order.</summary>
    public List<DomainEvent> Happened { get; } = [];

    /// <summary>Gets the entries of the world's journal.</summary>
    public IReadOnlyList<JournalEntry> Entries => World.Journal.Read(0, int.MaxValue).Entries;

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Onboards a customer of the contract's examples.</summary>
    public Customer Onboard(World? world = null, string example = "create-personal.request.json", bool isReachable = false, string? ofac = null)
    {
        var body = Example.Read(example);
        if (isReachable)
        {
            (body["primaryAddress"], body["primaryPhone"]) = (Example.Read("add-address.request.json"), Example.Read("add-phone.request.json"));
        }

        var json = JsonSerializer.SerializeToElement(body);
        var customers = (world ?? World).Customers;
        var customer = customers.Create(JsonBody.ToRecord<CreateCustomerRequest>(json, CreateCustomerRequest.FieldsFor(json)));
        return ofac is null ? customer : customers.Set(customer, SettableFields.Ofac.Parse(ofac)!);
    }

    /// <summary>Onboards a customer that may have an account.</summary>
    public Customer OnboardClear(string example = "create-personal.request.json") => Onboard(null, example, isReachable: true, ofac: "Clear");

    public Account Open(Customer customer, string? title = "Checking") => World.Accounts.Open(
        new OpenAccountRequest { CustomerId = customer.Id, ProductId = Product.BuiltIn[0].Id, Title = title }, Product.BuiltIn[0]);

    public static Call NewCall() => new("request", "GET", "/");

    public void Dispose() => _services.Dispose();

    private sealed class NoStories : IStoryStarter
    {
        public Action<World, Guid> Prepare(World? world, JsonElement body, IHeaderDictionary headers) => (_, _) => { };
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Kernel.Randomness;
using CrossRiver.Emulator.Kernel.Time;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Customers without a world, with the changes that they raised.</summary>
internal sealed class TestCustomers(FakeTimeProvider machine, long seed = 1) : CustomerStore(Partner, new EmulatorClock(machine), new KeyedRandom(seed, Partner))
{
    public static readonly Guid Partner = new("6e80b097-693c-4592-8440-02f345335bbf");

    public TestCustomers()
        : this(new FakeTimeProvider(new DateTimeOffset(2021, 11, 22, 15, 49, 58, 843, TimeSpan.Zero)))
    {
    }

    public FakeTimeProvider Machine => machine;

    public List<CustomerChange> Changes { get; } = [];

    /// <summary>Gets the customers of all worlds.</summary>
    public List<Guid> Owned { get; } = [];

    /// <summary>Gets the last change in a line: words, event, resource and details.</summary>
    public string LastChange => Line(Changes[^1]);

    /// <summary>Returns a change in a line: words, event, resource and details.</summary>
    public static string Line(CustomerChange change) =>
        $"{change.What} | {change.EventName ?? "no event"} | {change.Resource} | {string.Join(' ', change.Details.Select(detail => $"{detail.Key}={detail.Value}"))}";

    /// <summary>Onboards a customer of the contract's examples.</summary>
    public Customer Onboard(string example = "create-personal.request.json", Action<JsonObject>? edit = null)
    {
        var body = Example.Read(example);
        edit?.Invoke(body);
        var json = JsonSerializer.SerializeToElement(body);
        return Create(JsonBody.ToRecord<CreateCustomerRequest>(json, CreateCustomerRequest.FieldsFor(json)));
    }

    /// <summary>Returns the newest copy of a customer.</summary>
    public Customer Now(Customer customer) => Find(customer.Id)!;

    public static Changes<T> Changing<T>(string json)
        where T : class, IRequestBody => new(JsonElement.Parse(json), new DateOnly(2021, 11, 22), new ServiceCollection().BuildServiceProvider());

    /// <summary>Returns the error and the messages of a refusal.</summary>
    public static string Refusal(Func<object> act)
    {
        var refused = Assert.Throws<ApiException>(act);
        return $"{refused.Error.Code} {string.Join(", ", refused.Messages)}";
    }

    protected override void Raise(CustomerChange change) => Changes.Add(change);

    protected override void Own(Guid customerId) => Owned.Add(customerId);

    protected override void Disown(IEnumerable<Guid> customerIds) => customerIds.ToList().ForEach(id => Owned.Remove(id));
}

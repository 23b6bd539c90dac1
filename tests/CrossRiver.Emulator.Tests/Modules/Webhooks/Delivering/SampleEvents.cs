using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Events, registrations and deliveries that tests of single classes need.</summary>
internal static class SampleEvents
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static Registration Registered { get; } = new()
    {
        Id = Id(1000),
        Number = 1,
        PartnerId = Id(1),
        EventName = CustomerEvents.Onboarded,
        CallbackUrl = new Uri("https://hooks.example.test:8443/in?key=s3cret"),
        AuthUsername = "hook-user",
        AuthPassword = "hook-password",
        Type = RegistrationType.Push,
        Format = RegistrationFormat.Extended,
        CreatedAt = Now,
    };

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static WebhookEvent EventOf(int number) => new()
    {
        Id = Id(number),
        EventName = CustomerEvents.Onboarded,
        PartnerId = Id(1),
        About = Kernel.Events.ResourceKey.OfCustomer(Id(100)),
        OrderingKey = "line",
        CreatedAt = Now,
        Resources = [$"core/v1/cm/customers/{Id(100)}"],
        Details = [new Dictionary<string, string?>(StringComparer.Ordinal) { ["customerId"] = $"{Id(100)}", ["clientIdentifier"] = null }],
    };

    public static Delivery DeliveryOf(int number, int registration = 1000) => new() { Event = EventOf(number), RegistrationId = Id(registration), Number = number };
}

using CrossRiver.Emulator.Kernel.Snapshots;
using CrossRiver.Emulator.Kernel.Snapshots.Checks;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using static CrossRiver.Emulator.Modules.Webhooks.Delivering.SampleEvents;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>A snapshot is refused if calls could not have created its registrations.</summary>
public sealed class RegistrationsCheckTests : IDisposable
{
    private static readonly Registration Polled = Registered with { Id = Id(1001), Number = 2, EventName = CustomerEvents.OfacChanged, CallbackUrl = null, Type = RegistrationType.Poll };

    private readonly WebhookWorld _bank = new(("Emulator:Webhooks:AllowedHosts", "hooks.example.test"));

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void What_agrees_is_taken()
    {
        Assert.Null(Refusal(Registered, Polled));
        Assert.Null(Refusal(Registered with { Number = 3 }, Polled with { CallbackUrl = new Uri("http://hooks.example.test") }));
        Assert.Null(Refusal());
    }

    [Fact]
    public void Nothing_is_there_twice()
    {
        Assert.Equal("$.registrations.registrations[1]: registration of event Core.Customer.Onboarded is there twice", Refusal(Registered, Polled with { EventName = CustomerEvents.Onboarded }));
        Assert.Equal("$.registrations.registrations[1]: registration of number 1 is there twice", Refusal(Registered, Polled with { Number = 1 }));
        Assert.Equal($"$.registrations.registrations[1]: registration {Id(1000)} is there twice", Refusal(Registered, Polled with { Id = Id(1000) }));
    }

    [Fact]
    public void A_registration_is_one_of_the_partner_for_an_event_of_the_bank_with_a_number_that_was_given()
    {
        const string Place = "$.registrations.registrations[1]";

        Assert.Equal($"{Place}.partnerId: a registration is of another partner", Refusal(Registered, Polled with { PartnerId = Id(2) }));
        Assert.Equal($"{Place}.eventName: there is no event 'core.customer.ofac.changed'", Refusal(Registered, Polled with { EventName = "core.customer.ofac.changed" }));
        Assert.Equal($"{Place}.number: a registration has a number that was never given", Refusal(Registered, Polled with { Number = 0 }));
        Assert.Equal($"{Place}.number: a registration has a number that was never given", Refusal(Registered, Polled with { Number = 4 }));
        Assert.Equal($"{Place}.callbackUrl: a registration of type Push has no callback URL", Refusal(Registered, Polled with { Type = RegistrationType.Push }));
        Assert.Equal($"{Place}.callbackUrl: a callback URL {RegistrationFields.FormOfCallbackUrl}", Refusal(Registered, Polled with { CallbackUrl = new Uri("ftp://hooks.example.test") }));
        Assert.Equal($"{Place}.callbackUrl: CallbackUrl host other.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)", Refusal(Registered, Polled with { CallbackUrl = new Uri("http://other.test") }));
    }

    private string? Refusal(params Registration[] registrations)
    {
        var world = _bank.World.Lifecycle.Save();
        return Record.Exception(() => RegistrationsCheck.Check(new SavedRegistrations(registrations, 3), new SnapshotInCheck(world, Place.Root, _bank.Services)))?.Message;
    }
}

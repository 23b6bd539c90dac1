using System.Text.Json;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Kernel.Worlds;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>The registrations of a world, and the answers of the calls about them.</summary>
public sealed class RegistrationStoreTests : IDisposable
{
    private readonly WebhookWorld _bank = new();

    private RegistrationStore Store => _bank.World.Registrations;

    public void Dispose() => _bank.Dispose();

    [Fact]
    public void A_registration_is_answered_without_its_credentials_and_with_defaults()
    {
        var created = Create("""{"eventName":"CORE.customer.onboarded","callbackUrl":"http://A.test/in?a=b","authUsername":"u","authPassword":"p"}""");

        Assert.Equal(
            $$"""{"id":"{{Store.All[0].Id}}","partnerId":"{{WebhookWorld.PartnerId}}","eventName":"Core.Customer.Onboarded","callbackUrl":"http://A.test/in?a=b","consecutiveErrors":0,"status":"Active","type":"Push","format":"Basic"}""",
            Json(created));
        Assert.Equal(Json(created), Json(RegistrationEndpoints.GetRegistration($"{created.Id}", Context(), Resolver).Value!));
        Assert.Equal(("u", "p", 1, WebhookWorld.Start), (Store.All[0].AuthUsername, Store.All[0].AuthPassword, Store.All[0].Number, Store.All[0].CreatedAt));
        Assert.Equal($"Registration {created.Id}", $"{Store.All[0]}");

        var polled = Create("""{"eventName":"Core.Customer.Ofac.Changed","type":"Poll","format":"Extended"}""");
        Assert.Equal(
            $$"""{"id":"{{polled.Id}}","partnerId":"{{WebhookWorld.PartnerId}}","eventName":"Core.Customer.Ofac.Changed","consecutiveErrors":0,"status":"Active","type":"Poll","format":"Extended"}""",
            Json(polled));
        Assert.Equal([1, 2], Store.All.Select(registration => registration.Number));
    }

    [Fact]
    public void Errors_of_a_registration_are_answered_with_the_time_of_the_last_at_the_bank()
    {
        var created = Create("""{"eventName":"Core.Customer.Onboarded","callbackUrl":"http://a.test/in"}""");
        _bank.Do(() => Store.Count(created.Id, succeeded: false));
        _bank.Do(() => Store.Count(created.Id, succeeded: false));

        Assert.Contains("\"consecutiveErrors\":2,\"lastError\":\"2026-03-02T04:00:00.000-05:00\",\"status\":\"Active\"", Json(RegistrationEndpoints.GetRegistration($"{created.Id}", Context(), Resolver).Value!), StringComparison.Ordinal);
        _bank.Do(() => Assert.Null(Store.Count(WebhookWorld.Id(99), succeeded: true)));
        _bank.Do(() => Assert.Equal((0, WebhookWorld.Start), (Store.Count(created.Id, succeeded: true)!.ConsecutiveErrors, Store.All[0].LastError)));
    }

    [Fact]
    public void An_event_has_one_registration_and_an_event_of_a_file_registration_no_subscriber()
    {
        Create("""{"eventName":"Core.Customer.Onboarded","callbackUrl":"http://a.test/in"}""");
        Create("""{"eventName":"Core.Customer.Ofac.Changed","type":"File"}""");

        var refused = Assert.Throws<ApiException>(() => Create("""{"eventName":"core.customer.onboarded","type":"Poll"}"""));
        Assert.Equal((2001, "EventName Core.Customer.Onboarded is already registered for this partner"), (refused.Error.Code, refused.Message));
        Assert.Equal(2, Store.All.Count);
        Assert.Same(Store.All[0], Store.FindSubscriber(CustomerEvents.Onboarded));
        Assert.Null(Store.FindSubscriber(CustomerEvents.OfacChanged));
        Assert.Same(Store.All[1], Store.FindByEvent(CustomerEvents.OfacChanged));
        Assert.Null(Store.FindByEvent(CustomerEvents.PepScanChanged));
        Assert.Same(Store.All[1], Store.Find(Store.All[1].Id));
        Assert.Null(Store.Find(WebhookWorld.Id(99)));
    }

    [Fact]
    public void A_change_keeps_what_is_not_sent_and_is_refused_in_words()
    {
        var created = Create("""{"eventName":"Core.Customer.Onboarded","callbackUrl":"http://a.test/in","authUsername":"u","authPassword":"p","format":"Extended"}""");
        Create("""{"eventName":"Core.Customer.Ofac.Changed","type":"Poll"}""");

        Assert.Equal("http://b.test/in", Update(created.Id, """{"callbackUrl":"http://b.test/in","format":null}""").CallbackUrl);
        var kept = Store.All[0];
        Assert.Equal(
            ("Core.Customer.Onboarded", "u", "p", RegistrationType.Push, RegistrationFormat.Extended),
            (kept.EventName, kept.AuthUsername, kept.AuthPassword, kept.Type, kept.Format));
        var changed = Update(created.Id, """{"eventName":"CORE.customer.PEPSCAN.changed","authUsername":"x","authPassword":"y","type":"Poll","format":"Basic"}""");
        Assert.Equal(("Core.Customer.PepScan.Changed", RegistrationType.Poll, RegistrationFormat.Basic), (changed.EventName, changed.Type, changed.Format));
        Assert.Equal(("x", "y"), (Store.All[0].AuthUsername, Store.All[0].AuthPassword));
        Assert.Equal(changed.EventName, Update(created.Id, """{"eventName":"Core.Customer.PepScan.Changed"}""").EventName);

        Assert.Equal("EventName Core.Customer.Ofac.Changed is already registered for this partner", RefusalOf(created.Id, """{"eventName":"core.customer.ofac.changed"}"""));
        Assert.Equal($"PartnerId must be {WebhookWorld.PartnerId}, the partner of the registration", RefusalOf(created.Id, $$"""{"partnerId":"{{WebhookWorld.Id(2)}}"}"""));
        Assert.Equal("CallbackUrl required", RefusalOf(Store.All[1].Id, """{"type":"Push"}"""));
        Assert.Equal($"Registration {WebhookWorld.Id(99)} not found", RefusalOf(WebhookWorld.Id(99), "{}"));
        Assert.Equal(["Core.Customer.PepScan.Changed", "Core.Customer.Ofac.Changed"], Store.All.Select(registration => registration.EventName));
    }

    [Fact]
    public void A_registration_is_neither_made_nor_moved_to_a_host_that_is_not_allowed()
    {
        const string Message = "CallbackUrl host b.test is not on the allow-list (Emulator:Webhooks:AllowedHosts)";
        using var bank = new WebhookWorld(("Emulator:Webhooks:AllowedHosts", "a.test"));
        var made = bank.World.Register(Request("""{"eventName":"Core.Customer.Onboarded","callbackUrl":"http://a.test/in"}"""));
        var changes = new Changes<CreateRegistrationRequest>(JsonElement.Parse("""{"callbackUrl":"http://b.test/in"}"""), new DateOnly(2026, 3, 2), bank.Services);

        Assert.Equal(Message, Assert.Throws<ApiException>(() => bank.World.Register(Request("""{"eventName":"Core.Customer.Ofac.Changed","callbackUrl":"http://b.test/in"}"""))).Message);
        Assert.Equal(Message, Assert.Throws<ApiException>(() => bank.World.Registrations.Update(made, changes)).Message);
        Assert.Equal([made], bank.World.AllRegistrations);
    }

    [Fact]
    public void Calls_of_a_registration_find_its_world_and_those_of_no_registration_nothing()
    {
        var created = Create("""{"eventName":"Core.Customer.Onboarded","callbackUrl":"http://a.test/in"}""");
        Assert.Same(_bank.World, _bank.Directory.FindOwner($"{created.Id}"));

        Assert.Equal(202, RegistrationEndpoints.PingRegistration($"{created.Id}", Context(), Resolver).StatusCode);
        Assert.Single(_bank.Receiver.Sent);
        Assert.Equal(RegistrationStatus.Active, RegistrationEndpoints.RestartRegistration($"{created.Id}", Context(), Resolver).Value!.Status);
        _bank.Do(() => Store.Keep(Store.All[0] with { Status = RegistrationStatus.Suspended }));
        Assert.Equal(RegistrationStatus.Active, RegistrationEndpoints.RestartRegistration($"{created.Id}", Context(), Resolver).Value!.Status);
        Assert.Equal(204, RegistrationEndpoints.DeleteRegistration($"{created.Id}", Context(), Resolver).StatusCode);
        Assert.Null(_bank.Directory.FindOwner($"{created.Id}"));
        Assert.Equal($"Registration {created.Id} not found", Assert.Throws<ApiException>(() => RegistrationEndpoints.DeleteRegistration($"{created.Id}", Context(), Resolver)).Message);
        Assert.Equal("Registration x not found", Assert.Throws<ApiException>(() => RegistrationEndpoints.GetRegistration("x", Context(), Resolver)).Message);

        // The identifier is of something else that the world has.
        Create("""{"eventName":"Core.Customer.Onboarded","type":"Poll"}""");
        var happened = _bank.Happen();
        Action<string>[] calls =
        [
            id => RegistrationEndpoints.GetRegistration(id, Context(), Resolver), id => RegistrationEndpoints.RestartRegistration(id, Context(), Resolver),
            id => RegistrationEndpoints.PingRegistration(id, Context(), Resolver), id => RegistrationEndpoints.DeleteRegistration(id, Context(), Resolver),
        ];
        Assert.All(calls, call => Assert.Equal($"Registration {happened} not found", Assert.Throws<ApiException>(() => call($"{happened}")).Message));
    }

    [Fact]
    public async Task Registrations_are_listed_in_pages_in_the_order_of_their_creation_also_of_several_partners()
    {
        _bank.World.Register(Request("""{"eventName":"Core.Customer.Onboarded","callbackUrl":"http://a.test/in"}"""));
        var other = _bank.Directory.Open(WebhookWorld.Id(2));
        await _bank.AdvanceAsync(1);
        _bank.World.Register(Request("""{"eventName":"Core.Customer.Ofac.Changed","callbackUrl":"http://a.test/IN"}"""));
        other.Register(Request("""{"eventName":"Core.Customer.Onboarded","type":"Poll"}"""));

        Assert.Equal(["1 Core.Customer.Onboarded", "2 Core.Customer.Onboarded", "1 Core.Customer.Ofac.Changed"], List(new RegistrationFilter(null, null, null)));
        Assert.Equal(["1 Core.Customer.Onboarded", "1 Core.Customer.Ofac.Changed"], List(new RegistrationFilter(WebhookWorld.PartnerId, null, null)));
        Assert.Equal(["1 Core.Customer.Onboarded", "2 Core.Customer.Onboarded"], List(new RegistrationFilter(null, "core.customer.onboarded", null)));
        Assert.Equal(["1 Core.Customer.Ofac.Changed"], List(new RegistrationFilter(null, null, "http://a.test/IN")));
        Assert.Empty(List(new RegistrationFilter(null, "Core.Customer.Onboarded", "http://a.test/IN")));
        Assert.Empty(List(new RegistrationFilter(WebhookWorld.Id(99), null, null)));
        Assert.Equal(["1 Core.Customer.Ofac.Changed"], List(new RegistrationFilter(null, null, null), new PageRequest(2, 2)));
    }

    [Fact]
    public void A_world_without_registrations_has_none_and_is_not_awaited_for_them()
    {
        var other = _bank.Directory.Open(WebhookWorld.Id(2));

        Assert.Empty(other.AllRegistrations);
        Assert.Null(other.FindSubscriber(CustomerEvents.Onboarded));
        Assert.False(other.Registrations.IsAwaited);
        Assert.False(other.Unregister(WebhookWorld.Id(99)));
        other.Register(Request("""{"eventName":"Core.Customer.Onboarded","type":"Poll"}"""));
        Assert.True(other.Registrations.IsAwaited);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reset_forgets_them_or_keeps_them_all(bool keeps)
    {
        Create("""{"eventName":"Core.Customer.Onboarded","type":"Poll"}""");
        Create("""{"eventName":"Core.Customer.Ofac.Changed","type":"Poll"}""");
        _bank.Do(() => Store.Keep(Store.All[1] with { Status = RegistrationStatus.Suspended }));
        var id = Store.All[0].Id;

        var beginning = await _bank.World.Lifecycle.ResetAsync(keeps ? [KeepOnReset.Registrations] : []);

        Assert.Equal(keeps ? [RegistrationStatus.Active, RegistrationStatus.Suspended] : [], Store.All.Select(registration => registration.Status));
        Assert.Equal(keeps ? _bank.World : null, _bank.Directory.FindOwner($"{id}"));
        Create("""{"eventName":"Core.Customer.PepScan.Changed","type":"Poll"}""");
        Assert.Equal(keeps ? 3 : 1, Store.All[^1].Number);
        Assert.NotNull(beginning);
    }

    [Fact]
    public async Task They_go_on_from_a_snapshot_with_their_credentials_and_numbers()
    {
        Create("""{"eventName":"Core.Customer.Onboarded","type":"Poll"}""");
        Create("""{"eventName":"Core.Customer.Ofac.Changed","callbackUrl":"http://a.test/in","authUsername":"u","authPassword":"p","format":"Extended"}""");
        _bank.World.Unregister(Store.All[0].Id);
        using var other = new WebhookWorld();

        await _bank.SaveToAsync(other);

        Assert.Equal(Store.All, other.World.AllRegistrations);
        Assert.Same(other.World, other.Directory.FindOwner($"{Store.All[0].Id}"));
        other.World.Register(Request("""{"eventName":"Core.Customer.Onboarded","type":"Poll"}"""));
        Assert.Equal([2, 3], other.World.AllRegistrations.Select(registration => registration.Number));
    }

    private CallResolver Resolver => new(_bank.Directory);

    private static string Json(RegistrationBody body) => JsonSerializer.Serialize(body, WireJson.Options);

    private DefaultHttpContext Context()
    {
        var context = new DefaultHttpContext { RequestServices = _bank.Services };
        context.Features.Set(new Call("request", "GET", "/"));
        return context;
    }

    private static CreateRegistrationRequest Request(string body)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(body)!.AsObject();
        json["partnerId"] = WebhookWorld.PartnerId;
        return json.Deserialize<CreateRegistrationRequest>(WireJson.Options)!;
    }

    private RegistrationBody Create(string body) =>
        RegistrationEndpoints.CreateRegistration(new Body<CreateRegistrationRequest>(Request(body), default), Context(), Resolver).Value!;

    private RegistrationBody Update(Guid id, string body) =>
        RegistrationEndpoints.UpdateRegistration($"{id}", new Changes<CreateRegistrationRequest>(JsonElement.Parse(body), new DateOnly(2026, 3, 2), _bank.Services), Context(), Resolver).Value!;

    private string RefusalOf(Guid id, string body) => Assert.Throws<ApiException>(() => Update(id, body)).Message;

    private IEnumerable<string> List(RegistrationFilter filter, PageRequest? page = null) =>
        RegistrationEndpoints.ListRegistrations(filter, page ?? new PageRequest(1, 50), Context(), Resolver).Value!.Results.Select(body => $"{(body.PartnerId == WebhookWorld.PartnerId ? 1 : 2)} {body.EventName}");
}

using System.Text.Json;
using CrossRiver.Emulator.Kernel.Text;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>What the module of webhooks says of its calls, errors and examples, without a server.</summary>
public sealed class WebhooksModuleTests
{
    private static readonly ModuleCatalog Catalog = new([new WebhooksModule()], new ServiceCollection());

    [Fact]
    public void Each_call_has_a_route_an_operation_and_a_group() => Assert.Equal(
        [
            "POST /webhooks/v1/registrations/ registrations.create writes Webhook registrations",
            "GET /webhooks/v1/registrations/ registrations.list reads Webhook registrations",
            "GET /webhooks/v1/registrations/{id} registrations.get reads Webhook registrations",
            "PUT /webhooks/v1/registrations/{id} registrations.update writes Webhook registrations",
            "DELETE /webhooks/v1/registrations/{id} registrations.delete writes Webhook registrations",
            "PUT /webhooks/v1/registrations/{id}/restart registrations.restart writes Webhook registrations",
            "PUT /webhooks/v1/registrations/{id}/ping registrations.ping writes Webhook registrations",
            "GET /webhooks/v1/meta   Webhook events",
            "GET /webhooks/v1/events events.list reads Webhook events",
            "GET /webhooks/v1/events/poll events.poll reads Webhook events",
            "GET /webhooks/v1/events/{id} events.get reads event Webhook events",
            "PUT /webhooks/v1/events/{id}/acknowledge events.acknowledge writes event Webhook events",
            "POST /webhooks/v1/events/{id}/acknowledge events.acknowledge writes event Webhook events",
            "POST /webhooks/v1/events/{id}/resend events.resend writes event Webhook events",
        ],
        Endpoints().Select(endpoint =>
        {
            var operation = endpoint.Operation();
            var about = operation?.About is { } type ? $" {type.Name}" : "";
            return $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText} {operation?.Name} {operation?.Writes switch { null => "", true => "writes", _ => "reads" }}{about} {endpoint.Metadata.GetMetadata<RouteTag>()!.Name}";
        }));

    [Fact]
    public void The_groups_are_described() => Assert.Equal(
        ["The events that a partner receives, and its callback URLs.", "Events, their deliveries, and polling."],
        Endpoints().Select(endpoint => endpoint.Metadata.GetMetadata<RouteTag>()!.Text).Distinct(StringComparer.Ordinal));

    [Fact]
    public void The_two_ways_to_acknowledge_have_two_names() => Assert.Equal(
        ["AcknowledgeEvent", "AcknowledgeEventByPost"],
        Endpoints().Where(endpoint => endpoint.RoutePattern.RawText!.EndsWith("acknowledge", StringComparison.Ordinal)).Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "AcknowledgeEvent"));

    [Fact]
    public void The_members_of_queries_are_described() => Assert.Equal(
        [
            "partnerId: Only registrations of this partner.", "eventName: Only registrations of this event, in any casing.", "callbackUrl: Only registrations that send to this URL, to the letter.",
            "partnerId: Only events of this partner.", "eventName: Only events of this name, in any casing.", "status: Only events with this status.",
        ],
        Describe("/webhooks/v1/registrations/").Concat(Describe("/webhooks/v1/events")).Where(member => !member.StartsWith("page", StringComparison.Ordinal)));

    [Fact]
    public void The_errors_have_codes_messages_and_reasons() => Assert.Equal(
        [
            "400 2001 DuplicateRegistration: EventName {0} is already registered for this partner. The partner has a registration of this event already.",
            "400 2006 NoRegistration: Event {0} has no registration any more. The event cannot be sent again: its registration was deleted.",
            "400 2007 NotPolled: Event {0} is pushed and cannot be acknowledged. Only events of a Poll registration are acknowledged.",
            "409 2423 NobodyRegistered: Event {0} would go nowhere: {1}. Ours, under `/_emulator`: the partner has no registration of the event, or one of the type File.",
            "409 2431 DeliveryNotReady: Delivery {0} cannot be {1}: {2}. Ours, under `/_emulator`: a delivery is not held and so cannot be released, or it is over or just being sent.",
        ],
        WebhookErrors.All.Select(error => $"{error.Status} {error.Code} {error.Name}: {error.Message}. {error.When}"));

    [Fact]
    public void The_examples_are_bodies_that_can_be_sent_and_answers_as_they_come()
    {
        var at = new ExampleSetting(WebhookWorld.PartnerId, Seed: 1, World: null);

        Assert.Equal(
            [
                $$"""registrations.create {"partnerId":"{{WebhookWorld.PartnerId}}","eventName":"Core.Customer.Onboarded","callbackUrl":"http://localhost:9000/hooks","authUsername":"hook-user","authPassword":"hook-password","type":"Push","format":"Basic"}""",
                """registrations.update {"callbackUrl":"http://localhost:9000/other-hooks","format":"Extended"}""",
            ],
            Endpoints().Select(endpoint => endpoint.Metadata.GetMetadata<ExampleBody>()).OfType<ExampleBody>().Select(example => $"{example.Name} {example.Body(at).ToJsonString(WireJson.Options)}"));
        Assert.Equal(
            [
                $$"""{"id":"5f0d9c77-52a8-4d0c-9d30-ade80104eb7a","partnerId":"{{WebhookWorld.PartnerId}}","eventName":"Core.Customer.Ofac.Changed","callbackUrl":"http://localhost:9000/hooks","consecutiveErrors":0,"status":"Active","type":"Push","format":"Basic"}""",
                $$"""{"id":"5f0d9c77-52a8-4d0c-9d30-ade80104eb7a","eventName":"Core.Customer.Ofac.Changed","status":"Success","partnerId":"{{WebhookWorld.PartnerId}}","createdAt":"2021-11-22T10:49:58.843-05:00","lastAttemptedAt":"2021-11-22T10:49:58.843-05:00","resources":["core/v1/cm/customers/9052b6a5-3f09-41d1-b526-ade80104eb79"],"details":[]}""",
            ],
            Endpoints().Select(endpoint => endpoint.Metadata.GetMetadata<ExampleAnswer>()).OfType<ExampleAnswer>().Select(example => JsonSerializer.Serialize(example.Make(at), WireJson.Options)));
    }

    [Fact]
    public void An_event_is_a_resource_of_the_bank() => Assert.Equal(["event webhooks/v1/events/{eventId} False"], Catalog.Resources.Select(type => $"{type.Name} {type.Path} {type.HasStory}"));

    [Fact]
    public void A_world_keeps_registrations_pings_and_deliveries_and_books_these_entries()
    {
        using var bank = new WebhookWorld();

        Assert.Equal(["registrations", "pings", "deliveries"], bank.Service<Kernel.Worlds.Parts.WorldPartTypes>().All.Where(type => type.IsRequired).Select(type => type.Name));
        Assert.Equal(
            """{"registrations":{"registrations":[],"created":0},"pings":0,"deliveries":{"secret":"Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==","deliveries":[],"added":0,"lines":{},"slotLines":{},"recovering":{},"gathered":{},"reordered":{},"isPaused":false}}""",
            JsonSerializer.Serialize(bank.World.Lifecycle.Save().Parts.Where(part => part.Key is "registrations" or "pings" or "deliveries").ToDictionary(StringComparer.Ordinal), bank.Service<Kernel.Snapshots.SnapshotJson>().Options));
    }

    private static IReadOnlyList<RouteEndpoint> Endpoints() => DeclaredRoutes.Of(Catalog.MapRoutes);

    private static List<string> Describe(string route)
    {
        using var services = new ServiceCollection().AddSingleton<CallResolver>().AddSingleton<EventCatalog>().BuildServiceProvider();
        using var described = (IDisposable)DeclaredRoutes.Describe(Catalog.MapRoutes, services);
        return ((EndpointDataSource)described).Endpoints.OfType<RouteEndpoint>()
            .First(endpoint => endpoint.RoutePattern.RawText == route && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods is ["GET"])
            .Metadata.GetOrderedMetadata<QueryOptions>().SelectMany(options => options.DescribeMembers()).Select(member => $"{member.Name}: {member.About}").ToList();
    }
}

using CrossRiver.Emulator.Modules.Webhooks.Delivering;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Modules.Webhooks.Registrations;

/// <summary>The webhook registrations, <c>/webhooks/v1/registrations</c>.</summary>
internal static class RegistrationEndpoints
{
    private const string Kind = "Registration";

    public static void MapRegistrations(this LazyRoutes routes)
    {
        var registrations = routes.Group("/webhooks/v1/registrations").WithTag("Webhook registrations", "The events that a partner receives, and its callback URLs.");

        registrations.Post("/", CreateRegistration).WithOperation("registrations.create", writes: true).WithExample("registrations.create", WebhookExamples.Registration);
        registrations.Get("/", ListRegistrations).WithOperation("registrations.list");
        registrations.Get("/{id}", GetRegistration).WithOperation("registrations.get").WithAnswerExample(WebhookExamples.AnsweredRegistration);
        registrations.Put("/{id}", UpdateRegistration).WithOperation("registrations.update", writes: true).WithExample("registrations.update", WebhookExamples.ChangedRegistration);
        registrations.Delete("/{id}", DeleteRegistration).WithOperation("registrations.delete", writes: true);
        registrations.Put("/{id}/restart", RestartRegistration).WithOperation("registrations.restart", writes: true);
        registrations.Put("/{id}/ping", PingRegistration).WithOperation("registrations.ping", writes: true).Produces(StatusCodes.Status202Accepted);
    }

    /// <summary>Registers a partner for an event. There is one registration of an event at most.</summary>
    internal static Ok<RegistrationBody> CreateRegistration(Body<CreateRegistrationRequest> body, HttpContext context, CallResolver resolver) =>
        TypedResults.Ok(RegistrationBody.Of(resolver.Open(body.Value.PartnerId, context.Call()).Register(body.Value)));

    /// <summary>Lists registrations. They are in the order in which they were created.</summary>
    internal static Ok<Page<RegistrationBody>> ListRegistrations(RegistrationFilter filter, PageRequest page, HttpContext context, CallResolver resolver)
    {
        var searched = resolver.FindListed(filter.PartnerId, context.Call());
        var found = searched.SelectMany(world => world.AllRegistrations)
            .OrderBy(registration => registration.CreatedAt)
            .ThenBy(registration => registration.Number)
            .Where(filter.Accepts).Select(RegistrationBody.Of).Skip(page.Skipped);
        return TypedResults.Ok(page.Of(found));
    }

    /// <summary>Reads one registration, with its errors since the last success.</summary>
    internal static Ok<RegistrationBody> GetRegistration(string id, HttpContext context, CallResolver resolver)
    {
        var (world, registrationId) = resolver.RequireOwner(Kind, id, context.Call());
        return TypedResults.Ok(RegistrationBody.Of(Require(world, registrationId)));
    }

    /// <summary>Changes a registration. Members that are absent or null stay.</summary>
    internal static Ok<RegistrationBody> UpdateRegistration(string id, Changes<CreateRegistrationRequest> changes, HttpContext context, CallResolver resolver)
    {
        var (world, registrationId) = resolver.RequireOwner(Kind, id, context.Call());
        return TypedResults.Ok(RegistrationBody.Of(world.RunForPartner(() => world.Registrations.Update(Require(world, registrationId), changes))));
    }

    /// <summary>Restarts a suspended registration with its oldest event. One success makes it active, and its backlog is sent.</summary>
    internal static Ok<RegistrationBody> RestartRegistration(string id, HttpContext context, CallResolver resolver)
    {
        var (world, registrationId) = resolver.RequireOwner(Kind, id, context.Call());
        return TypedResults.Ok(RegistrationBody.Of(world.RunForPartner(() =>
        {
            world.Deliveries.Recovery.Restart(Require(world, registrationId));
            return Require(world, registrationId);
        })));
    }

    /// <summary>Sends a test event to the callback URL. It is one attempt, without effect on the registration.</summary>
    internal static StatusCodeHttpResult PingRegistration(string id, HttpContext context, CallResolver resolver)
    {
        var (world, registrationId) = resolver.RequireOwner(Kind, id, context.Call());
        world.Ping(registrationId, context.Call().Origin);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>Deletes a registration. Its unsent events are lost.</summary>
    internal static NoContent DeleteRegistration(string id, HttpContext context, CallResolver resolver)
    {
        var (world, registrationId) = resolver.RequireOwner(Kind, id, context.Call());
        return world.Unregister(registrationId) ? TypedResults.NoContent() : throw ErrorCatalog.NotFound.ToException(Kind, id);
    }

    private static Registration Require(World world, Guid id) => world.Registrations.Find(id) ?? throw ErrorCatalog.NotFound.ToException(Kind, id.ToString());
}

/// <summary>The filter of a list of registrations; an absent member excludes none.</summary>
internal sealed record RegistrationFilter(Guid? PartnerId, string? EventName, string? CallbackUrl) : IQuery<RegistrationFilter>
{
    public static RegistrationFilter Read(QueryReader query) => new(
        query.Id("partnerId", "Only registrations of this partner."),
        query.Text("eventName", "Only registrations of this event, in any casing."),
        query.Text("callbackUrl", "Only registrations that send to this URL, to the letter."));

    public bool Accepts(Registration registration) =>
        (EventName is null || string.Equals(EventName, registration.EventName, StringComparison.OrdinalIgnoreCase))
        && (CallbackUrl is null || CallbackUrl == registration.CallbackUrl?.OriginalString);
}

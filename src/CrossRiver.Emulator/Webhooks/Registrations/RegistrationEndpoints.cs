using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Calls;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Paging;
using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Webhooks.Registrations;

/// <summary>The webhook registrations, <c>/webhooks/v1/registrations</c>.</summary>
internal static class RegistrationEndpoints
{
    private const string Kind = "Registration";

    public static void MapRegistrations(this IEndpointRouteBuilder routes)
    {
        var registrations = routes.MapGroup("/webhooks/v1/registrations").WithTags("Webhook registrations");

        registrations.MapPost("/", CreateRegistration);
        registrations.MapGet("/", ListRegistrations);
        registrations.MapGet("/{id}", GetRegistration);
        registrations.MapPut("/{id}", UpdateRegistration);
        registrations.MapDelete("/{id}", DeleteRegistration);
        registrations.MapPut("/{id}/restart", RestartRegistration);
        registrations.MapPut("/{id}/ping", PingRegistration);
    }

    /// <summary>Registers a partner for an event. There is one registration of an event at most.</summary>
    internal static Ok<RegistrationBody> CreateRegistration(Body<CreateRegistrationRequest> body, HttpContext context, WorldDirectory worlds)
    {
        var world = worlds.Open(body.Value.PartnerId);
        context.Call().Enter(world);

        return TypedResults.Ok(RegistrationBody.Of(world.Register(body.Value)));
    }

    /// <summary>Lists registrations, those of one partner, event or callback URL if the query names it.</summary>
    internal static Ok<Page<RegistrationBody>> ListRegistrations(
        RegistrationFilter filter,
        PageRequest page,
        HttpContext context,
        WorldDirectory worlds)
    {
        var searched = filter.PartnerId is null ? worlds.All : worlds.FindNamed(filter.PartnerId.Value, context.Call());
        var found = searched.SelectMany(world => world.Registrations.All)
            .OrderBy(registration => registration.CreatedAt)
            .ThenBy(registration => registration.Number)
            .Where(filter.Accepts).Select(RegistrationBody.Of).Skip(page.Skipped);

        return TypedResults.Ok(page.Of(found));
    }

    /// <summary>Reads one registration, with its errors since the last success.</summary>
    internal static Ok<RegistrationBody> GetRegistration(string id, HttpContext context, WorldDirectory worlds)
    {
        var (world, registrationId) = worlds.FindOwner(Kind, id, context.Call());

        return TypedResults.Ok(RegistrationBody.Of(Require(world, registrationId)));
    }

    /// <summary>Changes a registration; what is not sent, or sent as null, stays.</summary>
    internal static Ok<RegistrationBody> UpdateRegistration(
        string id,
        Changes<CreateRegistrationRequest> changes,
        HttpContext context,
        WorldDirectory worlds)
    {
        var (world, registrationId) = worlds.FindOwner(Kind, id, context.Call());
        var updated = world.InTurn(() => world.Registrations.Update(Require(world, registrationId), changes));

        return TypedResults.Ok(RegistrationBody.Of(updated));
    }

    /// <summary>Lets a suspended registration try its oldest event. One success makes it active, and its backlog is sent.</summary>
    internal static Ok<RegistrationBody> RestartRegistration(string id, HttpContext context, WorldDirectory worlds)
    {
        var (world, registrationId) = worlds.FindOwner(Kind, id, context.Call());

        return TypedResults.Ok(RegistrationBody.Of(world.InTurn(() =>
        {
            world.Deliveries.Recovery.Restart(Require(world, registrationId));
            return Require(world, registrationId);
        })));
    }

    /// <summary>Sends a test event to the callback URL: one attempt, without effect on the registration.</summary>
    internal static StatusCodeHttpResult PingRegistration(string id, HttpContext context, WorldDirectory worlds)
    {
        var (world, registrationId) = worlds.FindOwner(Kind, id, context.Call());
        world.Ping(registrationId, context.Call().Origin);

        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>Deletes a registration. Events that it still had to be told of are lost.</summary>
    internal static NoContent DeleteRegistration(string id, HttpContext context, WorldDirectory worlds)
    {
        var (world, registrationId) = worlds.FindOwner(Kind, id, context.Call());

        return world.Unregister(registrationId) ? TypedResults.NoContent() : throw RefusedException.NotFound(Kind, id);
    }

    private static Registration Require(World world, Guid id) => world.Registrations.Find(id) ?? throw RefusedException.NotFound(Kind, id.ToString());
}

/// <summary>Which registrations a list shows; a member that is absent excludes none.</summary>
/// <param name="PartnerId">Whose they are.</param>
/// <param name="EventName">Their event, in any casing.</param>
/// <param name="CallbackUrl">Where they send, to the letter.</param>
internal sealed record RegistrationFilter(Guid? PartnerId, string? EventName, string? CallbackUrl)
{
    /// <summary>Reads the query of a request; minimal APIs call this for a handler's parameter.</summary>
    /// <exception cref="RefusedException">A member has not the form of its field.</exception>
    public static ValueTask<RegistrationFilter> BindAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var filter = new RegistrationFilter(query.Id("partnerId"), query.Text("eventName"), query.Text("callbackUrl"));
        query.ThrowIfFaulty();

        return ValueTask.FromResult(filter);
    }

    public bool Accepts(Registration registration) =>
        (EventName is null || string.Equals(EventName, registration.EventName, StringComparison.OrdinalIgnoreCase))
        && (CallbackUrl is null || CallbackUrl == registration.CallbackUrl?.OriginalString);
}

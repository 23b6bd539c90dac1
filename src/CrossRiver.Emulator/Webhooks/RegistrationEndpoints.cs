using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Calls;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Paging;
using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Webhooks;

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
        registrations.MapDelete("/{id}", DeleteRegistration);
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
        [AsParameters] RegistrationFilter filter,
        PageRequest page,
        HttpContext context,
        WorldDirectory worlds)
    {
        var ofOne = filter.PartnerId is { } partnerId ? worlds.Find(partnerId) : null;
        if (ofOne is not null)
        {
            context.Call().Enter(ofOne);
        }

        var searched = filter.PartnerId is null ? worlds.All : ofOne is null ? [] : [ofOne];
        var found = searched.SelectMany(world => world.Registrations.All).Where(filter.Accepts).Select(RegistrationBody.Of).Skip(page.Skipped);

        return TypedResults.Ok(page.Of(found));
    }

    /// <summary>Reads one registration, with its errors since the last success.</summary>
    internal static Ok<RegistrationBody> GetRegistration(string id, HttpContext context, WorldDirectory worlds)
    {
        var (world, registrationId) = worlds.FindOwner(Kind, id, context.Call());
        var registration = world.Registrations.Find(registrationId) ?? throw RefusedException.NotFound(Kind, id);

        return TypedResults.Ok(RegistrationBody.Of(registration));
    }

    /// <summary>Deletes a registration. Events that it still had to be told of are lost.</summary>
    internal static NoContent DeleteRegistration(string id, HttpContext context, WorldDirectory worlds)
    {
        var (world, registrationId) = worlds.FindOwner(Kind, id, context.Call());

        return world.Unregister(registrationId) ? TypedResults.NoContent() : throw RefusedException.NotFound(Kind, id);
    }
}

/// <summary>Which registrations a list shows; a member that is absent excludes none.</summary>
/// <param name="PartnerId">Whose they are.</param>
/// <param name="EventName">Their event, in any casing.</param>
/// <param name="CallbackUrl">Where they send, to the letter.</param>
internal sealed record RegistrationFilter(Guid? PartnerId, string? EventName, string? CallbackUrl)
{
    public bool Accepts(Registration registration) =>
        (EventName is null || string.Equals(EventName, registration.EventName, StringComparison.OrdinalIgnoreCase))
        && (CallbackUrl is null || CallbackUrl == registration.CallbackUrl?.OriginalString);
}

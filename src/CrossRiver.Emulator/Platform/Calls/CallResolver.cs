using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>Finds the resource, the partner and the world that a call of the bank's API is about.</summary>
internal sealed class CallResolver(WorldDirectory worlds)
{
    private const string PartnerMember = "partnerId";

    /// <summary>Returns the identifier of the resource that a call names, the first parameter of its route, or null if there is none.</summary>
    public static Guid? ResourceOf(HttpContext context) => ResourceOf(context.GetEndpoint(), context.Request.RouteValues);

    /// <inheritdoc cref="ResourceOf(HttpContext)"/>
    public static Guid? ResourceOf(Endpoint? endpoint, RouteValueDictionary values) =>
        endpoint is RouteEndpoint { RoutePattern.Parameters: [var first, ..] } ? GuidText.Parse(values[first.Name] as string) : null;

    /// <summary>Reads the partner that a call names: a POST or PUT in its body, any other in its query.</summary>
    /// <returns>The partner and the body, each null if it is absent or cannot be read.</returns>
    public static async ValueTask<(Guid? PartnerId, JsonElement? Body)> ReadPartnerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) && !HttpMethods.IsPut(context.Request.Method))
        {
            return (GuidText.Parse(context.Request.Query[PartnerMember]), null);
        }

        try
        {
            var document = JsonDocument.Parse(await TextBody.ReadUncheckedAsync(context));
            context.Response.RegisterForDispose(document);
            return (PartnerOf(document.RootElement), document.RootElement);
        }
        catch (JsonException)
        {
            // The handler reports the fault.
            return (null, null);
        }
    }

    /// <summary>Returns the world of the resource that a call names, or null.</summary>
    public World? FindOwner(HttpContext context) => worlds.FindKnown(ResourceOf(context), partnerId: null);

    /// <summary>Returns the world of the resource that a call names, else of the partner that its body names, or null. Control calls have no world.</summary>
    /// <exception cref="ApiException">The caller is bound to another partner.</exception>
    /// <remarks>A refused call, too, belongs in the journal of the partner that made it, because its author searches there.</remarks>
    public World? FindWorld(HttpContext context, JsonElement body)
    {
        if (context.BankEndpoint() is null)
        {
            return null;
        }

        var partner = PartnerOf(body);
        if (partner is { } named)
        {
            context.Call().Caller?.RequirePartner(named);
        }

        return worlds.FindKnown(ResourceOf(context), partner);
    }

    /// <summary>Returns the current day at the bank, by a world's clock, or by the emulator's if the world is null.</summary>
    public DateOnly TodayIn(World? world) => EasternTime.DayOf((world?.Clock ?? worlds.Clock).Now);

    /// <summary>Returns the world of a partner that a call names, created if there is none, and enters the call in its journal.</summary>
    /// <exception cref="ApiException">The caller is bound to another partner.</exception>
    public World Open(Guid partnerId, Call call)
    {
        call.Caller?.RequirePartner(partnerId);
        var world = worlds.Open(partnerId);
        call.Enter(world);

        return world;
    }

    /// <summary>Returns the world of the partner that a list names or to which its caller is bound, else all worlds.</summary>
    /// <param name="call">The call. It is entered in the journal of a single world.</param>
    /// <exception cref="ApiException">The caller is bound to another partner.</exception>
    public IReadOnlyList<World> FindListed(Guid? partnerId, Call call)
    {
        if ((partnerId ?? call.Caller?.PartnerId) is not { } named)
        {
            return worlds.All;
        }

        call.Caller?.RequirePartner(named);
        if (worlds.Find(named) is not { } world)
        {
            return [];
        }

        call.Enter(world);
        return [world];
    }

    /// <summary>Returns the world that has a resource, and enters the call in its journal.</summary>
    /// <param name="kind">The bank's word for the resource, for example <c>Customer</c>.</param>
    /// <param name="id">The identifier as the call gives it.</param>
    /// <exception cref="ApiException">No world has such a resource.</exception>
    public (World World, Guid Id) RequireOwner(string kind, string id, Call call)
    {
        if (GuidText.Parse(id) is { } resourceId && worlds.FindOwner(resourceId) is { } world)
        {
            call.Enter(world);
            return (world, resourceId);
        }

        throw ErrorCatalog.NotFound.ToException(kind, id);
    }

    private static Guid? PartnerOf(JsonElement body) => GuidText.Parse(body.FindMember(PartnerMember)?.TextOrNull());
}

/// <summary>Registers the services of calls.</summary>
internal static class CallServices
{
    public static IServiceCollection AddCalls(this IServiceCollection services) => services.AddSingleton<CallResolver>();
}

using System.Runtime.InteropServices;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Platform.Calls;

/// <summary>Finds the resource, the partner and the world that a call of the bank's API is about.</summary>
internal sealed class CallResolver(WorldDirectory worlds)
{
    private const string PartnerMember = "partnerId";

    /// <summary>Returns the first parameter in the path of a call, the identifier of the resource that it names, or null if there is none.</summary>
    public static string? ResourceOf(Endpoint? endpoint, RouteValueDictionary values) =>
        endpoint is RouteEndpoint { RoutePattern.Parameters: [var first, ..] } ? values[first.Name] as string : null;

    /// <summary>Returns the subject to which a resource of a world belongs, or null.</summary>
    public static Guid? FindSubject(World world, string id)
    {
        foreach (var part in world.Parts)
        {
            if (part is IOwnedResources owned && owned.FindSubject(id) is { } subjectId)
            {
                return subjectId;
            }
        }

        return null;
    }

    /// <summary>Returns the subject whose story a call is part of, or null.</summary>
    public static Guid? FindSubject(Call call, Endpoint? endpoint, RouteValueDictionary values) => endpoint?.Operation() switch
    {
        { About.HasStory: true } => GuidText.Parse(ResourceOf(endpoint, values)),
        { About: not null } when call is { CustomerId: null, World: { } world } && ResourceOf(endpoint, values) is { } id => FindSubject(world, id),
        _ => call.CustomerId,
    };

    /// <summary>Reads the resource and the partner that a call names: in its path, else a POST or PUT in its body and any other in its query.</summary>
    public async ValueTask<NamedByCall> ReadAsync(HttpContext context)
    {
        if (ResourceOf(context.GetEndpoint(), context.Request.RouteValues) is { } id)
        {
            return new NamedByCall(id, worlds.FindOwner(id));
        }

        if (!HttpMethods.IsPost(context.Request.Method) && !HttpMethods.IsPut(context.Request.Method))
        {
            return new NamedByCall { PartnerMember = GuidText.Parse(context.Request.Query[PartnerMember]) };
        }

        try
        {
            var document = JsonDocument.Parse(await TextBody.ReadUncheckedAsync(context));
            context.Response.RegisterForDispose(document);
            return NamedIn(document.RootElement, context) with { PartnerMember = PartnerOf(document.RootElement), Body = document.RootElement };
        }
        catch (JsonException)
        {
            // The handler reports the fault.
            return new NamedByCall();
        }
    }

    /// <summary>Returns the world with a resource, or null.</summary>
    public World? FindOwner(string id) => worlds.FindOwner(id);

    /// <summary>Returns the world of the resource that a call names, else of the partner that its body names, or null. Control calls have no world.</summary>
    /// <exception cref="ApiException">The caller is bound to another partner.</exception>
    /// <remarks>A refused call, too, belongs in the journal of the partner that made it, because its author searches there.</remarks>
    public World? FindWorld(HttpContext context, JsonElement body)
    {
        if (context.BankEndpoint() is null)
        {
            return null;
        }

        var call = context.Call();
        var partner = PartnerOf(body);
        if (partner is { } named)
        {
            call.Caller?.RequirePartner(named);
        }

        if (ResourceOf(context.GetEndpoint(), context.Request.RouteValues) is { } id)
        {
            return worlds.FindOwner(id) ?? (partner is { } given ? worlds.Find(given) : null);
        }

        if (NamedIn(body, context) is { ResourceId: { } inBody, Owner: { } owner })
        {
            call.CustomerId ??= FindSubject(owner, inBody);
            return owner;
        }

        // Without a known resource, the call belongs to the caller's partner, or else to the only one.
        var isNamed = context.GetEndpoint()?.Operation() is { NamedBy: not [] };
        return (partner ?? (isNamed ? call.Caller?.PartnerId : null)) is { } known ? worlds.Find(known) : isNamed ? worlds.Only : null;
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
        if (GuidText.Parse(id) is { } resourceId && worlds.FindOwner(id) is { } world)
        {
            call.Enter(world);
            return (world, resourceId);
        }

        throw ErrorCatalog.NotFound.ToException(kind, id);
    }

    // A resource of another partner than the caller's counts as unknown.
    private NamedByCall NamedIn(JsonElement body, HttpContext context)
    {
        var partnerId = context.Call().Caller?.PartnerId;
        foreach (var member in context.GetEndpoint()?.Operation()?.NamedBy ?? [])
        {
            if (body.FindMember(member)?.TextOrNull() is { } id && worlds.FindOwner(id) is { } owner && (partnerId ?? owner.PartnerId) == owner.PartnerId)
            {
                return new NamedByCall(id, owner);
            }
        }

        return new NamedByCall();
    }

    private static Guid? PartnerOf(JsonElement body) => GuidText.Parse(body.FindMember(PartnerMember)?.TextOrNull());
}

/// <summary>The resource and the partner that a call names.</summary>
/// <param name="ResourceId">The identifier of the resource, or null if the call names none.</param>
/// <param name="Owner">The world of the resource, or null if the resource is unknown.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NamedByCall(string? ResourceId, World? Owner)
{
    /// <summary>Gets the member <c>partnerId</c> of the body or of the query, or null.</summary>
    public Guid? PartnerMember { get; init; }

    /// <summary>Gets the body, or null if it was not read or is no JSON.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Gets the partner of the resource, else the named partner, or null.</summary>
    public Guid? PartnerId => Owner?.PartnerId ?? PartnerMember;
}

/// <summary>Registers the services of calls.</summary>
internal static class CallServices
{
    public static IServiceCollection AddCalls(this IServiceCollection services) => services.AddSingleton<CallResolver>();
}

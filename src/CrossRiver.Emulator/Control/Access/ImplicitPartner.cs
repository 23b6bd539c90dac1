using CrossRiver.Emulator.Kernel.Worlds.Lifetime;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Lets control calls name the partner by its alias, or omit it.</summary>
/// <remarks>
/// A call can omit the partner while an identifier in the call names its world, or while there is exactly one world.
/// A path without an identifier of a partner is matched again with one inserted; these paths are not in the OpenAPI document.
/// </remarks>
internal static class ImplicitPartner
{
    private const string Partners = "/partners";
    private const string Parameter = "partnerId";
    private const int LongestShown = 100;

    /// <summary>Adds the routing of calls that omit the partner. Call after the routing of all others.</summary>
    public static void UseOnlyWorld(this IApplicationBuilder app)
    {
        var worlds = app.ApplicationServices.GetRequiredService<WorldDirectory>();
        var named = app.ApplicationServices.GetRequiredService<NamedResource>();
        app.Use((context, next) =>
        {
            Insert(context, worlds.Aliases);
            return next(context);
        });
        app.UseRouting();
        app.Use(async (context, next) =>
        {
            if (context.Features.Get<Attempt>() is { } attempt)
            {
                await SettleAsync(context, attempt, worlds, named);
            }

            await next(context);
        });
    }

    /// <summary>Returns the world of a call that names none.</summary>
    /// <param name="rest">The path after the partner, for example <c>/wait</c>, for the message.</param>
    /// <exception cref="ApiException">400: there is not exactly one world.</exception>
    public static World Require(IReadOnlyList<World> worlds, string rest) => worlds is [var only]
        ? only
        : throw ControlErrors.WorldNotNamed.ToException(
            PartnerNames.CountOf(worlds),
            $"{ControlRoutes.Prefix}{Partners}/{{partnerId}}{rest}",
            worlds is [] ? "" : $", for example {PartnerNames.Of(worlds)}");

    private static void Insert(HttpContext context, PartnerAliases aliases)
    {
        if (!context.Request.Path.StartsWithSegments(ControlRoutes.Prefix, StringComparison.OrdinalIgnoreCase, out var rest))
        {
            return;
        }

        var (name, after) = SplitPartner(rest);
        var aliased = name is null ? null : aliases.Find(name);

        // The endpoint for a method that is not allowed is no route: another route may allow it.
        var found = context.GetEndpoint();
        var isComplete = found is RouteEndpoint || GuidText.Parse(name) is not null || (name is not null && after is "");
        if (aliased is null && isComplete)
        {
            return;
        }

        // A path with a partner that is no GUID matches no route either.
        var attempt = new Attempt(context.Request.Path, found, name is null ? $"{rest}" : after, name) { Aliased = aliased };
        context.Features.Set(attempt);
        context.SetEndpoint(null);
        context.Request.Path = PathOf(aliased ?? Guid.Empty, attempt.Rest);
    }

    // Returns the partner in a path, or null if the path names none, and the path after it.
    private static (string? Name, string After) SplitPartner(PathString path)
    {
        if (!path.StartsWithSegments(Partners, StringComparison.OrdinalIgnoreCase, out var named))
        {
            return (null, "");
        }

        var text = named.Value is { Length: > 1 } value ? value[1..] : "";
        var end = text.IndexOf('/', StringComparison.Ordinal);
        return end < 0 ? (text, "") : (text[..end], text[end..]);
    }

    private static async ValueTask SettleAsync(HttpContext context, Attempt attempt, WorldDirectory worlds, NamedResource named)
    {
        if (context.GetEndpoint() is not RouteEndpoint)
        {
            context.Request.Path = attempt.Path;
            context.SetEndpoint(attempt.Found);
            return;
        }

        if (attempt.Aliased is not null)
        {
            return;
        }

        if (attempt.Misnamed is { } misnamed)
        {
            throw worlds.UnknownPartner(misnamed.Length <= LongestShown ? misnamed : misnamed[..LongestShown]);
        }

        var partnerId = await named.FindPartnerAsync(context) ?? Require(worlds.All, attempt.Rest).PartnerId;
        context.Request.RouteValues[Parameter] = $"{partnerId}";
        context.Request.Path = PathOf(partnerId, attempt.Rest);
    }

    private static PathString PathOf(Guid partnerId, string rest) => $"{ControlRoutes.Prefix}{Partners}/{partnerId}{rest}";

    /// <summary>Represents the original path and endpoint of a call, to restore if no route matches with a partner inserted.</summary>
    /// <param name="Rest">The path after the partner.</param>
    /// <param name="Misnamed">The partner in the path, if it is no GUID.</param>
    private sealed record Attempt(PathString Path, Endpoint? Found, string Rest, string? Misnamed)
    {
        /// <summary>Gets the partner of the alias in the path, or null if the path has no alias.</summary>
        public Guid? Aliased { get; init; }
    }
}

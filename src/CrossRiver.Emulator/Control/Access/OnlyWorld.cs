using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Lets a call that is about one world leave out which one, as long as there is only one.</summary>
/// <remarks>Nothing lists these routes: a call that matches none is read as if it named a partner, and is that call if it then matches one.</remarks>
internal static class OnlyWorld
{
    private const string Partners = "/partners";
    private const int MostNamed = 5;

    /// <summary>Finds the routes of calls that leave the partner out. Comes after the routing that finds all others.</summary>
    public static void UseOnlyWorld(this IApplicationBuilder app)
    {
        var worlds = app.ApplicationServices.GetRequiredService<WorldDirectory>();
        app.Use((context, next) =>
        {
            Insert(context, worlds);
            return next(context);
        });
        app.UseRouting();
        app.Use((context, next) =>
        {
            Settle(context);
            return next(context);
        });
    }

    /// <summary>The world of a call that names none.</summary>
    /// <param name="worlds">All worlds.</param>
    /// <param name="rest">What follows the partner in the path of the call that would name one, for example <c>/wait</c>.</param>
    /// <exception cref="RefusedException">400: there is none, or more than one.</exception>
    public static World Require(IReadOnlyList<World> worlds, string rest) => worlds is [var only]
        ? only
        : throw ErrorCatalog.WorldNotNamed.Refuse(CountOf(worlds), $"{ControlRoutes.Prefix}{Partners}/{{partnerId}}{rest}", Some(worlds));

    private static void Insert(HttpContext context, WorldDirectory directory)
    {
        // What answers that a method is not allowed is no route: another one may allow it.
        var found = context.GetEndpoint();
        if (found is RouteEndpoint
            || !context.Request.Path.StartsWithSegments(ControlRoutes.Prefix, StringComparison.OrdinalIgnoreCase, out var rest)
            || rest.StartsWithSegments(Partners, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var worlds = directory.All;
        context.Features.Set(new Attempt(context.Request.Path, found, worlds, rest));
        context.SetEndpoint(null);
        context.Request.Path = $"{ControlRoutes.Prefix}{Partners}/{(worlds is [var only] ? only.PartnerId : Guid.Empty)}{rest}";
    }

    private static void Settle(HttpContext context)
    {
        if (context.Features.Get<Attempt>() is not { } attempt)
        {
            return;
        }

        if (context.GetEndpoint() is RouteEndpoint)
        {
            Require(attempt.Worlds, attempt.Rest);
        }
        else
        {
            context.Request.Path = attempt.Path;
            context.SetEndpoint(attempt.Found);
        }
    }

    private static string CountOf(IReadOnlyList<World> worlds) => worlds is [] ? "is no world yet" : $"are {worlds.Count} worlds";

    private static string Some(IReadOnlyList<World> worlds) => worlds is []
        ? ""
        : $", for example {string.Join(", ", worlds.Select(world => $"{world.PartnerId}").Order(StringComparer.Ordinal).Take(MostNamed))}";

    // How the call came, in case that the other reading of it is wrong.
    private sealed record Attempt(PathString Path, Endpoint? Found, IReadOnlyList<World> Worlds, string Rest);
}

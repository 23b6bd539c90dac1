using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Control.Access;

/// <summary>Refuses control calls with query members that their route does not read, because a misspelt filter would filter nothing.</summary>
internal static class StrictQueries
{
    /// <summary>Adds the check. Call after the routing.</summary>
    public static void UseStrictQueries(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        Check(context);
        return next(context);
    });

    private static void Check(HttpContext context)
    {
        if (!context.IsControlCall() || context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<TakesAnyQuery>() is not null)
        {
            return;
        }

        if (UnknownQuery.Of(context) is [_, ..] unknown)
        {
            var known = UnknownQuery.KnownTo(endpoint);
            throw ApiException.Invalid(unknown.Select(name =>
                $"There is no query member {name}; {(known is [] ? "the call takes none" : Suggestion.For(name, known))}"));
        }
    }
}

/// <summary>Represents metadata of the routes under <c>/_emulator</c> that take any query.</summary>
internal sealed record TakesAnyQuery;

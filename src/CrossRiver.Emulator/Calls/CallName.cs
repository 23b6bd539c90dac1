using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Calls;

/// <summary>Names calls as scenario files do: <c>customers.create</c>, <c>addresses.add</c>, <c>events.poll</c>.</summary>
internal static class CallName
{
    private const string Customers = "/core/v1/cm/customers/";

    // Every call has its name looked up, and there are only so many routes.
    private static readonly ConcurrentDictionary<(string Method, string Pattern), string?> Known = new();

    /// <summary>The name of the call that a request is, or <see langword="null"/> when no name of <see cref="CallNames"/> is for it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="endpoint">What answers it, or <see langword="null"/> when nothing does.</param>
    public static string? Of(HttpRequest request, Endpoint? endpoint) => BankModules.Of(request.Path) is not null && endpoint is RouteEndpoint { RoutePattern.RawText: { } pattern }
        ? Known.GetOrAdd((request.Method, pattern), static route => Of(route.Method, route.Pattern))
        : null;

    /// <summary>The name of the call of a method and route.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The route, for example <c>/core/v1/cm/customers/{customerId}/addresses/{id}</c>.</param>
    public static string? Of(string method, string pattern)
    {
        var sections = pattern.Trim('/').Split('/');
        var isChild = pattern.StartsWith($"{Customers}{{customerId}}/", StringComparison.Ordinal);

        return (method, sections) switch
        {
            (_, [.., "meta"]) => null,
            (_, [.., "events", "poll"]) => "events.poll",
            (_, [.., var resource, "{id}", "name" or "profile"]) when resource is "customers" => $"{sections[^1]}.update",
            (_, [.., var resource, "{id}", var verb]) => $"{resource}.{verb}",
            ("GET", [.., var resource, "{id}"]) => $"{resource}.get",
            ("PUT", [.., var resource, "{id}"]) => $"{resource}.update",
            ("DELETE", [.., var resource, "{id}"]) => $"{resource}.{(isChild ? "remove" : "delete")}",
            ("GET", [.., var resource]) => $"{resource}.list",
            ("POST", [.., var resource]) => $"{resource}.{(isChild ? "add" : "create")}",
            _ => null,
        };
    }
}

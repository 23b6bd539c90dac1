using System.Collections.Concurrent;

namespace CrossRiver.Emulator.Calls;

/// <summary>The calls to the bank's API by the names that scenarios, conditions and the journal have for them.</summary>
internal static class CallNames
{
    /// <summary>The call that gives a token.</summary>
    public const string IssueToken = "token.issue";

    private const string Customers = "/core/v1/cm/customers/";

    // Every call has its name looked up, and there are only so many routes.
    private static readonly ConcurrentDictionary<(string Method, string Pattern), string?> Known = new();

    private static readonly string[] Parts = ["addresses", "phones", "emails", "identifications", "beneficial-owners"];

    private static readonly HashSet<string> Writing =
    [
        "customers.create", "customers.delete", "name.update", "profile.update",
        .. Parts.SelectMany(part => new[] { $"{part}.add", $"{part}.update", $"{part}.remove" }),
        "registrations.create", "registrations.update", "registrations.delete", "registrations.restart", "registrations.ping",
        "events.acknowledge", "events.resend",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "customers.create", "customers.list", "customers.get", "customers.delete",
        "name.update",
        "profile.update",
        .. Parts.SelectMany(part => new[] { $"{part}.add", $"{part}.list", $"{part}.get", $"{part}.update", $"{part}.remove" }),
        "registrations.create", "registrations.list", "registrations.get", "registrations.update", "registrations.delete", "registrations.restart", "registrations.ping",
        "events.get", "events.list", "events.poll", "events.acknowledge", "events.resend",
        IssueToken,
    ];

    /// <summary>Whether a call is about one customer, or one event of a customer.</summary>
    public static bool IsAboutCustomer(string name) =>
        name is not ("customers.list" or "events.list" or "events.poll" or IssueToken) && !name.StartsWith("registrations.", StringComparison.Ordinal);

    /// <summary>Whether a call changes something at the bank. A token is not kept there: its call writes nothing.</summary>
    public static bool Writes(string name) => Writing.Contains(name);

    /// <summary>The name of the call that a request is, or <see langword="null"/> when it has none.</summary>
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

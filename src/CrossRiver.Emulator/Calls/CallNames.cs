namespace CrossRiver.Emulator.Calls;

/// <summary>The calls to the bank's API by the names that scenarios, conditions and the journal have for them.</summary>
internal static class CallNames
{
    /// <summary>The call that gives a token.</summary>
    public const string IssueToken = "token.issue";

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
        "events.list", "events.poll", "events.get", "events.acknowledge", "events.resend",
        IssueToken,
    ];

    /// <summary>Whether a call is about one customer, or one event of a customer.</summary>
    public static bool IsAboutCustomer(string name) =>
        name is not ("customers.list" or "events.list" or "events.poll" or IssueToken) && !name.StartsWith("registrations.", StringComparison.Ordinal);

    /// <summary>Whether a call changes something at the bank. A token is not kept there: its call writes nothing.</summary>
    public static bool Writes(string name) => Writing.Contains(name);
}

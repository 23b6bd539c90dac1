using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Provides the names of all kinds of faults, as the journal writes them.</summary>
internal static class FaultNames
{
    private const string Limit = "limit";
    private const string Status = "status";

    /// <summary>Gets the kinds of faults of calls.</summary>
    public static IReadOnlyList<string> OfCalls { get; } =
    [
        .. Enum.GetValues<FaultKind>().Select(kind => kind is FaultKind.Status or FaultKind.Hang ? WireJson.NameOf(kind) : $"connection {WireJson.NameOf(kind)}"),
        Limit, "latency", "headers", "token",
    ];

    /// <summary>Gets the kinds of faults of deliveries.</summary>
    public static IReadOnlyList<string> OfDeliveries { get; } =
    [
        .. Enum.GetValues<Loss>().Select(loss => $"lose: {WireJson.NameOf(loss)}"),
        "duplicate", "replay", "reorder", "late", "phantom",
        .. Enum.GetValues<CredentialFault>().Select(fault => $"auth: {WireJson.NameOf(fault)}"),
        .. Enum.GetValues<BodyFault>().Select(fault => $"body: {WireJson.NameOf(fault)}"),
        "connection: slow", "connection: reset-mid-body",
    ];

    /// <summary>Returns the kinds in the text of a call's entry, for example <c>status</c> and <c>latency</c> of <c>customers.create: status 503, latency 2s</c>.</summary>
    public static IEnumerable<string> InCall(string fault)
    {
        var kinds = fault[(fault.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(", ").Select(part => Find(OfCalls, part)).OfType<string>().ToList();

        // The answer of a limit has a status, too.
        return kinds.Contains(Limit, StringComparer.Ordinal) ? kinds.Where(kind => kind is not Status) : kinds;
    }

    /// <summary>Returns the kind in the text of a delivery's entry, or null if the fault was left out.</summary>
    public static string? InDelivery(string fault) => Find(OfDeliveries, fault);

    // Behind the kind can stand a value, as in: status 503.
    private static string? Find(IReadOnlyList<string> kinds, string text) =>
        kinds.FirstOrDefault(kind => text.StartsWith(kind, StringComparison.Ordinal) && (text.Length == kind.Length || text[kind.Length] is ' '));
}

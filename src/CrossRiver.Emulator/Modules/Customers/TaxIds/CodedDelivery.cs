namespace CrossRiver.Emulator.Modules.Customers.TaxIds;

/// <summary>Provides the delivery faults of a tax-id code: its fourth digit. A fault concerns every event of the customer.</summary>
internal static class CodedDelivery
{
    private const string Doubled = "duplicate: { copies: 1, gap: 0ms..2s, sameId: true }";
    private const string Reversed = "reorder: { how: reverse, window: 5s }";
    private const string LosesFirst = "attempts: 1, lose: attempt";

    // The first attempt only: a partner that rightly refuses it gets a correct one next.
    private const string WrongPassword = "attempts: 1, auth: wrong-password";

    private static readonly (string Name, IReadOnlyList<string> Faults)[] ByDigit =
    [
        ("clean", []),
        ("duplicate", [Doubled]),
        ("reordered", [Reversed]),
        ("first attempt lost", [LosesFirst]),
        ("event lost", ["lose: event"]),
        ("late", ["late: 10s"]),
        ("wrong password", [WrongPassword]),
        ("broken body", ["attempts: 1, body: truncated"]),
        ("storm", [Doubled, Reversed, $"event: '*.Onboarded', {LosesFirst}", $"event: '*.PepScan.Changed', {WrongPassword}"]),
    ];

    /// <summary>Returns the meaning of a digit, in words.</summary>
    public static string NameOf(char digit) => ByDigit[digit - '0'].Name;

    /// <summary>Returns the key <c>delivery</c> of a scenario file, or an empty text for delivery without faults.</summary>
    public static string Write(char digit) => ByDigit[digit - '0'].Faults is { Count: > 0 } faults
        ? $"delivery:\n  faults:\n{string.Concat(faults.Select(fault => $"    - {{ {fault} }}\n"))}"
        : "";
}

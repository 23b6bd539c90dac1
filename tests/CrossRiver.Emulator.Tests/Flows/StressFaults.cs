namespace CrossRiver.Emulator.Flows;

/// <summary>Every fault of the catalogue, each at five percent.</summary>
internal static class StressFaults
{
    /// <summary>Rules for calls. A hang lasts until its caller has lost patience.</summary>
    public static IReadOnlyList<string> Calls { get; } =
    [
        """{ "call": "any", "chance": "5%", "latency": "10ms..60ms" }""",
        """{ "call": "any", "chance": "5%", "status": 503, "applied": false }""",
        """{ "call": "any", "chance": "5%", "status": 500, "applied": true }""",
        """{ "call": "any", "chance": "5%", "connection": "reset-before-answer", "applied": true }""",
        """{ "call": "any", "chance": "5%", "connection": "reset-before-answer", "applied": false }""",
        """{ "call": "any", "chance": "5%", "connection": "reset-mid-body", "applied": true }""",
        """{ "call": "any", "chance": "5%", "connection": "empty", "applied": false }""",
        """{ "call": "any", "chance": "5%", "hang": true, "applied": false }""",
        """{ "call": "any", "chance": "5%", "headers": { "x-odd": "yes" } }""",
        """{ "call": "any", "limit": { "calls": 300, "per": "1s", "by": "world" }, "applied": false }""",
        """{ "call": "token.issue", "token": { "lifetime": "200ms" } }""",
    ];

    /// <summary>A story whose events are delivered badly, and whose news is ahead of what reads show.</summary>
    public const string Scenario = """
        version: 1
        scenario: stress
        timeline:
          - after: 50ms
            emit: Core.Customer.Onboarded
          - after: 50ms
            set: { ofac: Clear }
            readLag: 100ms
        delivery:
          retry: { waits: [20ms, 40ms, 80ms, 160ms, 320ms, 640ms] }
          faults:
            - { event: "*", chance: 5%, reorder: { how: shuffle, window: 200ms } }
            - { event: "*", chance: 5%, late: 100ms..300ms }
            - { event: "*", chance: 5%, duplicate: { copies: 2, gap: 10ms..50ms, sameId: true } }
            - { event: "*", chance: 5%, replay: { after: 200ms, times: 2 } }
            - { event: "*", chance: 5%, phantom: { event: Core.Customer.Ofac.Changed, customer: unknown } }
            - { event: "*", chance: 5%, phantom: { event: Core.Customer.Ofac.Changed, customer: other-partner } }
            - { event: "*", chance: 5%, lose: event }
            - { event: "*", chance: 5%, lose: attempt }
            - { event: "*", chance: 5%, auth: wrong-password }
            - { event: "*", chance: 5%, auth: wrong-user }
            - { event: "*", chance: 5%, auth: missing }
            - { event: "*", chance: 5%, auth: bad-signature }
            - { event: "*", chance: 5%, auth: no-signature }
            - { event: "*", chance: 5%, auth: stale-signature }
            - { event: "*", chance: 5%, body: truncated }
            - { event: "*", chance: 5%, body: not-json }
            - { event: "*", chance: 5%, body: empty }
            - { event: "*", chance: 5%, body: wrong-content-type }
            - { event: "*", chance: 5%, body: extra-fields }
            - { event: "*", chance: 5%, body: huge }
            - { event: "*", chance: 5%, connection: reset-mid-body }
            - { event: "*", chance: 5%, connection: { slow: 2000B/s } }
        """;
}

using CrossRiver.Emulator.Platform.Reports;

namespace CrossRiver.Emulator.Control.Reports.Rules;

/// <summary>Checks that a client sends documented members only, because the bank ignores others, for example misspelt members.</summary>
internal sealed class SentKnownMembers() : Rule(
    order: 100,
    "sent-known-members",
    "sends no unknown member",
    "ours: the bank does not document its treatment of unknown members (docs/fidelity.md#platform)",
    "no body was sent and accepted")
{
    public override IEnumerable<Observation> Observe(History history) =>
        from call in history.Calls
        where call.UnknownMembers is not null || (call.BodyBytes is not null && call.OriginalRequestId is null && call.IsAccepted())
        select new Observation(call, call.UnknownMembers is null, call.UnknownMembers is { } members ? $"{call.Line()} with {string.Join(", ", members)}" : call.Line());
}

using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Faults.Deliveries;

/// <summary>What goes wrong with one attempt.</summary>
internal sealed record AttemptFaults
{
    /// <summary>Nothing is to arrive.</summary>
    public PlannedFault? Loss { get; init; }

    public PlannedFault? Auth { get; init; }

    public PlannedFault? Body { get; init; }

    public PlannedFault? Connection { get; init; }

    /// <summary>Each of them that acts, with its kind, in the order in which they act. What is lost is lost, whatever else were wrong.</summary>
    public IEnumerable<(string Kind, PlannedFault Fault)> Acting => Loss is { } loss
        ? [("lose", loss)]
        : new[] { ("auth", Auth), ("body", Body), ("connection", Connection) }.Where(part => part.Item2 is not null).Select(part => (part.Item1, part.Item2!));

    /// <summary>Chooses what goes wrong with an attempt.</summary>
    /// <param name="plan">The plan of its delivery.</param>
    /// <param name="attempt">Its number, from 1.</param>
    /// <param name="chance">The world's chance.</param>
    /// <returns>What goes wrong, or <see langword="null"/> when nothing does.</returns>
    public static AttemptFaults? Of(DeliveryPlan? plan, int attempt, Chance chance)
    {
        if (plan is not { OfAttempts: not [] })
        {
            return null;
        }

        var own = chance.From(plan.Seed);
        var chosen = plan.OfAttempts.Where(planned =>
            planned.Fault.Attempts?.Takes(attempt) is not false
            && (planned.Fault.Chance is not { } share || own.Share($"{plan.Choice}/{planned.Choice}/attempt/{attempt}") < share)).ToList();

        return chosen is [] ? null : new AttemptFaults
        {
            Loss = chosen.Find(planned => planned.Fault.Lose is "attempt"),
            Auth = chosen.Find(planned => planned.Fault.Auth is not null),
            Body = chosen.Find(planned => planned.Fault.Body is not null),
            Connection = chosen.Find(planned => planned.Fault.Connection is not null),
        };
    }
}

using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

/// <summary>What goes wrong with one attempt.</summary>
internal sealed record AttemptFaults
{
    /// <summary>Nothing is to arrive.</summary>
    public PlannedFault? Loss { get; init; }

    public PlannedFault? Auth { get; init; }

    public PlannedFault? Body { get; init; }

    public PlannedFault? Connection { get; init; }

    /// <summary>Each of them that acts, in words, in the order in which they act: <c>auth: wrong-password</c>. What is lost is lost, whatever else were wrong.</summary>
    public IEnumerable<(string What, PlannedFault Fault)> Acting
    {
        get
        {
            if (Loss is { } loss)
            {
                yield return ("lose: attempt", loss);
                yield break;
            }

            if (Auth is { } auth)
            {
                yield return ($"auth: {WireJson.NameOf(auth.Fault.Auth!.Value)}", auth);
            }

            if (Body is { } body)
            {
                yield return ($"body: {WireJson.NameOf(body.Fault.Body!.Value)}", body);
            }

            if (Connection is { Fault.Connection: { } how } connection)
            {
                yield return (how.BytesPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $"connection: slow {rate}B/s") : "connection: reset-mid-body", connection);
            }
        }
    }

    /// <summary>Chooses what goes wrong with an attempt.</summary>
    /// <param name="plan">The plan of its delivery.</param>
    /// <param name="attempt">Its number, from 1.</param>
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
            Loss = chosen.Find(planned => planned.Fault.Lose is Contract.Loss.Attempt),
            Auth = chosen.Find(planned => planned.Fault.Auth is not null),
            Body = chosen.Find(planned => planned.Fault.Body is not null),
            Connection = chosen.Find(planned => planned.Fault.Connection is not null),
        };
    }
}

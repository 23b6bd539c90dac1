using CrossRiver.Emulator.Modules.Webhooks.Contract;

namespace CrossRiver.Emulator.Modules.Webhooks.Sending.Broken;

/// <summary>The faults of one attempt.</summary>
internal sealed record AttemptFaults
{
    /// <summary>Gets the fault by which the attempt is lost, or null. Then no other fault acts.</summary>
    public PlannedFault? Loss { get; init; }

    public PlannedFault? Auth { get; init; }

    public PlannedFault? Body { get; init; }

    public PlannedFault? Connection { get; init; }

    /// <summary>Gets each acting fault in words, for example <c>auth: wrong-password</c>, in the order in which they act.</summary>
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
                var slow = how.BytesPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $"slow {rate}B/s") : null;
                yield return ($"connection: {slow ?? "reset-mid-body"}", connection);
            }
        }
    }

    /// <summary>Chooses the faults of an attempt, or returns null for none.</summary>
    /// <param name="attempt">The number of the attempt, from 1.</param>
    public static AttemptFaults? Of(DeliveryPlan? plan, int attempt, KeyedRandom random)
    {
        if (plan is not { OfAttempts: not [] })
        {
            return null;
        }

        var own = random.From(plan.Seed);
        var chosen = plan.OfAttempts.Where(planned =>
            planned.Fault.Attempts?.Takes(attempt) is not false
            && (planned.Fault.Probability is not { } share || own.Share($"{plan.Choice}/{planned.Choice}/attempt/{attempt}") < share)).ToList();

        return chosen is [] ? null : new AttemptFaults
        {
            Loss = chosen.Find(planned => planned.Fault.Lose is Contract.Loss.Attempt),
            Auth = chosen.Find(planned => planned.Fault.Auth is not null),
            Body = chosen.Find(planned => planned.Fault.Body is not null),
            Connection = chosen.Find(planned => planned.Fault.Connection is not null),
        };
    }
}

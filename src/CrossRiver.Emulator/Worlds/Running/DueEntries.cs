using System.Diagnostics;
using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Deliveries;
using CrossRiver.Emulator.Scenarios.Steering;
using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Delivering;

namespace CrossRiver.Emulator.Worlds.Running;

/// <summary>Does what the entries of a world's agenda say, which uses the world.</summary>
internal sealed class DueEntries(ScenarioPlayer player, StoryControl stories, Deliveries deliveries, WorldFaults faults, LastUse lastUse)
{
    /// <summary>Whether an entry has nothing to do any more.</summary>
    public bool IsVoid(AgendaEntry entry) => entry switch
    {
        StepEntry step => player.IsVoid(step),
        HoldEndEntry hold => player.Holds.IsVoid(hold),
        OutcomeEntry outcome => stories.Outcomes.IsVoid(outcome),
        RetryEntry retry => deliveries.Attempts.IsVoid(retry),
        LateEntry late => deliveries.Detours.IsVoid(late),
        PhantomEntry phantom => faults.Rules.IsVoid(phantom),
        _ => false,
    };

    /// <summary>Does what an entry says.</summary>
    public void Run(DueEntry due)
    {
        lastUse.TryUse();
        switch (due.Entry)
        {
            case StepEntry step:
                player.Play(step, due.DueAt);
                break;
            case HoldEndEntry hold:
                player.EndHold(hold, due.DueAt);
                break;
            case LagEndEntry lag:
                player.Show(lag);
                break;
            case OutcomeEntry outcome:
                stories.Outcomes.Run(outcome);
                break;
            case RetryEntry retry:
                deliveries.Attempts.Retry(retry);
                break;
            case GatheredEntry gathered:
                deliveries.Close(gathered);
                break;
            case LateEntry late:
                deliveries.Detours.End(late);
                break;
            case ReorderEntry reorder:
                deliveries.Detours.End(reorder);
                break;
            case CopyEntry copy:
                deliveries.Extras.Send(copy);
                break;
            case PhantomEntry phantom when faults.Rules.IsVoid(phantom):
                break;
            case PhantomEntry phantom:
                deliveries.Extras.Send(phantom);
                break;
            case ConditionEndEntry condition:
                faults.End(condition);
                break;
            default:
                throw new UnreachableException($"Nobody knows what to do with {due.Entry}.");
        }
    }
}

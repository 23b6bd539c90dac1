using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Worlds.Running;

/// <summary>How much has happened in a world since the emulator began it.</summary>
/// <param name="Steps">Entries of the agenda that were run: steps, ends of holds, retries.</param>
/// <param name="Events">Events, sent to the partner or not.</param>
/// <param name="Succeeded">Attempts that the partner took.</param>
/// <param name="Failed">Attempts that it did not take.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tally(long Steps, long Events, long Succeeded, long Failed)
{
    public static Tally operator -(Tally after, Tally before) =>
        new(after.Steps - before.Steps, after.Events - before.Events, after.Succeeded - before.Succeeded, after.Failed - before.Failed);
}

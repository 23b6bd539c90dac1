using System.Runtime.InteropServices;
using CrossRiver.Emulator.Modules.Webhooks.Delivering;

namespace CrossRiver.Emulator.Control.Clocks;

/// <summary>How much has happened in a world since the emulator began it.</summary>
/// <param name="Events">Events, sent to the partner or not.</param>
/// <param name="Succeeded">Attempts that the partner took.</param>
/// <param name="Failed">Attempts that it did not take.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tally(long Events, long Succeeded, long Failed)
{
    /// <summary>Counts what has happened in a world.</summary>
    public static Tally Of(World world) => world.InTurn(() =>
    {
        var record = world.FindPart<Deliveries>()?.Record;
        return new Tally(world.Events.Published, record?.Succeeded ?? 0, record?.Failed ?? 0);
    });

    public static Tally operator -(Tally after, Tally before) =>
        new(after.Events - before.Events, after.Succeeded - before.Succeeded, after.Failed - before.Failed);
}

using System.Runtime.InteropServices;

namespace CrossRiver.Emulator.Faults;

/// <summary>Which of several that come one after another are meant: <c>3</c>, <c>2..4</c>, <c>2+</c> or <c>every 10</c>.</summary>
/// <param name="First">The first one, from 1.</param>
/// <param name="Last">The last one, or <see langword="null"/> for all from the first on.</param>
/// <param name="Every">How far they are apart; 1 for each.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Which(int First, int? Last, int Every)
{
    /// <summary>Whether the one with this number is meant.</summary>
    /// <param name="number">Its number, from 1.</param>
    public bool Takes(int number) => number >= First && number <= (Last ?? int.MaxValue) && (number - First) % Every == 0;
}

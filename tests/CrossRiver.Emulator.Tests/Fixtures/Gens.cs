using CsCheck;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>What property tests choose from.</summary>
internal static class Gens
{
    /// <summary>One of some values, each as likely as the others.</summary>
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}

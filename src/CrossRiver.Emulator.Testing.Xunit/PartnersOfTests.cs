using System.Collections.Concurrent;
using Xunit;

namespace CrossRiver.Emulator.Testing;

/// <summary>Which partners a test has made, from its first until its end.</summary>
/// <remarks>xunit keeps it: fixtures and attributes of one test run meet there, and nothing is static.</remarks>
internal static class PartnersOfTests
{
    private const string Prefix = "CrossRiver.Emulator partners of ";

    public static void Add(ITestContext context, PartnerWorld partner)
    {
        if (context.Test is { } test && context.KeyValueStorage.GetOrAdd(Prefix + test.UniqueID, _ => new ConcurrentQueue<PartnerWorld>()) is ConcurrentQueue<PartnerWorld> partners)
        {
            partners.Enqueue(partner);
        }
    }

    /// <summary>Takes the partners of the test that runs.</summary>
    public static IReadOnlyCollection<PartnerWorld> Take(ITestContext context) =>
        context.Test is { } test && context.KeyValueStorage.TryRemove(Prefix + test.UniqueID, out var partners) && partners is ConcurrentQueue<PartnerWorld> found ? found : [];
}

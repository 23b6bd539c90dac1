using System.Collections.Concurrent;
using Xunit;

namespace CrossRiver.Emulator.Testing;

/// <summary>Represents an xunit fixture with one emulator for all tests of a class, a collection or an assembly.</summary>
/// <remarks>
/// Each test creates its own partner, so tests can run in parallel. To set options or to use an emulator in a container, derive from this class.
/// With <see cref="PrintStoriesAttribute"/>, the output of a failed test contains the stories of its customers.
/// </remarks>
/// <example>
/// <code>
/// [PrintStories]
/// public sealed class OnboardingTests(EmulatorFixture emulator) : IClassFixture&lt;EmulatorFixture&gt;
/// {
///     private readonly PartnerWorld _partner = emulator.NewPartner();
/// }
/// </code>
/// </example>
public class EmulatorFixture : IAsyncLifetime
{
    private EmulatorServer? _bank;

    /// <summary>Gets the emulator.</summary>
    /// <exception cref="InvalidOperationException">xunit has not started this object as a fixture.</exception>
    public EmulatorServer Bank =>
        _bank ?? throw new InvalidOperationException("The fixture is not started; use it as a class, collection or assembly fixture.");

    /// <summary>Gets the Markdown file to which the fixture writes the coverage of the run when it ends, or null to write none.</summary>
    /// <value>A relative path begins at the current directory. The default is null.</value>
    protected virtual string? CoverageFile => null;

    /// <summary>Creates a partner for the current test.</summary>
    /// <remarks>The identifier is computed from the test's name, so each run of the test has the same random choices.</remarks>
    public PartnerWorld NewPartner()
    {
        var partner = Bank.NewPartner(TestContext.Current.Test?.TestDisplayName ?? TestContext.Current.TestClass?.TestClassName ?? "partner");
        PartnersOfTests.Add(TestContext.Current, partner);
        return partner;
    }

    /// <summary>Starts the emulator.</summary>
    public async ValueTask InitializeAsync() => _bank = await StartAsync();

    /// <summary>Writes the coverage, if there is a file for it, and stops the emulator.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_bank is not null)
        {
            await using var bank = _bank;
            if (CoverageFile is { } file)
            {
                await bank.WriteCoverageAsync(file);
            }
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Starts or connects to the emulator. Override it to set options or to use another emulator.</summary>
    protected virtual async Task<EmulatorServer> StartAsync() => await EmulatorServer.StartAsync();
}

/// <summary>Provides the partners of each running test.</summary>
/// <remarks>xunit's storage of the test run holds them, so fixtures and attributes share them without static state.</remarks>
internal static class PartnersOfTests
{
    private const string Prefix = "CrossRiver.Emulator partners of ";

    public static void Add(ITestContext context, PartnerWorld partner)
    {
        if (context.Test is { } test
            && context.KeyValueStorage.GetOrAdd(Prefix + test.UniqueID, _ => new ConcurrentQueue<PartnerWorld>()) is ConcurrentQueue<PartnerWorld> partners)
        {
            partners.Enqueue(partner);
        }
    }

    /// <summary>Removes and returns the partners of the current test.</summary>
    public static IReadOnlyCollection<PartnerWorld> Take(ITestContext context) =>
        context.Test is { } test && context.KeyValueStorage.TryRemove(Prefix + test.UniqueID, out var partners)
            ? partners as ConcurrentQueue<PartnerWorld> ?? []
            : [];
}

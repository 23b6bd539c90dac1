using Xunit;

namespace CrossRiver.Emulator.Testing;

/// <summary>An emulator for all tests of a class, or of an assembly. Each test makes its own partner, so they can run side by side.</summary>
/// <remarks>
/// With <see cref="PrintStoriesAttribute"/> on the class or the assembly, the stories of a failed test's customers are in its output. A test
/// project that wants other options, or an emulator elsewhere, derives from it.
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

    /// <summary>The emulator.</summary>
    /// <exception cref="InvalidOperationException">It is not started: this is not a fixture of xunit's.</exception>
    public EmulatorServer Bank => _bank ?? throw new InvalidOperationException("The fixture is not started; take it as a class, collection or assembly fixture.");

    /// <summary>Makes a partner for the test that runs. Its identifier is made from the test's name, so that every run of a test has the same chance.</summary>
    public PartnerWorld NewPartner()
    {
        var partner = Bank.NewPartner(TestContext.Current.Test?.TestDisplayName ?? TestContext.Current.TestClass?.TestClassName ?? "partner");
        PartnersOfTests.Add(TestContext.Current, partner);

        return partner;
    }

    /// <summary>Starts the emulator.</summary>
    public async ValueTask InitializeAsync() => _bank = await StartAsync();

    /// <summary>Stops the emulator.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_bank is not null)
        {
            await _bank.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the emulator, or connects to one. Derived fixtures choose options here.</summary>
    protected virtual async Task<EmulatorServer> StartAsync() => await EmulatorServer.StartAsync();
}

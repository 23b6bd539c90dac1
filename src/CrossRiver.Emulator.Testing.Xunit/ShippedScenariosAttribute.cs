using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace CrossRiver.Emulator.Testing;

/// <summary>Runs a theory once for each scenario that ships with the emulator, and for each scenario of a folder of yours.</summary>
/// <remarks>The test has one parameter, the name of the scenario. The rows are read from the files, so a new scenario needs no change of the test.</remarks>
/// <example>
/// <code>
/// [Theory, ShippedScenarios(Folder = "scenarios")]
/// public async Task Each_story_ends_with_a_status(string scenario)
/// {
///     var partner = emulator.NewPartner();
///     var customerId = await partner.CreateCustomerAsync(scenario);
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ShippedScenariosAttribute : DataAttribute
{
    /// <summary>Gets or sets the folder of your own scenario files, or null for none.</summary>
    /// <value>A relative path begins at the folder of the test assembly. The emulator of the test needs the same folder.</value>
    public string? Folder { get; set; }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The folder is missing, or a file has a mistake. The message contains a line for each mistake.</exception>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var own = Folder is null ? [] : EmulatorScenarios.ListIn(Path.Combine(AppContext.BaseDirectory, Folder));
        var names = EmulatorScenarios.ListShipped().Union(own, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. names.Select(name => new TheoryDataRow<string>(name))]);
    }

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}

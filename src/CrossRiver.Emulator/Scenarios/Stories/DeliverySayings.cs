using System.Runtime.CompilerServices;

namespace CrossRiver.Emulator.Scenarios.Stories;

/// <summary>Which scenarios say something of deliveries. Most say nothing, and then there is nothing to count.</summary>
/// <remarks>Found once for each scenario, and for all worlds. Any thread may ask.</remarks>
internal sealed class DeliverySayings
{
    private readonly ConditionalWeakTable<Scenario, object> _found = [];

    /// <summary>Whether a scenario says something of deliveries.</summary>
    public bool Has(Scenario scenario) => (bool)_found.GetValue(
        scenario,
        static told => told.Delivery is not null || Story.StepsOf(told.Timeline).Any(step => step.Delivery is not null));
}

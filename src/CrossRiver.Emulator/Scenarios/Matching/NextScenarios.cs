using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Contains the orders of testers for the scenarios of future customers.</summary>
/// <remarks>Orders contain names: a customer gets the version in force at its creation. Call only while holding the world lock.</remarks>
internal sealed class NextScenarios
{
    /// <summary>The maximum number of waiting orders.</summary>
    public const int Most = 10_000;

    private static readonly ImmutableSortedDictionary<string, NextScenario> None = ImmutableSortedDictionary.Create<string, NextScenario>(StringComparer.Ordinal);

    private ImmutableList<NextScenario> _next = [];
    private ImmutableSortedDictionary<string, NextScenario> _byClientIdentifier = None;

    /// <summary>Gets or sets the scenario for customers that match no other, or null for the emulator's default.</summary>
    public string? Default { get; set; }

    /// <summary>Orders a scenario for the next customers, after earlier orders, or for the customers of one identifier, replacing its earlier order.</summary>
    /// <param name="clientIdentifier">The partner's identifier of the customers, or null for any customer.</param>
    /// <exception cref="ApiException">Too many orders are waiting.</exception>
    public void Give(string? clientIdentifier, string scenario, int times)
    {
        if (_next.Count + _byClientIdentifier.Count >= Most)
        {
            throw ApiException.Invalid([string.Create(CultureInfo.InvariantCulture, $"{Most} orders of scenarios wait already; create their customers, or reset the world")]);
        }

        var order = new NextScenario(scenario, times, clientIdentifier);
        if (clientIdentifier is null)
        {
            _next = _next.Add(order);
        }
        else
        {
            _byClientIdentifier = _byClientIdentifier.SetItem(clientIdentifier, order);
        }
    }

    /// <summary>Returns the order for a customer, or null if there is none.</summary>
    /// <param name="isTaken">Whether the customer uses up the order.</param>
    public Ordered? Find(string? clientIdentifier, bool isTaken)
    {
        if (clientIdentifier is not null && _byClientIdentifier.TryGetValue(clientIdentifier, out var own))
        {
            if (isTaken)
            {
                _byClientIdentifier = own.Times is 1 ? _byClientIdentifier.Remove(clientIdentifier) : _byClientIdentifier.SetItem(clientIdentifier, own.Less());
            }

            return new Ordered(own.Scenario, "a control call asks for it for this clientIdentifier");
        }

        if (_next is not [var next, ..])
        {
            return null;
        }

        if (isTaken)
        {
            _next = next.Times is 1 ? _next.RemoveAt(0) : _next.SetItem(0, next.Less());
        }

        return new Ordered(next.Scenario, "a control call asks for it for the next customers");
    }

    public void Clear()
    {
        _next = [];
        _byClientIdentifier = None;
        Default = null;
    }

    public SavedNextScenarios Save() => new(Default, [.. _next, .. _byClientIdentifier.Values]);

    public void Load(SavedNextScenarios saved)
    {
        Clear();
        Default = saved.Default;
        saved.Orders.ToList().ForEach(order => Give(order.ClientIdentifier, order.Scenario, order.Times));
    }
}

/// <summary>Represents a scenario that was ordered for a customer.</summary>
/// <param name="Reason">The origin of the order, in words.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Ordered(string Scenario, string Reason);

/// <summary>Represents the orders in a snapshot.</summary>
internal sealed record SavedNextScenarios(string? Default, IReadOnlyList<NextScenario> Orders)
{
    public static SavedNextScenarios None { get; } = new(null, []);
}

/// <summary>Represents an order for a scenario.</summary>
/// <param name="Times">The remaining number of customers.</param>
/// <param name="ClientIdentifier">The partner's identifier of the customers, or null for any customer.</param>
internal sealed record NextScenario(string Scenario, int Times, string? ClientIdentifier)
{
    public NextScenario Less() => this with { Times = Times - 1 };
}

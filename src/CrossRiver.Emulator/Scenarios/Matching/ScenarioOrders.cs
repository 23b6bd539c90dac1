using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>What a world was told of the scenarios of customers to come.</summary>
/// <remarks>Scenarios are kept by their names: a customer gets the version that is in force when it is created. Used in the world's turn only.</remarks>
internal sealed class ScenarioOrders
{
    /// <summary>How many orders may wait.</summary>
    public const int Most = 10_000;

    private static readonly ImmutableSortedDictionary<string, Order> None = ImmutableSortedDictionary.Create<string, Order>(StringComparer.Ordinal);

    private ImmutableList<Order> _next = [];
    private ImmutableSortedDictionary<string, Order> _byClientIdentifier = None;

    /// <summary>The scenario for customers that no other one is for, or <see langword="null"/> for the emulator's.</summary>
    public string? Default { get; set; }

    /// <summary>
    /// The next customers get a scenario, after those for whom one was ordered before; or the next ones of one identifier, instead of what was
    /// ordered for them before.
    /// </summary>
    /// <param name="clientIdentifier">The partner's own identifier of the customers, or <see langword="null"/> for any.</param>
    /// <param name="scenario">The scenario's name.</param>
    /// <param name="times">How many customers.</param>
    /// <exception cref="RefusedException">Too many orders wait already.</exception>
    public void Give(string? clientIdentifier, string scenario, int times)
    {
        if (_next.Count + _byClientIdentifier.Count >= Most)
        {
            throw RefusedException.Invalid([string.Create(CultureInfo.InvariantCulture, $"{Most} orders of scenarios wait already; create their customers, or reset the world")]);
        }

        if (clientIdentifier is null)
        {
            _next = _next.Add(new Order(scenario) { Times = times });
        }
        else
        {
            _byClientIdentifier = _byClientIdentifier.SetItem(clientIdentifier, new Order(scenario) { Times = times });
        }
    }

    /// <summary>Finds what was ordered for a customer, or returns <see langword="null"/>.</summary>
    /// <param name="clientIdentifier">The partner's own identifier of the customer.</param>
    /// <param name="isTaken">Whether the customer takes it; else the order goes on waiting.</param>
    public Ordered? Find(string? clientIdentifier, bool isTaken)
    {
        if (clientIdentifier is not null && _byClientIdentifier.TryGetValue(clientIdentifier, out var own))
        {
            if (isTaken && --own.Times is 0)
            {
                _byClientIdentifier = _byClientIdentifier.Remove(clientIdentifier);
            }

            return new Ordered(own.Scenario, "a control call asks for it for this clientIdentifier");
        }

        if (_next is not [var next, ..])
        {
            return null;
        }

        if (isTaken && --next.Times is 0)
        {
            _next = _next.RemoveAt(0);
        }

        return new Ordered(next.Scenario, "a control call asks for it for the next customers");
    }

    /// <summary>Forgets all orders, and the default.</summary>
    public void Clear()
    {
        _next = [];
        _byClientIdentifier = None;
        Default = null;
    }

    /// <summary>What a snapshot keeps of the orders.</summary>
    public SavedOrders Save() => new(
        Default,
        [.. _next.Select(order => new SavedOrder(order.Scenario, order.Times, null)), .. _byClientIdentifier.Select(order => new SavedOrder(order.Value.Scenario, order.Value.Times, order.Key))]);

    /// <summary>Has the orders that were saved, and no others.</summary>
    public void Load(SavedOrders saved)
    {
        Clear();
        Default = saved.Default;
        foreach (var order in saved.Orders)
        {
            Give(order.ClientIdentifier, order.Scenario, order.Times);
        }
    }

    private sealed class Order(string scenario)
    {
        public string Scenario { get; } = scenario;

        /// <summary>For how many customers it is still good.</summary>
        public required int Times { get; set; }
    }
}

/// <summary>A scenario that was ordered for a customer.</summary>
/// <param name="Reason">By what, in words.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Ordered(string Scenario, string Reason);

/// <summary>What a snapshot keeps of what a world was told of the scenarios of customers to come.</summary>
/// <param name="Default">The scenario for customers that no other one is for.</param>
/// <param name="Orders">The orders, in order.</param>
internal sealed record SavedOrders(string? Default, IReadOnlyList<SavedOrder> Orders)
{
    public static SavedOrders None { get; } = new(null, []);
}

/// <summary>An order of a scenario.</summary>
/// <param name="Times">For how many customers it is still good.</param>
/// <param name="ClientIdentifier">Whose customers, or <see langword="null"/> for any.</param>
internal sealed record SavedOrder(string Scenario, int Times, string? ClientIdentifier);

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>The answers about customers: the section <c>Emulator:Customers</c>, checked at the start.</summary>
internal sealed class CustomerOptions
{
    /// <summary>True to show the screening against the bank's internal list, <c>internalList</c>, in the answers about customers.</summary>
    /// <value>The default is false.</value>
    /// <remarks>Assumed: the bank's pages do not mention this screening. A partner's client keeps it.</remarks>
    public bool InternalList { get; set; }
}

using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Modules.Customers.Faking;

/// <summary>The customers that one world is born with: the section <c>Emulator:Seed</c>, checked at the start.</summary>
internal sealed class SeedOptions
{
    /// <summary>The most customers one call or setting makes.</summary>
    internal const int MostCustomers = 100_000;

    /// <summary>How many customers there are from the start, and again after each reset.</summary>
    /// <value>0 to 100,000. The default is 0.</value>
    [Range(0, MostCustomers)]
    public int Customers { get; set; }

    /// <summary>Whose customers they are.</summary>
    /// <value>A GUID. The default is the partner of the bank's tutorial, <c>6e80b097-693c-4592-8440-02f345335bbf</c>.</value>
    public Guid PartnerId { get; set; } = new("6e80b097-693c-4592-8440-02f345335bbf");
}

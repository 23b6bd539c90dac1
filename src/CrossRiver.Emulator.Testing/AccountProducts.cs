namespace CrossRiver.Emulator.Testing;

/// <summary>Contains the identifiers of the products that every emulator has.</summary>
public static class AccountProducts
{
    /// <summary>Gets the checking product of customers with the classification <c>Personal</c>.</summary>
    public static Guid PersonalChecking { get; } = new("3f6c1d52-8e07-4b9a-a1c4-aef500a4cb80");

    /// <summary>Gets the checking product of customers with the classification <c>Business</c>.</summary>
    public static Guid BusinessChecking { get; } = new("9b04e7aa-2c61-4d38-b75e-aef500a4cb81");

    /// <summary>Gets the savings product of customers with the classification <c>Personal</c>.</summary>
    public static Guid PersonalSavings { get; } = new("d81f5036-74b9-4ea2-8c0d-aef500a4cb82");
}

using Xunit.v3;

namespace CrossRiver.Emulator.Fixtures;

/// <summary>Names the row of the platform's contract that a test holds the emulator to, by its section and subject.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ContractRowAttribute(string row) : Attribute, ITraitAttribute
{
    public string Row { get; } = row;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [KeyValuePair.Create("contract", Row)];
}

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Scenarios without a file: a module writes one for a magic value of its create requests. Thread-safe.</summary>
/// <remarks>The names must be few, because each scenario is stored when it is read for the first time.</remarks>
internal interface IScenarioSource
{
    /// <summary>Gets the origin of the scenarios, in words.</summary>
    string Origin { get; }

    /// <summary>Returns the name of the scenario that the body of a create asks for, or null if it asks for none.</summary>
    string? FindName(JsonElement create);

    /// <summary>Returns the reason why a name in the form of a scenario's is none, or null.</summary>
    string? FindFault(string name);

    /// <summary>Returns a scenario file in YAML, or null if the source has no scenario of the name.</summary>
    string? Find(string name);
}

namespace CrossRiver.Emulator.Platform.Modules;

/// <summary>Scenarios without a file: a module writes one for a magic value of its create requests.</summary>
/// <remarks>Thread-safe. The names are few, because each scenario is kept after it was read for the first time.</remarks>
internal interface IScenarioSource
{
    /// <summary>Gets where the scenarios come from, in words.</summary>
    string Origin { get; }

    /// <summary>Returns the name of the scenario that a create asks for, or <see langword="null"/> if it asks for none.</summary>
    /// <param name="create">The body of the create.</param>
    string? FindName(JsonElement create);

    /// <summary>Returns why a name that looks like a scenario's is none, or <see langword="null"/>.</summary>
    string? FindFault(string name);

    /// <summary>Returns a scenario file in YAML, or <see langword="null"/> if the name is none of its scenarios.</summary>
    string? Find(string name);
}

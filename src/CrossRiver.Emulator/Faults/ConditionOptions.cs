namespace CrossRiver.Emulator.Faults;

/// <summary>Conditions at the start of worlds: the section <c>Emulator:Conditions</c>, checked at the start.</summary>
internal sealed class ConditionOptions
{
    /// <summary>The conditions that every world is under from its beginning and from each reset on, in this order.</summary>
    /// <value>Names, separated by commas. By default there are none.</value>
    public string Start { get; set; } = "";

    internal IReadOnlyList<string> Names => Start.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Returns one line for each name in the setting that no condition has.</summary>
    public IEnumerable<string> FindUnknown(IEnumerable<string> known)
    {
        IReadOnlyList<string> all = [.. known];
        return Names.Where(name => !all.Contains(name, StringComparer.Ordinal)).Select(name => $"Emulator:Conditions:Start: there is no condition '{name}'; {Suggestion.For(name, all)}");
    }
}

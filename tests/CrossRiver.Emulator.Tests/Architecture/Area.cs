namespace CrossRiver.Emulator.Architecture;

/// <summary>A part of the emulator's ground plan.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespaces">The namespaces that belong to it, with all below them; a longer one wins over a shorter one.</param>
internal sealed record Area(string Name, params string[] Namespaces)
{
    private const string Root = "CrossRiver.Emulator";

    /// <summary>All areas in the order of the arrows: each may use those above it, never those below.</summary>
    public static IReadOnlyList<Area> All { get; } =
    [
        new("Kernel", "Kernel"),
        new("Language", "Language"),
        new("Settings", "Settings"),
        new("Platform", "Platform"),
        new("Customers", "Modules.Customers"),
        new("Webhooks", "Modules.Webhooks"),
        new("Faults", "Faults"),
        new("Scenarios", "Scenarios"),
        new("Control", "Control"),
        new("Reference", "Reference"),
        new("Cli", "Cli"),
        new("Composition", ""),
    ];

    /// <summary>The modules of the bank.</summary>
    private static readonly string[] Modules = ["Customers", "Webhooks"];

    /// <summary>Arrows that end at the contract of a module.</summary>
    private static readonly (string From, string To)[] ToContract = [("Faults", "Webhooks"), .. from one in Modules from other in Modules where one != other select (one, other)];

    /// <summary>Arrows that the order alone would allow.</summary>
    private static readonly (string From, string To)[] Forbidden = [("Faults", "Customers"), ("Scenarios", "Customers")];

    /// <summary>Finds the area of a namespace.</summary>
    /// <param name="name">The namespace in full.</param>
    /// <returns>The area, or <see langword="null"/> when the namespace belongs to none.</returns>
    public static Area? Of(string name) => name == Root
        ? All[^1]
        : All.SkipLast(1)
            .SelectMany(area => area.Namespaces, (area, own) => (Area: area, Own: $"{Root}.{own}"))
            .Where(candidate => name == candidate.Own || name.StartsWith($"{candidate.Own}.", StringComparison.Ordinal))
            .MaxBy(candidate => candidate.Own.Length).Area;

    /// <summary>Returns whether code of this area may use a namespace.</summary>
    /// <param name="name">The namespace in full.</param>
    public bool MayUse(string name)
    {
        if (Of(name) is not { } used || used == this)
        {
            return true;
        }

        return ToContract.Contains((Name, used.Name)) ? name == $"{Root}.{used.Namespaces[0]}.Contract" : IsAbove(used) && !Forbidden.Contains((Name, used.Name));
    }

    /// <summary>Returns the areas that code of this one may use, for a message.</summary>
    public string Usable() => string.Join(", ", All.Where(other => IsAbove(other) && !Forbidden.Contains((Name, other.Name))).Select(other => other.Name));

    private bool IsAbove(Area other) => All.TakeWhile(area => area != this).Contains(other);
}

namespace CrossRiver.Emulator.Architecture;

/// <summary>A part of the emulator's ground plan.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">The namespace that belongs to it, with all below it; empty for the root alone.</param>
/// <param name="Text">What is there, for the map in CONTRIBUTING.md.</param>
internal sealed record Area(string Name, string Namespace, string Text)
{
    private const string Root = "CrossRiver.Emulator";

    /// <summary>All areas in the order of the arrows: each may use those above it, never those below.</summary>
    public static IReadOnlyList<Area> All { get; } =
    [
        new("Kernel", "Kernel", "Worlds made of parts, clocks and agendas, domain events, the journal, snapshots, Hangfire, traces. It contains nothing of the bank and of HTTP."),
        new("Language", "Language", "`Schema<T>`: the one description of a key or value that reads YAML and JSON, prints, explains and publishes itself as JSON schema."),
        new("Settings", "Settings", "Options, their catalogue, names on the command line."),
        new("Platform", "Platform", "The bank's HTTP manners. `Platform/Modules` is the contract of a module."),
        new("Customers", "Modules.Customers", "The first part of the bank."),
        new("Webhooks", "Modules.Webhooks", "The second part of the bank: registrations, events, deliveries."),
        new("Accounts", "Modules.Accounts", "The third part of the bank: accounts, subledgers, restrictions, book transfers."),
        new("Faults", "Faults", "Faults on purpose: `Rules` and their schemas, `Api` with calls, `Deliveries` with webhooks."),
        new("Scenarios", "Scenarios", "`Model` and `Schema` describe files, `Matching` chooses, `Playing` plays, `Overrides` lets people interfere, `Forecast` foretells, `Recording` writes what happened as a scenario, `Library` finds files."),
        new("Control", "Control", "The routes under `/_emulator`, one folder or file a resource, and the reports."),
        new("Reference", "Reference", "The OpenAPI documents and the page that shows them."),
        new("Ui", "Ui", "The page for people: `Serving` renders the views of `src/CrossRiver.Emulator.Page` and turns forms into calls; the other folders fill their models."),
        new("Cli", "Cli", "The commands."),
        new("Agents", "Agents", "The guide and the tools for coding agents: `Tools` call the control API, `Serving` serves them by the Model Context Protocol."),
        new("Composition", "", "`EmulatorApplication.cs`: the pipeline and the list of modules."),
    ];

    /// <summary>The modules of the bank that use each other.</summary>
    private static readonly string[] Modules = ["Customers", "Webhooks"];

    /// <summary>Arrows that end at the contract of a module.</summary>
    private static readonly (string From, string To)[] ToContract = [("Faults", "Webhooks"), ("Accounts", "Customers"), .. from one in Modules from other in Modules where one != other select (one, other)];

    /// <summary>Arrows that the order alone would allow.</summary>
    private static readonly (string From, string To)[] Forbidden = [("Accounts", "Webhooks"), ("Faults", "Customers"), ("Faults", "Accounts"), ("Scenarios", "Customers"), ("Scenarios", "Accounts")];

    /// <summary>Gets the folder below <c>src/CrossRiver.Emulator</c>.</summary>
    public string Folder => Namespace.Replace('.', '/');

    /// <summary>Finds the area of a namespace.</summary>
    /// <param name="name">The namespace in full.</param>
    /// <returns>The area, or <see langword="null"/> when the namespace belongs to none.</returns>
    public static Area? Of(string name) => name == Root
        ? All[^1]
        : All.SkipLast(1).FirstOrDefault(area => $"{name}.".StartsWith($"{Root}.{area.Namespace}.", StringComparison.Ordinal));

    /// <summary>Returns whether code of this area may use a namespace.</summary>
    /// <param name="name">The namespace in full.</param>
    public bool MayUse(string name)
    {
        if (Of(name) is not { } used || used == this)
        {
            return true;
        }

        return ToContract.Contains((Name, used.Name)) ? name == $"{Root}.{used.Namespace}.Contract" : IsAbove(used) && !Forbidden.Contains((Name, used.Name));
    }

    /// <summary>Returns the areas that code of this one may use, for a message.</summary>
    public string Usable() => string.Join(", ", All.Where(other => IsAbove(other) && !Forbidden.Contains((Name, other.Name))).Select(other => other.Name));

    /// <summary>Returns the map of the areas in Markdown.</summary>
    public static string ToMarkdown() =>
        $"| area | folder | what is there | may use |\n|---|---|---|---|\n{string.Concat(All.Select(area => $"| {area.Name} | {(area.Folder is "" ? "" : $"`{area.Folder}`")} | {area.Text} | {area.UsableInWords()} |\n"))}";

    // A module is used by its contract, and so is what the table says.
    private string UsableInWords() => this == All[0] ? "nothing" : string.Join(", ", All.Where(other => other != this && IsAbove(other) && !Forbidden.Contains((Name, other.Name)) && !ToContract.Contains((Name, other.Name)))
        .Select(other => other.Name)
        .Concat(ToContract.Where(arrow => arrow.From == Name).Select(arrow => $"{arrow.To} by its `Contract`")));

    private bool IsAbove(Area other) => All.TakeWhile(area => area != this).Contains(other);
}

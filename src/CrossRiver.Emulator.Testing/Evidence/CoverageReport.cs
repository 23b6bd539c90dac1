namespace CrossRiver.Emulator.Testing;

/// <summary>Represents what all worlds of an emulator have met since its start, and what none has met.</summary>
public sealed record CoverageReport
{
    /// <summary>Gets the number of names in all catalogs.</summary>
    public int Total { get; init; }

    /// <summary>Gets the number of these names that were met at least once.</summary>
    public int Met { get; init; }

    /// <summary>Gets the share that was met, in percent, rounded down to one decimal.</summary>
    public double Percent { get; init; }

    /// <summary>Gets the coverage of each kind.</summary>
    public IReadOnlyList<CoverageKind> Kinds { get; init; } = [];

    /// <summary>Gets the coverage as Markdown, with a table and with each name.</summary>
    public string Markdown { get; init; } = "";

    /// <summary>Returns the coverage of one kind.</summary>
    /// <param name="kind">
    /// The kind: <c>scenarios</c>, <c>ways</c>, <c>actions</c>, <c>statuses</c>, <c>events</c>, <c>callFaults</c>, <c>deliveryFaults</c> or <c>errors</c>.
    /// </param>
    /// <exception cref="EmulatorException">There is no such kind. The message lists the kinds.</exception>
    public CoverageKind Of(string kind) => Kinds.FirstOrDefault(one => one.Kind == kind)
        ?? throw new EmulatorException($"The coverage has no kind '{kind}'; write one of {string.Join(", ", Kinds.Select(one => one.Kind))}.");

    /// <summary>Returns the coverage as Markdown.</summary>
    public override string ToString() => Markdown;
}

/// <summary>Represents the coverage of one kind, for example of all statuses.</summary>
/// <param name="Kind">The name of the kind, such as <c>statuses</c>.</param>
/// <param name="Total">The number of names that there are.</param>
/// <param name="Met">The number of names that were met at least once.</param>
/// <param name="Percent">The share that was met, in percent, rounded down to one decimal.</param>
/// <param name="Counts">The names that were met, each with its count.</param>
/// <param name="NeverMet">The other names.</param>
public sealed record CoverageKind(string Kind, int Total, int Met, double Percent, IReadOnlyList<CoverageCount> Counts, IReadOnlyList<string> NeverMet);

/// <summary>Represents a name that was met.</summary>
/// <param name="Name">The name, such as <c>ofac Positive</c>.</param>
/// <param name="Count">The number of times that it was met.</param>
public sealed record CoverageCount(string Name, long Count);

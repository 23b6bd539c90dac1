namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Represents the coverage of all that ran in the emulator.</summary>
/// <param name="Total">The number of names in all catalogs.</param>
/// <param name="Met">The number of these names that were met at least once.</param>
/// <param name="Percent">The share that was met, in percent, with one decimal.</param>
/// <param name="Kinds">The same for each kind, with the names.</param>
internal sealed record CoverageAnswer(int Total, int Met, double Percent, IReadOnlyList<CoverageOfKind> Kinds)
{
    public static CoverageAnswer Of(IReadOnlyList<CoverageOfKind> kinds)
    {
        var (total, met) = (kinds.Sum(kind => kind.Total), kinds.Sum(kind => kind.Met));
        return new CoverageAnswer(total, met, CoverageOfKind.PercentOf(met, total), kinds);
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Coverage\n\nMet {Met} of {Total}: {Percent:0.0}%.\n\n| | met | of | % |\n|---|--:|--:|--:|\n");
        foreach (var kind in Kinds)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {kind.Title} | {kind.Met} | {kind.Total} | {kind.Percent:0.0} |\n");
        }

        foreach (var kind in Kinds)
        {
            kind.WriteTo(text);
        }

        return text.ToString();
    }
}

/// <summary>Represents the coverage of one kind.</summary>
/// <param name="Kind"><c>scenarios</c>, <c>ways</c>, <c>actions</c>, <c>statuses</c>, <c>events</c>, <c>callFaults</c>, <c>deliveryFaults</c> or <c>errors</c>.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Total">The number of names that there are.</param>
/// <param name="Met">The number of names that were met at least once.</param>
/// <param name="Percent">The share that was met, in percent, with one decimal; 100 if there are none.</param>
/// <param name="Counts">The names that were met, each with its count.</param>
/// <param name="NeverMet">The other names.</param>
internal sealed record CoverageOfKind(string Kind, string Title, int Total, int Met, double Percent, IReadOnlyList<CoveredName> Counts, IReadOnlyList<string> NeverMet)
{
    /// <param name="names">The names of the catalog. Of several with one name, the first counts.</param>
    public static CoverageOfKind Of(string kind, string title, IEnumerable<CoveredName> names)
    {
        var all = names.DistinctBy(name => name.Name, StringComparer.Ordinal).ToList();
        IReadOnlyList<CoveredName> met = [.. all.Where(name => name.Count > 0)];
        return new CoverageOfKind(kind, title, all.Count, met.Count, PercentOf(met.Count, all.Count), met, [.. all.Except(met).Select(name => name.Name)]);
    }

    /// <summary>Returns a share in percent. Only all is 100, because the share is rounded down.</summary>
    public static double PercentOf(int met, int total) => total is 0 ? 100 : Math.Floor(1000.0 * met / total) / 10;

    public void WriteTo(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {Title}: {Met} of {Total}\n");
        if (Counts is not [])
        {
            text.Append("\n| met | times |\n|---|--:|\n");
            Counts.ToList().ForEach(name => text.Append(CultureInfo.InvariantCulture, $"| {name.Name} | {name.Count} |\n"));
        }

        if (NeverMet is not [])
        {
            text.Append("\nNever met:\n\n");
            NeverMet.ToList().ForEach(name => text.Append(CultureInfo.InvariantCulture, $"- {name}\n"));
        }
    }
}

/// <summary>Represents a name of a catalog.</summary>
/// <param name="Count">The number of times that it was met.</param>
internal sealed record CoveredName(string Name, long Count);

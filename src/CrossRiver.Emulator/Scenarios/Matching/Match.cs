using CrossRiver.Emulator.Kernel.Text;

namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Which customers a scenario is for. All its parts must hold.</summary>
internal sealed record Match
{
    /// <summary>What must stand in the body of the create; the paths' sections are separated by dots.</summary>
    public IReadOnlyList<FieldMatch> Body { get; init; } = [];

    /// <summary>What must stand in the headers of the create.</summary>
    public IReadOnlyList<FieldMatch> Header { get; init; } = [];

    /// <summary>The partners whose customers they are; any when there are none.</summary>
    public IReadOnlyList<Guid> Partners { get; init; } = [];

    /// <summary>What the customer is, by the name of the body's <c>classification</c>; any when it is absent.</summary>
    public string? Classification { get; init; }

    /// <summary>Of these, one at least must hold, if there are any.</summary>
    public IReadOnlyList<Match> AnyOf { get; init; } = [];

    /// <summary>Of these, none may hold.</summary>
    public IReadOnlyList<Match> NoneOf { get; init; } = [];

    /// <summary>How likely a customer for whom all else holds is to get the scenario, 0 to 1; always when it is absent.</summary>
    public double? Chance { get; init; }

    /// <summary>Which of the customers for whom all else holds get the scenario, counted in their world; all when it is absent.</summary>
    public Which? Which { get; init; }

    /// <summary>Whether only some of the customers for whom all else holds get the scenario.</summary>
    public bool IsSample => Chance is not null || Which is not null;

    /// <summary>How many fields are tested; of two scenarios that match, the one that tests more is the more particular.</summary>
    public int FieldsTested => Body.Count + Header.Count + (Partners is [] ? 0 : 1) + (Classification is null ? 0 : 1)
        + (AnyOf is [] ? 0 : AnyOf.Max(match => match.FieldsTested))
        + (NoneOf is [] ? 0 : NoneOf.Max(match => match.FieldsTested));

    /// <summary>The size of all regular expressions in it.</summary>
    public int PatternSize => Body.Concat(Header).SelectMany(part => part.AnyOf).Sum(test => test.PatternSize)
        + AnyOf.Concat(NoneOf).Sum(match => match.PatternSize);

    /// <summary>Whether a create is of such a customer, but for <see cref="Chance"/> and <see cref="Which"/>.</summary>
    public bool Holds(CreateFields create) => FindMismatch(create) is null;

    /// <summary>Finds what does not hold, in words, or returns <see langword="null"/> when all does.</summary>
    public string? FindMismatch(CreateFields create)
    {
        if (Partners is not [] && !(create.PartnerId is { } partnerId && Partners.Contains(partnerId)))
        {
            return "partner";
        }

        if (Classification is not null && !string.Equals(create.Body("classification").Text, Classification, StringComparison.OrdinalIgnoreCase))
        {
            return "classification";
        }

        for (var i = 0; i < Body.Count; i++)
        {
            if (!Body[i].Holds(create.Body(Body[i].Path)))
            {
                return Body[i].Path;
            }
        }

        for (var i = 0; i < Header.Count; i++)
        {
            if (!Header[i].Holds(create.Header(Header[i].Path)))
            {
                return Header[i].Path;
            }
        }

        return AnyOf is not [] && !HoldsOne(AnyOf, create) ? "anyOf"
            : HoldsOne(NoneOf, create) ? "noneOf"
            : null;
    }

    private static bool HoldsOne(IReadOnlyList<Match> blocks, CreateFields create)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Holds(create))
            {
                return true;
            }
        }

        return false;
    }
}

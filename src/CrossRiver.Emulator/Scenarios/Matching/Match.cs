using System.Text.Json;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Faults;

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

    public Classification? Classification { get; init; }

    /// <summary>Of these, one at least must hold, if there are any.</summary>
    public IReadOnlyList<Match> AnyOf { get; init; } = [];

    /// <summary>Of these, none may hold.</summary>
    public IReadOnlyList<Match> NoneOf { get; init; } = [];

    /// <summary>How likely a customer for whom all else holds is to get the scenario, 0 to 1; always when it is absent.</summary>
    public double? Chance { get; init; }

    /// <summary>Which of the customers for whom all else holds get the scenario, counted in their world; all when it is absent.</summary>
    public Which? Which { get; init; }

    /// <summary>How many fields are tested; of two scenarios that match, the one that tests more is the more particular.</summary>
    public int FieldsTested => Body.Count + Header.Count + (Partners is [] ? 0 : 1) + (Classification is null ? 0 : 1)
        + (AnyOf is [] ? 0 : AnyOf.Max(match => match.FieldsTested))
        + (NoneOf is [] ? 0 : NoneOf.Max(match => match.FieldsTested));

    /// <summary>Whether a create is of such a customer, but for <see cref="Chance"/> and <see cref="Which"/>.</summary>
    public bool Holds(JsonElement body, IHeaderDictionary headers) => FindMismatch(body, headers) is null;

    /// <summary>Finds what does not hold, in words, or returns <see langword="null"/> when all does.</summary>
    public string? FindMismatch(JsonElement body, IHeaderDictionary headers)
    {
        if (Partners is not [] && !Partners.Any(partner => Equals(FieldMatch.TextAt(body, "partnerId"), partner)))
        {
            return "partner";
        }

        if (Classification is { } classification && !Equals(FieldMatch.TextAt(body, "classification"), classification))
        {
            return "classification";
        }

        return Body.FirstOrDefault(field => !field.Holds(FieldMatch.TextAt(body, field.Path)))?.Path
            ?? Header.FirstOrDefault(field => !field.Holds(headers.TryGetValue(field.Path, out var value) ? value.ToString() : null))?.Path
            ?? (AnyOf is [] || AnyOf.Any(match => match.Holds(body, headers)) ? null : "anyOf")
            ?? (NoneOf.Any(match => match.Holds(body, headers)) ? "noneOf" : null);
    }

    private static bool Equals<T>(string? text, T value) => string.Equals(text, value!.ToString(), StringComparison.OrdinalIgnoreCase);
}

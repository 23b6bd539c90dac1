using CrossRiver.Emulator.Faults.Api;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Scenarios.Model;

namespace CrossRiver.Emulator.Scenarios.Recording;

/// <summary>Writes the faults of a customer's calls as rules of a scenario.</summary>
/// <remarks>Rules of the customer's scenario stay as they are, unless chance decided. All other faults become rules for the calls that they struck.</remarks>
internal sealed class RecordedCallFaults(
    Scenario scenario, WorldFaults? faults, IReadOnlyDictionary<string, Condition> conditions, IReadOnlyList<Operation> operations, FaultSchemas schemas)
{
    private readonly List<string> _remarks = [];

    /// <summary>Returns the rules, and remarks about faults that they cannot say.</summary>
    public (IReadOnlyList<ApiRule> Rules, IReadOnlyList<string> Remarks) Of(StoryEntries entries)
    {
        var struck = entries.Faults.Where(fault => fault.RequestId is not null && !IsKept(fault))
            .GroupBy(fault => (fault.Rule, Call: fault.Fault.Split(": ")[0], fault.Fault))
            .SelectMany(same => RulesOf(same.Key.Call, same.First(), Runs([.. same.Select(fault => entries.NumberOfCall(fault, same.Key.Call))])))
            .ToList();
        return ([.. scenario.Api.Where(IsCertain), .. struck], _remarks);
    }

    /// <summary>Returns numbers as the fewest filters.</summary>
    public static IEnumerable<OccurrenceFilter> Runs(IReadOnlyList<int> numbers)
    {
        var sorted = numbers.Distinct().Order().ToList();
        return sorted.Index().GroupBy(item => item.Item - item.Index, item => item.Item).Select(run => new OccurrenceFilter(run.First(), run.Last(), Every: 1));
    }

    private static bool IsCertain(ApiRule rule) => rule is { Probability: null, At: null or { IsFixed: true }, Lasts: null or { IsFixed: true } };

    private bool IsKept(FaultEntry fault) => scenario.Api.Index().Any(rule => IsCertain(rule.Item) && fault.Rule == NameOf("scenario", scenario.Name, rule.Index));

    private IEnumerable<ApiRule> RulesOf(string call, FaultEntry fault, IEnumerable<OccurrenceFilter> which)
    {
        var operation = operations.FirstOrDefault(operation => operation.Name == call);
        if ((FindRule(fault.Rule) ?? Read(fault.Fault[(call.Length + ": ".Length)..], operation)) is not { } rule)
        {
            _remarks.Add($"{fault.Fault} ({fault.Rule}) struck a call, and is left out because the rule was removed.");
            return [];
        }

        var isStatus = rule.Limit is not null && fault.Fault.Contains("limit, status", StringComparison.Ordinal);
        var isReplaced = rule.Status is not null || rule.Hangs || rule.Connection is not null || isStatus;
        return which.Select(numbers => rule with
        {
            Calls = [call],
            Which = numbers,
            CountBy = operation?.Creates is null ? null : CountBy.ClientIdentifier,
            Probability = null,
            At = null,
            Lasts = null,
            Limit = null,
            Status = isStatus ? rule.Limit!.Status ?? StatusCodes.Status429TooManyRequests : rule.Status,
            TokenLifetime = null,
            IsApplied = operation is { Writes: true } && isReplaced ? rule.IsApplied is true : null,
        });
    }

    private ApiRule? FindRule(string name) =>
        scenario.Api.Index().Where(rule => name == NameOf("scenario", scenario.Name, rule.Index)).Select(rule => rule.Item)
            .Concat(faults?.Rules.InForce.Concat(faults.Conditions.InForce).Where(rule => rule.Name == name).Select(rule => rule.Rule) ?? [])
            .Concat(conditions.Values.SelectMany(condition => condition.Rules.Index().Where(rule => name == NameOf("condition", condition.Name, rule.Index)).Select(rule => rule.Item)))
            .FirstOrDefault();

    // The words of a fault are the keys and values of files. They lack the headers, and whether a write was done.
    private ApiRule? Read(string fault, Operation? operation)
    {
        if (operation is null)
        {
            return null;
        }

        var json = new JsonObject { ["call"] = operation.Name };
        foreach (var part in fault.Split(", ").Where(part => part is not "limit" && !part.StartsWith("call ", StringComparison.Ordinal)))
        {
            json[part.Split(' ')[0]] = part is "hang" ? "true" : part[(part.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        }

        var isKnown = json.All(key => key.Key is "call" or "latency" || (key.Key is "status" or "hang" or "connection" && !operation.Writes));
        return isKnown ? schemas.Read(JsonSerializer.SerializeToElement(json)).Rule.OfCalls : null;
    }

    private static string NameOf(string kind, string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{kind} {name}, rule {index + 1}");
}

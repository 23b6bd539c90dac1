using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Control.Reports;

/// <summary>Counts the statuses, events, faults and errors in the entries of all journals, also of entries that a journal drops.</summary>
/// <remarks>Thread-safe. The counts outlive their worlds, and end with the process.</remarks>
internal sealed class JournalCoverage
{
    private const string Created = "created";
    private const string Opened = ": opened";
    private const int LongestStatus = 64;

    private readonly IReadOnlyList<string> _statusesOfSubjects;
    private readonly IReadOnlyList<string> _statusesOfOthers;
    private readonly Dictionary<string, string> _errorsByName;

    public JournalCoverage(ModuleCatalog modules, IEnumerable<ErrorDefinition> errors)
    {
        var fields = modules.SettableFields.Where(field => field.ValueType.IsEnum).ToList();
        _statusesOfSubjects = [.. fields.Intersect(modules.FieldsOfSubjects).Select(FirstStatus)];
        _statusesOfOthers = [.. fields.Except(modules.FieldsOfSubjects).Select(FirstStatus)];
        _errorsByName = errors.Where(error => !error.IsOfControl).OrderBy(error => error.Status).ThenBy(error => error.Code)
            .ToDictionary(error => error.Name, error => string.Join(' ', new object?[] { error.Status, error.Code, error.Name }.OfType<object>()), StringComparer.Ordinal);
        Statuses = new CatalogCounts(fields.SelectMany(field => Enum.GetNames(field.ValueType).Select(status => $"{field.Key} {status}")));
        Events = new CatalogCounts(modules.Events.Select(type => type.Name));
        Errors = new CatalogCounts(_errorsByName.Values);
    }

    /// <summary>Gets the statuses of customers and accounts, for example <c>ofac Positive</c>.</summary>
    public CatalogCounts Statuses { get; }

    public CatalogCounts Events { get; }

    public CatalogCounts FaultsOfCalls { get; } = new(FaultNames.OfCalls);

    public CatalogCounts FaultsOfDeliveries { get; } = new(FaultNames.OfDeliveries);

    /// <summary>Gets the errors of the bank's API, each with its status and its code.</summary>
    public CatalogCounts Errors { get; }

    /// <summary>Counts an entry.</summary>
    public void Observe(JournalEntry entry)
    {
        switch (entry)
        {
            case EventEntry happened:
                Events.Count(happened.EventName);
                break;
            case ChangeEntry change:
                CountStatuses(change);
                break;
            case FaultEntry { RequestId: not null } fault:
                FaultNames.InCall(fault.Fault).ToList().ForEach(kind => FaultsOfCalls.Count(kind));
                break;
            case FaultEntry fault:
                FaultsOfDeliveries.Count(FaultNames.InDelivery(fault.Fault));
                break;
            case CallEntry { Refusals: { } refusals }:
                refusals.Distinct(StringComparer.Ordinal).ToList().ForEach(error => Errors.Count(_errorsByName.GetValueOrDefault(error)));
                break;
        }
    }

    public void Clear()
    {
        Statuses.Clear();
        Events.Clear();
        FaultsOfCalls.Clear();
        FaultsOfDeliveries.Clear();
        Errors.Clear();
    }

    // A new resource of the bank has the first value of each status.
    private static string FirstStatus(SettableField field) => $"{field.Key} {Enum.GetNames(field.ValueType)[0]}";

    private void CountStatuses(ChangeEntry change)
    {
        if (change is { Field: { } field, Value: { } value })
        {
            Span<char> status = stackalloc char[LongestStatus];
            if (status.TryWrite($"{field} {value}", out var length))
            {
                Statuses.Count(status[..length]);
            }
        }

        foreach (var status in StatusesOfNew(change.What))
        {
            Statuses.Count(status);
        }
    }

    private IReadOnlyList<string> StatusesOfNew(string what) => what switch
    {
        Created => _statusesOfSubjects,
        _ when what.EndsWith(Opened, StringComparison.Ordinal) => _statusesOfOthers,
        _ => [],
    };
}

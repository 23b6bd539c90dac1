namespace CrossRiver.Emulator.Cli.Calling.Entries;

/// <summary>Collects the names of customers, and counts partners, from the entries of a journal.</summary>
/// <param name="find">Returns the name of a customer that no entry has shown, by partner and customer, or null.</param>
internal sealed class EntryPeople(Func<Guid, Guid, string?>? find = null)
{
    private const int MostNames = 10_000;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private string? _partner;

    /// <summary>Gets whether there were entries of more than one partner.</summary>
    public bool HasSeveralPartners { get; private set; }

    /// <summary>Collects the partner and the name in an entry.</summary>
    public void Meet(JsonObject entry)
    {
        var partner = (string?)entry["partnerId"];
        HasSeveralPartners |= partner is not null && _partner is not null && partner != _partner;
        _partner ??= partner;
        if ((string?)entry["operation"] is "customers.create" or "name.update" && (string?)entry["customerId"] is { } customer && ReadName(entry["body"]) is { } name)
        {
            if (_names.Count >= MostNames)
            {
                _names.Clear();
            }

            _names[customer] = name;
        }
    }

    /// <summary>Returns the name of the customer of an entry, or null if it is unknown.</summary>
    public string? NameOf(JsonObject entry) =>
        (string?)entry["customerId"] is not { } customer ? null
        : _names.TryGetValue(customer, out var name) ? name
        : find is not null && (string?)entry["partnerId"] is { } partner ? find(Guid.Parse(partner), Guid.Parse(customer))
        : null;

    private static string? ReadName(JsonNode? body)
    {
        var parts = (body as JsonObject)?["name"] as JsonObject ?? body as JsonObject;
        var name = TextOf(parts?["entityName"]) ?? $"{TextOf(parts?["firstName"])} {TextOf(parts?["lastName"])}".Trim();
        return name is "" ? null : name;
    }

    // A refused call may have any body.
    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

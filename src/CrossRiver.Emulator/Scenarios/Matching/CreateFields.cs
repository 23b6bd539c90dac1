namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>Provides the fields of a create for matching. Each field is found and normalized once.</summary>
internal sealed class CreateFields(JsonElement body, IHeaderDictionary headers)
{
    private readonly Dictionary<string, FieldText> _body = new(StringComparer.Ordinal);
    private Dictionary<string, FieldText>? _headers;
    private (string Path, FieldText Field) _latest;

    /// <summary>Gets the partner, or null if the body contains none.</summary>
    public Guid? PartnerId => GuidText.Parse(Body("partnerId").Text);

    /// <summary>Gets the partner's identifier of the customer, or null.</summary>
    public string? ClientIdentifier => Body("clientIdentifier").Text;

    public string? TaxId => Body("profile.taxId").Text;

    /// <summary>Returns a field of the body by its dotted path, for example <c>profile.taxId</c>.</summary>
    public FieldText Body(string path)
    {
        // Similar scenarios ask for the same field one after another.
        if (path == _latest.Path)
        {
            return _latest.Field;
        }

        if (!_body.TryGetValue(path, out var field))
        {
            _body[path] = field = FieldText.Of(body.TextAt(path));
        }

        _latest = (path, field);
        return field;
    }

    public FieldText Header(string name)
    {
        _headers ??= new Dictionary<string, FieldText>(StringComparer.OrdinalIgnoreCase);
        if (!_headers.TryGetValue(name, out var field))
        {
            _headers[name] = field = FieldText.Of(headers.TryGetValue(name, out var value) ? value.ToString() : null);
        }

        return field;
    }
}

/// <summary>Represents the text of one field of a create.</summary>
internal sealed class FieldText
{
    private static readonly FieldText Missing = new(text: null);

    private string? _folded;

    private FieldText(string? text) => Text = text;

    /// <summary>Gets the text, or null if the field is absent.</summary>
    public string? Text { get; }

    /// <summary>Gets the text without case, accents and runs of spaces.</summary>
    public string? Folded => _folded ??= Text is null ? null : NormalizedText.Of(Text);

    public static FieldText Of(string? text) => text is null ? Missing : new FieldText(text);
}

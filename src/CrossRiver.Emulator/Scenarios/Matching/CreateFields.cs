namespace CrossRiver.Emulator.Scenarios.Matching;

/// <summary>The fields of a create as scenarios look at them: each is found and folded once, however many scenarios ask for it.</summary>
/// <param name="body">The body of the create.</param>
/// <param name="headers">Its headers.</param>
internal sealed class CreateFields(JsonElement body, IHeaderDictionary headers)
{
    private readonly Dictionary<string, FieldText> _body = new(StringComparer.Ordinal);
    private Dictionary<string, FieldText>? _headers;
    private (string Path, FieldText Field) _latest;

    /// <summary>The partner, or <see langword="null"/> when the body names none.</summary>
    public Guid? PartnerId => IdText.Parse(Body("partnerId").Text);

    /// <summary>The partner's own identifier of the customer.</summary>
    public string? ClientIdentifier => Body("clientIdentifier").Text;

    /// <summary>The customer's tax id.</summary>
    public string? TaxId => Body("profile.taxId").Text;

    /// <summary>A field of the body.</summary>
    /// <param name="path">Its sections separated by dots, for example <c>profile.taxId</c>.</param>
    public FieldText Body(string path)
    {
        // Scenarios that are alike ask for the same field one after another.
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

    /// <summary>A header.</summary>
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

/// <summary>The text of one field of a create.</summary>
internal sealed class FieldText
{
    private static readonly FieldText Missing = new(text: null);

    private string? _folded;

    private FieldText(string? text) => Text = text;

    /// <summary>The text, or <see langword="null"/> when the field is not there.</summary>
    public string? Text { get; }

    /// <summary>The text without case, accents and runs of spaces.</summary>
    public string? Folded => _folded ??= Text is null ? null : FoldedText.Of(Text);

    public static FieldText Of(string? text) => text is null ? Missing : new FieldText(text);
}

using System.Reflection;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform;

namespace CrossRiver.Emulator.Ui.Serving;

/// <summary>Provides what the builders of views have in common: the frame, the forms of actions, and moments in the bank's time zone.</summary>
internal sealed class PageContext(HttpContext context)
{
    private static readonly string Version = typeof(PageContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Gets the options for JSON that people read.</summary>
    public static JsonSerializerOptions Indented { get; } = new(WireJson.Options) { WriteIndented = true };

    private readonly CurlLine _curl = CurlLine.In(context);

    public string Root { get; } = $"{context.Request.PathBase}{PageRoutes.Root}";

    public IQueryCollection Query => context.Request.Query;

    /// <summary>Returns the whole address of a path of the emulator, as the reader reaches it.</summary>
    public string AddressOf(string path) => $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}{path}";

    /// <summary>Returns the frame of a view.</summary>
    /// <param name="world">The world that the view shows, or null for none. A view of none has the navigation of the only world, if there is one.</param>
    public PageFrame Frame(string title, string section, World? world = null) => new(title, Root, $"{context.Request.PathBase}{context.Request.Path}{context.Request.QueryString}")
    {
        Section = section,
        World = HeadOf(world ?? context.RequestServices.GetRequiredService<WorldDirectory>().Only),
        Notice = PageActions.NoticeOf(context),
        Assets = context.RequestServices.GetRequiredService<PageFiles>().AddressesIn(Root),
        Version = Version,
        Live = $"{Root}/live{(world is null ? "" : $"?partner={world.PartnerId}")}",
    };

    [return: NotNullIfNotNull(nameof(world))]
    public static WorldHead? HeadOf(World? world) => world is null ? null : new(world.PartnerId, EasternTime.From(world.Clock.Now), $"{world.Clock.Course.Mode}", world.AgendaEntries)
    {
        Alias = world.Alias,
        NextDueAt = At(world.NextDueAt),
    };

    /// <summary>Returns a moment with the offset of the bank's time zone.</summary>
    [return: NotNullIfNotNull(nameof(moment))]
    public static DateTimeOffset? At(DateTimeOffset? moment) => moment is { } at ? EasternTime.From(at) : null;

    /// <summary>Returns the path of a control route of a world.</summary>
    public static string ControlOf(World world, string path) => $"{ControlRoutes.Prefix}/partners/{world.PartnerId}/{path}";

    /// <summary>Returns an action without fields, or with fields that the reader fills in.</summary>
    public ActionForm Action(string label, string method, string path, params IReadOnlyList<ActionField> fields)
    {
        IReadOnlyList<ActionField> filled =
            [.. fields.Select(field => field with { Value = PageActions.RefusedValueOf(context, method, path, field) ?? field.Value })];
        IReadOnlyList<string> headers =
            [.. filled.Where(field => field.Form is FieldForm.Header && ExampleOf(field) is not "").Select(field => $"{field.Name}: {ExampleOf(field)}")];
        return new(label, method, path, LineOf(method, WithParts(path, filled), filled, headers)) { Fields = filled };
    }

    /// <summary>Returns the value that a field had in the form that was refused just now, or null.</summary>
    public string? RefusedValueOf(ActionField field) => PageActions.RefusedValueOf(context, field);

    public string Curl(string method, string path, string? body = null) => _curl.Of(method, path, body);

    private string LineOf(string method, string path, IReadOnlyList<ActionField> fields, IReadOnlyList<string> headers) =>
        fields is [{ Form: FieldForm.Yaml } yaml] ? _curl.OfYaml(method, path, yaml.Value) : _curl.Of(method, path, BodyOf(fields), headers);

    private static string WithParts(string path, IReadOnlyList<ActionField> fields) => fields.Where(field => field.Form is FieldForm.Path)
        .Aggregate(path, (whole, part) => whole.Replace($"{{{part.Name}}}", Uri.EscapeDataString(ExampleOf(part)), StringComparison.Ordinal));

    // The line has the values that the form begins with. A field without one has its placeholder, or else stands in angle brackets.
    private static string? BodyOf(IReadOnlyList<ActionField> fields)
    {
        if (fields.FirstOrDefault(field => field.Form is FieldForm.Json) is { } whole)
        {
            return whole.Value;
        }

        var body = new JsonObject();
        foreach (var field in fields.Where(field => field.Form is not (FieldForm.Header or FieldForm.Path) && (field.IsRequired || ExampleOf(field) is not "")))
        {
            body[field.Name] = field.Form switch
            {
                FieldForm.Number when decimal.TryParse(ExampleOf(field), CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
                FieldForm.Flag => JsonValue.Create(field.Value is "true"),
                FieldForm.List => new JsonArray([.. field.Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(value => (JsonNode?)JsonValue.Create(value))]),
                _ => JsonValue.Create(ExampleOf(field)),
            };
        }

        return body.Count is 0 ? null : body.ToJsonString(WireJson.Options);
    }

    private static string ExampleOf(ActionField field) => field.Value is not "" ? field.Value : field.IsRequired ? field.Placeholder ?? $"<{field.Label}>" : "";
}

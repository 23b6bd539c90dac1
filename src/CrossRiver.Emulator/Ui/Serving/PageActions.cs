using System.Net.Mime;
using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Page.Models;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Primitives;

namespace CrossRiver.Emulator.Ui.Serving;

/// <summary>Turns the forms of the page into calls: each is the call of the control API or of the bank's API that it names, with its checks and its journal.</summary>
/// <remarks>The call passes the whole pipeline. Its answer is a redirection back to the view, or the view with the reasons of the refusal.</remarks>
internal sealed class PageActions(Protection protection)
{
    private static readonly PathString Address = $"{PageRoutes.Root}/act";

    /// <summary>Returns the status of the refusal that a view shows.</summary>
    public static int? StatusOf(HttpContext context) => context.Features.Get<ActionResult>()?.Status;

    /// <summary>Returns the notice of the view: the refusal of an action, or the success that the address of the view names.</summary>
    public static Notice? NoticeOf(HttpContext context) => context.Features.Get<ActionResult>()?.Notice
        ?? (context.Request.Query["done"] is [{ Length: > 0 and <= 200 } done] ? new Notice(done, IsProblem: false) : null);

    /// <summary>Returns the value that a field had in a form that was refused, or null, so that the reader can mend it.</summary>
    public static string? RefusedValueOf(HttpContext context, string method, string path, ActionField field) =>
        context.Features.Get<ActionResult>()?.Form is { } form && form.Method == method && form.Path == path ? form.ValueOf(field) : null;

    /// <summary>Makes the call of a form, or passes another request on.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        context.Request.Path.StartsWithSegments(PageRoutes.Root, StringComparison.OrdinalIgnoreCase) ? InvokeOnPageAsync(context, next) : next(context);

    private async Task InvokeOnPageAsync(HttpContext context, RequestDelegate next)
    {
        if (IsView(context.Request) && !protection.HasKey(context.Request))
        {
            var view = $"{context.Request.PathBase}{context.Request.Path}{context.Request.QueryString}";
            context.Response.Redirect($"{context.Request.PathBase}{PageRoutes.SignIn}?back={Uri.EscapeDataString(view)}");
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.Path != Address)
        {
            await next(context);
            return;
        }

        if (Find(() => protection.Check(context)) is { } refused)
        {
            context.Response.StatusCode = refused.Error.Status;
            await context.Response.WriteAsJsonAsync(refused.Error.BodyOf(refused.Messages));
            return;
        }

        var form = SentForm.Of(await context.Request.ReadFormAsync(context.RequestAborted));
        form.Become(context.Request);
        var body = await BufferedResponse.ReadAsync(context, next);
        CallRecording.NotifyStory(context);
        var status = context.Response.StatusCode;
        var back = form.BackIn(context.Request);
        Forget(context);
        if (status is >= StatusCodes.Status200OK and < StatusCodes.Status300MultipleChoices)
        {
            context.Response.Redirect(form.DoneAt(context.Request.PathBase, back));
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            return;
        }

        context.Features.Set(new ActionResult(status, Refused(form, body), form));
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = back.Path;
        context.Request.QueryString = new QueryString(back.Query);
        context.Request.Body = Stream.Null;
        context.Request.ContentLength = null;
        context.Request.ContentType = null;
        await next(context);
    }

    private static bool IsView(HttpRequest request) => HttpMethods.IsGet(request.Method)
        && request.Path.StartsWithSegments(PageRoutes.Root, StringComparison.OrdinalIgnoreCase) && request.Path != PageRoutes.SignIn && !request.Path.StartsWithSegments($"{PageRoutes.Root}/files", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the value that a field had in the refused form, whichever call it was, or null.</summary>
    public static string? RefusedValueOf(HttpContext context, ActionField field) => context.Features.Get<ActionResult>()?.Form.ValueOf(field);

    // The pipeline that writes refusals begins after this.
    private static ApiException? Find(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (ApiException refused)
        {
            return refused;
        }
    }

    // The second call of the pipeline begins as a request from outside does.
    private static void Forget(HttpContext context)
    {
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Features.Set<IExceptionHandlerFeature>(null);
        context.Features.Set<IExceptionHandlerPathFeature>(null);
        context.Response.Clear();
    }

    private static Notice Refused(SentForm form, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            var messages = answer.RootElement.FindMember("errors") is { ValueKind: JsonValueKind.Array } errors
                ? [.. errors.EnumerateArray().Select(error => error.FindMember("message")?.TextOrNull()).OfType<string>()]
                : new[] { answer.RootElement.FindMember("message")?.TextOrNull() }.OfType<string>().ToList();
            return messages is [var only] ? new Notice(only, IsProblem: true) : new Notice($"{form.Method} {form.Path} was refused.", IsProblem: true) { Details = messages };
        }
        catch (JsonException)
        {
            return new Notice($"{form.Method} {form.Path} was not answered.", IsProblem: true);
        }
    }

    private sealed record ActionResult(int Status, Notice Notice, SentForm Form);
}

/// <summary>A form of the page as it was sent.</summary>
/// <param name="Method">The method of the call.</param>
/// <param name="Path">The path of the call.</param>
internal sealed record SentForm(string Method, string Path)
{
    private const string ControlPrefix = $"{ControlRoutes.Prefix}/";

    private static readonly string[] BankPrefixes = ["/core/", "/webhooks/", "/wires/"];
    private static readonly string[] Methods = ["POST", "PUT", "PATCH", "DELETE"];

    private IFormCollection Fields { get; init; } = FormCollection.Empty;

    private IEnumerable<(string Name, string Value)> Parts =>
        Fields.Where(sent => IsOf(sent.Key, FieldForm.Path)).Select(sent => (sent.Key.Split(':')[0], sent.Value.ToString()));

    private string Back => Fields["_back"].ToString();

    public static SentForm Of(IFormCollection fields) => new(fields["_method"].ToString(), fields["_path"].ToString()) { Fields = fields };

    /// <summary>Turns a request into the call of the form. A form that names no call becomes one without an operation, which is a 404.</summary>
    public void Become(HttpRequest request)
    {
        var isCall = Methods.Contains(Method, StringComparer.Ordinal)
            && (Path.StartsWith(ControlPrefix, StringComparison.Ordinal) || BankPrefixes.Any(prefix => Path.StartsWith(prefix, StringComparison.Ordinal)));
        var (content, contentType) = BodyOf();
        request.Method = isCall ? Method : HttpMethods.Post;
        request.Path = isCall ? Parts.Aggregate(Path, (path, part) => path.Replace($"{{{part.Name}}}", part.Value, StringComparison.Ordinal)) : "/no-such-action";
        request.QueryString = default;
        request.Body = new MemoryStream(content);
        request.ContentLength = content.Length;
        request.ContentType = content.Length is 0 ? null : contentType;
        request.Headers.Accept = MediaTypeNames.Application.Json;
        foreach (var (name, values) in Fields.Where(field => IsOf(field.Key, FieldForm.Header) && field.Value.ToString() is not ""))
        {
            request.Headers[name.Split(':')[0]] = values;
        }
    }

    /// <summary>Returns the value of a field that the reader saw, or null if the form had no such field.</summary>
    public string? ValueOf(ActionField field) =>
        !field.IsHidden && Fields.TryGetValue(field.SentName, out var values) ? string.Join(',', values.Where(value => value is not "")) : null;

    /// <summary>Returns the view to which the form returns. It is always one of the page.</summary>
    public (PathString Path, string Query) BackIn(HttpRequest request)
    {
        var own = Back.StartsWith($"{request.PathBase}{PageRoutes.Root}", StringComparison.Ordinal) ? Back[request.PathBase.Value!.Length..] : PageRoutes.Root;
        var end = own.IndexOf('?', StringComparison.Ordinal);
        return end < 0 ? (own, "") : (own[..end], own[end..]);
    }

    /// <summary>Returns the address of the view after a success.</summary>
    public string DoneAt(PathString pathBase, (PathString Path, string Query) back)
    {
        var query = string.Join('&', back.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(member => !member.StartsWith("done=", StringComparison.Ordinal)).Append($"done={Uri.EscapeDataString(Fields["_done"].ToString())}"));
        return $"{pathBase}{back.Path}?{query}";
    }

    private (byte[] Content, string ContentType) BodyOf()
    {
        if (Fields.FirstOrDefault(field => IsOf(field.Key, FieldForm.Yaml)) is { Key: not null } yaml)
        {
            return (Encoding.UTF8.GetBytes(yaml.Value.ToString()), "application/yaml");
        }

        if (Fields.FirstOrDefault(field => IsOf(field.Key, FieldForm.Json)) is { Key: not null } json)
        {
            return (Encoding.UTF8.GetBytes(json.Value.ToString()), MediaTypeNames.Application.Json);
        }

        var body = new JsonObject();
        var members = Fields.Where(field => !field.Key.StartsWith('_') && !IsOf(field.Key, FieldForm.Header) && !IsOf(field.Key, FieldForm.Path)).ToList();
        foreach (var (name, values) in members)
        {
            Add(body, name.Split(':'), values);
        }

        // A call with an empty body is answered with the missing members.
        return members is [] ? ([], "") : (JsonSerializer.SerializeToUtf8Bytes(body), MediaTypeNames.Application.Json);
    }

    private static bool IsOf(string name, FieldForm form) => name.EndsWith($":{form}", StringComparison.Ordinal);

    private static void Add(JsonObject body, string[] name, StringValues values)
    {
        var value = (name.Length > 1 ? name[1] : nameof(FieldForm.Text)) switch
        {
            nameof(FieldForm.List) => new JsonArray([.. values.Where(each => each is not "").Select(each => JsonValue.Create(each))]),
            nameof(FieldForm.Flag) => JsonValue.Create(values.ToString() is "true"),
            _ when values.ToString() is "" => null,
            nameof(FieldForm.Number) when decimal.TryParse(values, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => (JsonNode?)JsonValue.Create(values.ToString()),
        };
        if (value is not null)
        {
            var path = name[0].Split('.');
            foreach (var section in path[..^1])
            {
                body = (JsonObject)(body[section] ??= new JsonObject());
            }

            body[path[^1]] = value;
        }
    }
}

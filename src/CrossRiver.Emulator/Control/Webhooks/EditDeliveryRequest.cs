using CrossRiver.Emulator.Modules.Webhooks.Sending;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Webhooks;

/// <summary>Represents the changes of a webhook before its release. An absent member leaves its part as it is, and null makes it the bank's again.</summary>
/// <param name="Headers">All changed headers by their names; a header that is null is not sent.</param>
internal sealed record EditDeliveryRequest(Dictionary<string, string?>? Headers) : IRequestBody
{
    private const string Body = "body";

    private static readonly IReadOnlyList<Field> Fields =
    [
        Of(Body, new FieldType(
            "must be text, which is sent to the letter, or an object, whose JSON is sent",
            value => value.Json.ValueKind is JsonValueKind.Object || value.Json.TextOrNull() is not null,
            new FieldFormat { Kind = FieldKind.TextOrSection })),
        Of("headers", new FieldType(
            $"must be an object of at most {WebhookEdit.MostHeaders} texts or nulls",
            value => value.Json.ValueKind is JsonValueKind.Object
                && value.Json.EnumerateObject().All(member => member.Value.TextOrNull() is not null || member.Value.ValueKind is JsonValueKind.Null),
            new FieldFormat { Kind = FieldKind.Section, IsPartial = true })),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;

    /// <summary>Returns an edit with the changes.</summary>
    /// <param name="before">The edit so far.</param>
    /// <param name="json">The body of the call. The text of its JSON is kept as it was written.</param>
    /// <exception cref="ApiException">No request can have the changes.</exception>
    public WebhookEdit Change(WebhookEdit before, JsonElement json)
    {
        var (body, headers) = (json.FindMember(Body), json.FindMember("headers"));
        if (body is null && headers is null)
        {
            throw ApiException.Invalid(["Body or Headers required"]);
        }

        if ((Headers ?? []).Keys.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw ApiException.Invalid([$"Header {twice.Key} must be given once, in one casing"]);
        }

        var changed = before with
        {
            Body = body is { } sent ? TextOf(sent) : before.Body,
            Headers = headers is null ? before.Headers : new Dictionary<string, string?>(Headers ?? [], StringComparer.OrdinalIgnoreCase),
        };
        return changed.FindFault() is { } fault ? throw ApiException.Invalid([fault]) : changed;
    }

    private static string? TextOf(JsonElement body) => body.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => body.GetString(),
        _ => body.GetRawText(),
    };
}

/// <summary>Represents the changes that a tester made to a webhook.</summary>
/// <param name="Body">The body; absent for the bank's.</param>
/// <param name="Headers">The changed headers without secrets, null for a header that is not sent; absent if there are none.</param>
internal sealed record EditBody(string? Body, IReadOnlyDictionary<string, string?>? Headers)
{
    public static EditBody? Of(WebhookEdit? edit) => edit is null ? null : new EditBody(edit.Body, edit.ShownHeaders);
}

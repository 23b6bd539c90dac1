using System.Reflection;
using System.Text.Json;
using CrossRiver.Emulator.Calls;
using CrossRiver.Emulator.Errors;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Bodies;

/// <summary>A request body that tells which fields it takes.</summary>
internal interface IRequestBody
{
    /// <summary>The fields, in the order in which their faults are told.</summary>
    /// <param name="body">The body, an object; some fields depend on others.</param>
    static abstract IReadOnlyList<Field> FieldsFor(JsonElement body);
}

/// <summary>The body of a call, read and checked: a handler that has one has a valid one.</summary>
/// <param name="Value">The body as a record.</param>
/// <param name="Json">The body as it was sent; good until the call is answered.</param>
internal sealed record Body<T>(T Value, JsonElement Json) : IBindableFromHttpContext<Body<T>>
    where T : class, IRequestBody
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 64 };

    /// <summary>Reads the body of a call.</summary>
    /// <exception cref="RefusedException">It is not JSON, too large, no object, or has faults; every fault of a field is named.</exception>
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var document = Parse(await BodyBytes.ReadAsync(context));
        context.Response.RegisterForDispose(document);
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
        {
            throw RefusedException.Invalid(["The request body must be an object"]);
        }

        var check = new BodyCheck();
        check.Check(document.RootElement, T.FieldsFor(document.RootElement));
        if (check.Faults is not [])
        {
            throw RefusedException.Invalid(check.Faults);
        }

        context.Call().UnknownMembers = check.UnknownMembers;
        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return new Body<T>(document.RootElement.Deserialize<T>(json)!, document.RootElement);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw RefusedException.Invalid(["Request body required"]);
        }

        try
        {
            return JsonDocument.Parse(bytes, Limits);
        }
        catch (JsonException exception)
        {
            throw RefusedException.Invalid(
                [$"The request body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})"]);
        }
    }
}

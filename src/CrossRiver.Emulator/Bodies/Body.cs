using System.Reflection;
using System.Text.Json;

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
    /// <summary>Reads the body of a call.</summary>
    /// <exception cref="Errors.RefusedException">The body cannot be taken.</exception>
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var json = await JsonBody.ReadAsync(context, T.FieldsFor);
        return new Body<T>(JsonBody.ToRecord<T>(json, T.FieldsFor(json)), json);
    }
}

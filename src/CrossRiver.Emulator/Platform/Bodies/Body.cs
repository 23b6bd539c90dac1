using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>A request body that tells which fields it takes.</summary>
internal interface IRequestBody
{
    /// <summary>The fields, in the order in which their faults are told.</summary>
    /// <param name="body">The body, an object; some fields depend on others.</param>
    static abstract IReadOnlyList<Field> FieldsFor(JsonElement body);

    /// <summary>The member on whose value the other fields depend, one of an enumeration; <see langword="null"/> when there is none.</summary>
    static virtual string? DecidingMember => null;

    /// <summary>Whether a call may come without a body: then its handler has none.</summary>
    static virtual bool IsOptional => false;
}

/// <summary>The body of a call, read and checked: a handler that has one has a valid one.</summary>
/// <param name="Value">The body as a record.</param>
/// <param name="Json">The body as it was sent; good until the call is answered.</param>
internal sealed record Body<T>(T Value, JsonElement Json) : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class, IRequestBody
{
    /// <summary>Reads the body of a call.</summary>
    /// <exception cref="Errors.RefusedException">The body cannot be taken.</exception>
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (T.IsOptional && (await TextBody.ReadUncheckedAsync(context)).IsEmpty)
        {
            return null;
        }

        var json = await JsonBody.ReadAsync(context, T.FieldsFor);
        return new Body<T>(JsonBody.ToRecord<T>(json, T.FieldsFor(json)), json);
    }

    /// <summary>Tells those who describe the call what it takes.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(BodyForm.Of<T>());
}

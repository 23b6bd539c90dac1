using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>A request body with declared fields.</summary>
internal interface IRequestBody
{
    /// <summary>Returns the fields, in the order in which their faults are reported.</summary>
    /// <param name="body">The body, an object; some fields depend on others.</param>
    static abstract IReadOnlyList<Field> FieldsFor(JsonElement body);

    /// <summary>Gets the member, of an enumeration, on whose value the other fields depend, or null if there is none.</summary>
    static virtual string? DecidingMember => null;

    /// <summary>Gets whether a call may have no body; its handler then gets null.</summary>
    static virtual bool IsOptional => false;
}

/// <summary>The body of a call, read and checked: a handler that has one has a valid one.</summary>
/// <param name="Json">The body as it was sent; valid until the call is answered.</param>
internal sealed record Body<T>(T Value, JsonElement Json) : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class, IRequestBody
{
    /// <summary>Reads the body of a call.</summary>
    /// <exception cref="Errors.ApiException">The body cannot be taken.</exception>
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (T.IsOptional && (await TextBody.ReadUncheckedAsync(context)).IsEmpty)
        {
            return null;
        }

        var json = await JsonBody.ReadAsync(context, T.FieldsFor);
        return new Body<T>(JsonBody.ToRecord<T>(json, T.FieldsFor(json)), json);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(BodyForm.Of<T>());
}

/// <summary>A form that the body of a call may have: metadata of its endpoint. An endpoint with several forms takes any of them.</summary>
/// <param name="Name">The name of its schema, for example <c>AddressRequest</c>.</param>
/// <param name="FieldsFor">Returns the fields of a body, which may depend on the body.</param>
internal sealed record BodyForm(string Name, Func<JsonElement, IReadOnlyList<Field>> FieldsFor)
{
    private const string Request = "Request";

    /// <inheritdoc cref="IRequestBody.DecidingMember"/>
    public string? DecidingMember { get; private init; }

    /// <summary>Gets the function that describes the body as a JSON schema in place of fields, or null if the fields describe it.</summary>
    public Func<IServiceProvider, JsonObject>? Describe { get; init; }

    /// <summary>Gets whether the body is a list of such objects.</summary>
    public bool IsList { get; private init; }

    /// <summary>Gets whether the call may have no body.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Returns the form of a body that is a <typeparamref name="T"/>.</summary>
    public static BodyForm Of<T>()
        where T : class, IRequestBody => new(WithoutRequest<T>() + Request, T.FieldsFor) { DecidingMember = T.DecidingMember };

    /// <summary>Returns the form of a body that is a list of <typeparamref name="T"/>.</summary>
    public static BodyForm ListOf<T>()
        where T : class, IRequestBody => Of<T>() with { IsList = true };

    /// <summary>Returns the form of a body with the members of a <typeparamref name="T"/> that are to change.</summary>
    public static BodyForm ChangesOf<T>()
        where T : class, IRequestBody =>
        new(WithoutRequest<T>().Replace("Create", "", StringComparison.Ordinal) + "Changes", body => [.. T.FieldsFor(body).Select(field => field.Optional())]);

    private static string WithoutRequest<T>() => typeof(T).Name.Replace(Request, "", StringComparison.Ordinal);
}

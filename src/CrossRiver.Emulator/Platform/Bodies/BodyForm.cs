namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>A form that the body of a call may have: metadata of its endpoint. An endpoint that has several takes any of them.</summary>
/// <param name="Name">What to call it, for example <c>AddressRequest</c>.</param>
/// <param name="FieldsFor">The fields of a body, which may depend on the body.</param>
internal sealed record BodyForm(string Name, Func<JsonElement, IReadOnlyList<Field>> FieldsFor)
{
    private const string Request = "Request";

    /// <summary>The member on whose value the other fields depend, one of an enumeration; <see langword="null"/> when there is none.</summary>
    public string? DecidingMember { get; private init; }

    /// <summary>Gets what describes the body as a JSON schema in place of fields, or <see langword="null"/> if the fields do.</summary>
    public Func<IServiceProvider, JsonObject>? Describe { get; init; }

    /// <summary>Whether the body is a list of these.</summary>
    public bool IsList { get; private init; }

    /// <summary>Whether the call may come without a body.</summary>
    public bool IsOptional { get; init; }

    /// <summary>A body that is a <typeparamref name="T"/>.</summary>
    public static BodyForm Of<T>()
        where T : class, IRequestBody =>
        new(WithoutRequest<T>() + Request, T.FieldsFor) { DecidingMember = T.DecidingMember };

    /// <summary>A body that is a list of <typeparamref name="T"/>.</summary>
    public static BodyForm ListOf<T>()
        where T : class, IRequestBody => Of<T>() with { IsList = true };

    /// <summary>A body with those members of a <typeparamref name="T"/> that are to change.</summary>
    public static BodyForm ChangesOf<T>()
        where T : class, IRequestBody =>
        new(WithoutRequest<T>().Replace("Create", "", StringComparison.Ordinal) + "Changes", body => [.. T.FieldsFor(body).Select(field => field.Optional())]);

    private static string WithoutRequest<T>() => typeof(T).Name.Replace(Request, "", StringComparison.Ordinal);
}

using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrossRiver.Emulator.Bodies;

/// <summary>The body of a call that may come without one, read and checked.</summary>
/// <param name="Value">The body as a record, or <see langword="null"/> when there was none.</param>
internal sealed record OptionalBody<T>(T? Value) : IBindableFromHttpContext<OptionalBody<T>>, IEndpointParameterMetadataProvider
    where T : class, IRequestBody
{
    /// <summary>Reads the body of a call, if it has one.</summary>
    /// <exception cref="Errors.RefusedException">The body cannot be taken.</exception>
    public static async ValueTask<OptionalBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        // An empty one is none, whatever the headers say of it.
        var canHaveBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not false;
        return canHaveBody && !(await TextBody.ReadUncheckedAsync(context)).IsEmpty
            ? new OptionalBody<T>((await Body<T>.BindAsync(context, parameter))!.Value)
            : new OptionalBody<T>(Value: null);
    }

    /// <summary>Tells those who describe the call what it takes.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(BodyForm.Of<T>() with { IsOptional = true });
}

using System.Reflection;
using CrossRiver.Emulator.Platform.Errors;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace CrossRiver.Emulator.Platform.Bodies;

/// <summary>The body of a call that takes YAML, as text.</summary>
internal sealed record YamlBody(string Text) : IBindableFromHttpContext<YamlBody>, IEndpointParameterMetadataProvider
{
    /// <summary>The content type of answers.</summary>
    public const string ContentType = "application/yaml";

    // Plain text and bytes are taken, because many clients have no other name for a file.
    private static readonly string[] Taken = [ContentType, "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain", "application/octet-stream"];

    /// <summary>Reads the body of a call.</summary>
    /// <exception cref="ApiException">The body has another content type, is too large or is not UTF-8.</exception>
    public static async ValueTask<YamlBody?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var isTaken = context.Request.ContentType is null
            || (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && Taken.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase));
        if (!isTaken)
        {
            throw ErrorCatalog.NotYaml.ToException();
        }

        return new YamlBody(Encoding.UTF8.GetString((await TextBody.ReadAsync(context)).Span));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new YamlBodyMetadata());
}

/// <summary>A body in YAML: metadata of an endpoint that takes one.</summary>
internal sealed record YamlBodyMetadata;

using System.Net.Mime;
using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference.Operations;

/// <summary>Describes the refusals of an operation, and the headers of all its answers.</summary>
internal sealed class OperationAnswers : IOpenApiOperationTransformer
{
    private const string RequestId = "request-id";
    private const string OriginalRequestId = "original-request-id";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        document.AddComponent(RequestId, Header("Names the call in the journal."));
        foreach (var answer in operation.Responses!.Values.OfType<OpenApiResponse>())
        {
            answer.Headers = HeadersFor(document);
            if (context.TakesIdempotencyKey())
            {
                document.AddComponent(OriginalRequestId, Header("Only in an answer that is repeated: the `request-id` of the first call with the same idempotency key."));
                answer.Headers[OriginalRequestId] = new OpenApiHeaderReference(OriginalRequestId, document);
            }
        }

        // An operation may define its own answer with the status of a refusal.
        foreach (var refusal in RefusalsOf(operation, context).Where(refusal => !operation.Responses.ContainsKey($"{refusal.StatusCode}")))
        {
            if (document.Components?.Responses?.ContainsKey(refusal.Name) is not true)
            {
                var schema = await context.GetOrCreateSchemaAsync(refusal.Example.GetType(), cancellationToken: cancellationToken);
                document.AddComponent(refusal.Example.GetType().Name, WithReference(schema, document));
                document.AddComponent(refusal.Name, ResponseOf(refusal, document));
            }

            operation.Responses[refusal.StatusCode.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponseReference(refusal.Name, document);
        }
    }

    private static IEnumerable<Refusal> RefusalsOf(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        // The endpoints of the token server describe their own refusals.
        if (context.Description.IsOfBank() && !context.TakesToken())
        {
            return [];
        }

        var takesBody = operation.RequestBody is not null;
        var takesSmallBody = takesBody && !context.TakesSnapshot();
        var takesQuery = operation.Parameters!.Any(parameter => parameter.In is ParameterLocation.Query);
        var takesKey = context.TakesIdempotencyKey();

        // A text in the path is an identifier or a name that may be unknown. So is a partner, unless the call makes its world.
        var makesWorld = context.Metadata<PreparesWorld>().Any();
        var namesResource = !context.Metadata<CreatedOnFirstUse>().Any() && context.Description.ParameterDescriptions.Any(parameter =>
            parameter.Source == BindingSource.Path && (parameter.Name == "partnerId" ? !makesWorld : parameter.Type == typeof(string)));

        return new (Refusal Refusal, bool Applies)[]
        {
            (Refusal.BadRequest, takesBody || takesQuery || takesKey || context.ChangesSubject()),
            (Refusal.Unauthorized, context.TakesToken()),
            (Refusal.Forbidden, context.TakesToken()),
            (Refusal.KeyRequired, context.TakesKey()),
            (Refusal.ForeignSite, !context.Description.IsOfBank()),
            (Refusal.NotFound, namesResource || context.ChangesStory()),
            (Refusal.TooSlow, takesSmallBody),
            (Refusal.Conflict, takesKey),
            (Refusal.StoryConflict, context.ChangesStory()),
            (Refusal.TooLarge, takesSmallBody),
            (Refusal.NotJson, takesSmallBody && !context.TakesYaml()),
            (Refusal.NotYaml, context.TakesYaml()),
            (Refusal.TooManyRequests, context.TakesToken()),
        }.Where(each => each.Applies).Select(each => each.Refusal);
    }

    // The framework repeats the schema of the faults in each error.
    private static OpenApiSchema WithReference(OpenApiSchema schema, OpenApiDocument document)
    {
        if (schema.Properties!.TryGetValue("errors", out var errors) && errors is OpenApiSchema { Items: OpenApiSchema fault } list)
        {
            document.AddComponent(nameof(ApiError), fault);
            list.Items = new OpenApiSchemaReference(nameof(ApiError), document);
        }

        return schema;
    }

    private static OpenApiResponse ResponseOf(Refusal refusal, OpenApiDocument document) => new()
    {
        Description = refusal.Text,
        Headers = HeadersFor(document),
        Content = OperationBodies.ContentOf(MediaTypeNames.Application.Json, new()
        {
            Schema = new OpenApiSchemaReference(refusal.Example.GetType().Name, document),
            Example = JsonSerializer.SerializeToNode(refusal.Example, refusal.Example.GetType(), WireJson.Options),
        }),
    };

    private static Dictionary<string, IOpenApiHeader> HeadersFor(OpenApiDocument document) =>
        new(StringComparer.Ordinal) { [RequestId] = new OpenApiHeaderReference(RequestId, document) };

    private static OpenApiHeader Header(string text) => new() { Description = text, Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" } };
}

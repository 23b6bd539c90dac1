using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference.Operations;

/// <summary>Says of an operation that it takes no credentials, where the document's others do.</summary>
internal sealed class OperationCredentials : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Security = context.TakesToken() || context.TakesKey() ? null : [];

        return Task.CompletedTask;
    }
}

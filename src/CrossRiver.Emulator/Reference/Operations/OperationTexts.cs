using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference.Operations;

/// <summary>Sets the name, the title and the description of an operation, and whether it takes credentials.</summary>
internal sealed class OperationTexts : IOpenApiOperationTransformer
{
    private static readonly string[] SentenceEnds = [". ", "; "];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.OperationId = context.Name();
        operation.Security = context.TakesToken() || context.TakesKey() ? null : [];
        if (operation.Summary is { } text)
        {
            (operation.Summary, operation.Description) = Split(text);
        }

        return Task.CompletedTask;
    }

    // The first sentence is the title.
    private static (string Title, string? Text) Split(string text)
    {
        var end = SentenceEnds.Select(mark => text.IndexOf(mark, StringComparison.Ordinal)).Where(index => index >= 0).DefaultIfEmpty(-1).Min();
        return end < 0 ? (text.TrimEnd('.'), null) : (text[..end], $"{char.ToUpperInvariant(text[end + 2])}{text[(end + 3)..]}");
    }
}

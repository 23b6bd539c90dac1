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
            var (title, rest) = Split(text);
            operation.Summary = title;
            operation.Description = rest;
        }

        return Task.CompletedTask;
    }

    // The first sentence is the title.
    private static (string Title, string? Text) Split(string text)
    {
        var ends = SentenceEnds.Select(end => text.IndexOf(end, StringComparison.Ordinal)).Where(end => end >= 0).ToList();
        if (ends is [])
        {
            return (text.TrimEnd('.'), null);
        }

        var rest = text[(ends.Min() + 2)..];
        return (text[..ends.Min()], $"{char.ToUpperInvariant(rest[0])}{rest[1..]}");
    }
}

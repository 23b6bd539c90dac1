using System.Text.Json.Serialization.Metadata;
using CrossRiver.Emulator.Faults.Rules;
using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Reference.Operations;
using CrossRiver.Emulator.Scenarios.Library;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.OpenApi;

namespace CrossRiver.Emulator.Reference;

/// <summary>Makes the two OpenAPI documents. Thread-safe.</summary>
/// <param name="map">Maps all routes of the emulator.</param>
/// <remarks>The framework's services for descriptions take several megabytes. A separate provider makes them on first use.</remarks>
internal sealed class ReferenceDocuments(IServiceProvider emulator, Action<LazyRoutes, IServiceProvider> map) : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _services = new(() => CreateServices(emulator, map));

    /// <summary>Makes a document.</summary>
    public Task<OpenApiDocument> MakeAsync(ReferenceDocument document, CancellationToken cancellationToken) =>
        _services.Value.GetRequiredKeyedService<IOpenApiDocumentProvider>(document.Name).GetOpenApiDocumentAsync(cancellationToken);

    public ValueTask DisposeAsync() => _services.IsValueCreated ? _services.Value.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Returns the name of a type's schema, or null if it has none.</summary>
    /// <remarks>The body of a customer is called a customer. The body of an error keeps its name: it contains several errors.</remarks>
    public static string? NameOf(JsonTypeInfo type)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return type.Type.Namespace == typeof(ApiErrorBody).Namespace ? name : name?.Replace("Body", "", StringComparison.Ordinal);
    }

    private static ServiceProvider CreateServices(IServiceProvider emulator, Action<LazyRoutes, IServiceProvider> map)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(emulator.GetRequiredService<IHostEnvironment>())
            .AddSingleton(emulator.GetRequiredService<IOptions<JsonOptions>>())
            .Replace(ServiceDescriptor.Singleton(emulator.GetRequiredService<ILoggerFactory>()))
            .AddSingleton(emulator.GetRequiredService<ModuleCatalog>())
            .AddSingleton(emulator.GetRequiredService<ScenarioLibrary>())
            .AddSingleton(emulator.GetRequiredService<EventCatalog>())
            .AddSingleton(emulator.GetRequiredService<FaultSchemas>());
        foreach (var document in ReferenceDocument.All)
        {
            services.AddOpenApi(document.Name, options =>
            {
                options.ShouldInclude = operation => operation.IsOfBank() == (document == ReferenceDocument.Bank);
                options.AddTransformers();
            });
        }

        // The served endpoints do not describe their answers, because that takes longer than the start.
        var described = services.Single(service => service.ServiceType == typeof(IApiDescriptionProvider));
        services.Replace(ServiceDescriptor.Singleton((IApiDescriptionProvider)ActivatorUtilities.CreateInstance(
            emulator, described.ImplementationType!, DeclaredRoutes.Describe(routes => map(routes, emulator), emulator))));
        return services.BuildServiceProvider();
    }
}

/// <summary>Adds the emulator's parts of a document.</summary>
internal static class Transformers
{
    // The order matters: the answers depend on the parameters and the body.
    public static void AddTransformers(this OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = ReferenceDocuments.NameOf;
        options.AddSchemaTransformer<AnswerSchemas>();
        options.AddOperationTransformer<OperationTexts>();
        options.AddOperationTransformer<OperationParameters>();
        options.AddOperationTransformer<OperationBodies>();
        options.AddOperationTransformer<OperationAnswers>();
        options.AddDocumentTransformer<JournalSchemas>();
        options.AddDocumentTransformer<OmitNulls>();
        options.AddDocumentTransformer<AnswerExamples>();
        options.AddDocumentTransformer<DocumentFrame>();
    }
}

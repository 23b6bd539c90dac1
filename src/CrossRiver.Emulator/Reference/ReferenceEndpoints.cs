using System.Text.Json.Serialization.Metadata;
using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Reference.Operations;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scalar.AspNetCore;

namespace CrossRiver.Emulator.Reference;

/// <summary>The reference: two OpenAPI documents, made when they are first asked for, and a page that shows them.</summary>
internal static class ReferenceEndpoints
{
    private const string DocumentPath = "/openapi/{documentName}.json";

    // Of the two documents it is the one of this API.
    private const string OwnDocumentPath = "/openapi.json/{documentName=emulator}";

    /// <summary>Registers the reference.</summary>
    /// <param name="map">Maps all routes of the emulator.</param>
    public static IServiceCollection AddReference(this IServiceCollection services, Action<LazyRoutes, IServiceProvider> map)
    {
        services.AddOpenApi(ReferenceDocument.Bank.Name, options =>
        {
            options.ShouldInclude = operation => operation.IsOfBank();
            options.AddTransformers();
        });
        services.AddOpenApi(ReferenceDocument.Emulator.Name, options =>
        {
            options.ShouldInclude = operation => !operation.IsOfBank();
            options.AddTransformers();
        });

        return services.DescribeOnDemand(map);
    }

    // The endpoints that are served do not describe their answers. To find what they answer takes longer than to start.
    private static IServiceCollection DescribeOnDemand(this IServiceCollection services, Action<LazyRoutes, IServiceProvider> map)
    {
        var described = services.Single(service => service.ServiceType == typeof(IApiDescriptionProvider));
        return services.Replace(ServiceDescriptor.Transient(provider => (IApiDescriptionProvider)ActivatorUtilities.CreateInstance(
            provider,
            described.ImplementationType!,
            DeclaredRoutes.Describe(routes => map(routes, provider), provider))));
    }

    public static void MapReference(this LazyRoutes control)
    {
        control.Builder.MapOpenApi(DocumentPath);
        control.Builder.MapOpenApi(OwnDocumentPath);
        control.Builder.MapScalarApiReference("/reference", page => page
            .WithTitle("CrossRiver.Emulator")
            .WithOpenApiRoutePattern($"/_emulator{DocumentPath}")
            .AddDocument(ReferenceDocument.Bank.Name, "The bank")
            .AddDocument(ReferenceDocument.Emulator.Name, "The emulator")
            .AddClientCredentialsFlow(CredentialSchemes.OAuth, flow => flow.WithClientId("any").WithClientSecret("any"))
            .WithDefaultHttpClient(ScalarTarget.Shell, ScalarClient.Curl)
            .PreserveSchemaPropertyOrder()
            .KeepToThisMachine()).WithMetadata(new TakesAnyQuery());
    }

    // What asks other machines for something, or leads there: the emulator also runs where there is no Internet.
    private static void KeepToThisMachine(this ScalarOptions page) => page
        .DisableDefaultFonts()
        .DisableTelemetry()
        .DisableAgent()
        .DisableMcp()
        .HideDeveloperTools()
        .HideClientButton();

    // In this order: the answers look at what the operation takes.
    private static void AddTransformers(this OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = NameOf;
        options.AddSchemaTransformer<AnswerSchemas>();
        options.AddOperationTransformer<OperationTexts>();
        options.AddOperationTransformer<OperationParameters>();
        options.AddOperationTransformer<OperationBodies>();
        options.AddOperationTransformer<OperationAnswers>();
        options.AddOperationTransformer<OperationCredentials>();
        options.AddDocumentTransformer<JournalSchemas>();
        options.AddDocumentTransformer<AbsentMembers>();
        options.AddDocumentTransformer<AnswerExamples>();
        options.AddDocumentTransformer<DocumentFrame>();
    }

    /// <summary>Returns the name of a type's schema, or <see langword="null"/> if it has none.</summary>
    /// <remarks>The body of a customer is a customer to its reader. The body of an error is no error: it has several.</remarks>
    public static string? NameOf(JsonTypeInfo type)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return type.Type.Namespace == typeof(ApiErrorBody).Namespace ? name : name?.Replace("Body", "", StringComparison.Ordinal);
    }
}

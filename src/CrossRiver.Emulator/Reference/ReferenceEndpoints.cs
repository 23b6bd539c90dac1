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

/// <summary>Provides the reference: two OpenAPI documents, made on first use, and a page that shows them.</summary>
internal static class ReferenceEndpoints
{
    private const string DocumentPath = "/openapi/{documentName}.json";

    // The document of the control API.
    private const string OwnDocumentPath = "/openapi.json/{documentName=emulator}";

    /// <param name="map">Maps all routes of the emulator.</param>
    public static IServiceCollection AddReference(this IServiceCollection services, Action<LazyRoutes, IServiceProvider> map)
    {
        foreach (var document in (ReferenceDocument[])[ReferenceDocument.Bank, ReferenceDocument.Emulator])
        {
            services.AddOpenApi(document.Name, options =>
            {
                options.ShouldInclude = operation => operation.IsOfBank() == (document == ReferenceDocument.Bank);
                options.AddTransformers();
            });
        }

        // The served endpoints do not describe their answers, because that takes longer than the start.
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

    // Without calls of other machines and links to them, because the emulator also runs without the Internet.
    private static void KeepToThisMachine(this ScalarOptions page) =>
        page.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton();

    // The order matters: the answers depend on the parameters and the body.
    private static void AddTransformers(this OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = NameOf;
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

    /// <summary>Returns the name of a type's schema, or null if it has none.</summary>
    /// <remarks>The body of a customer is called a customer. The body of an error keeps its name: it contains several errors.</remarks>
    public static string? NameOf(JsonTypeInfo type)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return type.Type.Namespace == typeof(ApiErrorBody).Namespace ? name : name?.Replace("Body", "", StringComparison.Ordinal);
    }
}

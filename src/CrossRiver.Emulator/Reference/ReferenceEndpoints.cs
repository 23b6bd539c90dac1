using System.Net.Mime;
using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Platform;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace CrossRiver.Emulator.Reference;

/// <summary>Provides the reference: two OpenAPI documents, made on first use, and a page that shows them.</summary>
internal static class ReferenceEndpoints
{
    private const string DocumentPath = "/openapi/{documentName}.json";

    // The document of the control API.
    private const string OwnDocumentPath = "/openapi.json/{documentName=emulator}";

    /// <param name="map">Maps all routes of the emulator.</param>
    public static IServiceCollection AddReference(this IServiceCollection services, Action<LazyRoutes, IServiceProvider> map) =>
        services.AddSingleton(emulator => new ReferenceDocuments(emulator, map));

    public static void MapReference(this LazyRoutes control)
    {
        control.Builder.MapGet(DocumentPath, WriteDocumentAsync).ExcludeFromDescription();
        control.Builder.MapGet(OwnDocumentPath, WriteDocumentAsync).ExcludeFromDescription();
        var page = new Lazy<RequestDelegate>(() => CreatePage(control.Builder.ServiceProvider));
        control.Builder.MapGet("/reference/{**rest}", context => page.Value(context)).WithMetadata(new TakesAnyQuery()).ExcludeFromDescription();
    }

    // The page has a separate pipeline, made on first use, because mapping it takes two megabytes.
    private static RequestDelegate CreatePage(IServiceProvider services)
    {
        var pipeline = new ApplicationBuilder(services);
        pipeline.Use(next => context =>
        {
            context.SetEndpoint(null);
            return next(context);
        });
        pipeline.UseRouting();
        pipeline.UseEndpoints(routes => routes.MapScalarApiReference($"{ControlRoutes.Prefix}/reference", page => page
            .WithTitle("CrossRiver.Emulator")
            .WithOpenApiRoutePattern($"{ControlRoutes.Prefix}{DocumentPath}")
            .AddDocument(ReferenceDocument.Bank.Name, "The bank")
            .AddDocument(ReferenceDocument.Emulator.Name, "The emulator")
            .AddClientCredentialsFlow(CredentialSchemes.OAuth, flow => flow.WithClientId("any").WithClientSecret("any"))
            .WithDefaultHttpClient(ScalarTarget.Shell, ScalarClient.Curl)
            .PreserveSchemaPropertyOrder()
            .KeepToThisMachine()));
        return pipeline.Build();
    }

    // Without calls of other machines and links to them, because the emulator also runs without the Internet.
    private static void KeepToThisMachine(this ScalarOptions page) =>
        page.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton();

    // Not asynchronous: the framework reads the attributes of a handler, and an asynchronous method's load the library at the start.
    private static Task WriteDocumentAsync(HttpContext context) => MakeDocumentAsync(context);

    private static async Task MakeDocumentAsync(HttpContext context)
    {
        if (ReferenceDocument.All.FirstOrDefault(document => document.Name == context.GetRouteValue("documentName") as string) is not { } asked)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var document = await context.RequestServices.GetRequiredService<ReferenceDocuments>().MakeAsync(asked, context.RequestAborted);
        context.Response.ContentType = $"{MediaTypeNames.Application.Json}; charset=utf-8";
        await context.Response.WriteAsync(await document.SerializeAsync(OpenApiSpecVersion.OpenApi3_1, OpenApiConstants.Json, context.RequestAborted), context.RequestAborted);
    }
}

using System.Reflection;
using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Control.Snapshots;
using CrossRiver.Emulator.Control.Stories;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;

namespace CrossRiver.Emulator.Reference.Operations;

/// <summary>Provides the facts about an operation in the metadata of its endpoint.</summary>
internal static class OperationFacts
{
    /// <summary>Returns whether it is an operation of the bank.</summary>
    public static bool IsOfBank(this ApiDescription operation) => !operation.RelativePath!.StartsWith("_emulator", StringComparison.Ordinal);

    /// <summary>Returns the name of the endpoint, or else of its handler.</summary>
    public static string Name(this OpenApiOperationTransformerContext operation) =>
        operation.Metadata<IEndpointNameMetadata>().LastOrDefault()?.EndpointName ?? operation.Metadata<MethodInfo>().First().Name;

    public static bool TakesYaml(this OpenApiOperationTransformerContext operation) => operation.Metadata<YamlBodyMetadata>().Any();

    public static bool TakesSnapshot(this OpenApiOperationTransformerContext operation) => operation.Metadata<SnapshotForm>().Any();

    public static bool TakesToken(this OpenApiOperationTransformerContext operation) => operation.Metadata<BankEndpoint>().Any();

    /// <summary>Returns whether its caller sends the key of the control routes, if one is set.</summary>
    public static bool TakesKey(this OpenApiOperationTransformerContext operation) =>
        !operation.Description.IsOfBank() && (operation.Metadata<ControlAccess>().LastOrDefault() ?? ControlAccess.Guarded).NeedsKey;

    /// <summary>Returns whether a call can be repeated with the same key and happens once.</summary>
    public static bool TakesIdempotencyKey(this OpenApiOperationTransformerContext operation) =>
        operation.TakesToken() && operation.Description.HttpMethod is "POST" or "PUT";

    /// <summary>Returns whether it changes a resource that has a story, which is refused once the resource is deactivated.</summary>
    public static bool ChangesSubject(this OpenApiOperationTransformerContext operation) =>
        operation.Metadata<Operation>().Any(bank => bank is { Writes: true, About.HasStory: true });

    /// <summary>Returns whether it changes a story or sends an event of it.</summary>
    public static bool ChangesStory(this OpenApiOperationTransformerContext operation) => operation.Metadata<ChangesStory>().Any();

    /// <summary>Returns the metadata of a type.</summary>
    public static IEnumerable<T> Metadata<T>(this OpenApiOperationTransformerContext operation) => operation.Description.ActionDescriptor.EndpointMetadata.OfType<T>();
}

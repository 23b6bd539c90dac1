using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control;

/// <summary>Provides a valid body for each writing call, to copy and change.</summary>
internal static class ExampleEndpoints
{
    public static void MapExamples(this LazyRoutes control) =>
        control.Get("/examples/{operation}", GetExample).WithTags("Test data");

    /// <summary>Returns a valid body for a writing call. An owner is one of the partner's own people, if there are any.</summary>
    /// <param name="operation">The call, named as in scenario files: <c>customers.create</c>, <c>addresses.add</c>.</param>
    internal static Ok<JsonObject> GetExample(string operation, ExampleWish wish, WorldDirectory worlds, EndpointDataSource endpoints)
    {
        var examples = endpoints.Endpoints
            .OrderBy(endpoint => endpoint.Metadata.GetMetadata<BankEndpoint>() is null)
            .SelectMany(endpoint => endpoint.Metadata.OfType<ExampleBody>())
            .ToList();
        var example = examples.Find(example => string.Equals(example.Name, operation, StringComparison.OrdinalIgnoreCase)) ?? throw new ApiException(
            ErrorCatalog.NotFound,
            $"Example {operation} not found; there are {string.Join(", ", examples.Select(example => example.Name))}");
        var partner = wish.PartnerId ?? new SeedOptions().PartnerId;

        return TypedResults.Ok(example.Body(new ExampleSetting(partner, wish.Seed, worlds.Find(partner))));
    }
}

/// <summary>Represents the choices for an example.</summary>
internal sealed record ExampleWish(Guid? PartnerId, int Seed) : IQuery<ExampleWish>
{
    public static ExampleWish Read(QueryReader query) => new(
        query.Id("partnerId", "Whose call it is to be; the partner of the bank's tutorial when it is absent."),
        query.WholeNumber("seed", "The seed of the invented values: another seed makes another body.", byDefault: 1));
}

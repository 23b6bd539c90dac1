using System.Text.Json.Nodes;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Faking;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control;

/// <summary>A body that each writing call takes, to copy and change.</summary>
internal static class ExampleEndpoints
{
    public static void MapExamples(this IEndpointRouteBuilder control) =>
        control.MapGet("/examples/{operation}", GetExample).WithTags("Test data");

    /// <summary>Gives a valid body for a writing call. An owner is one of the partner's own people, if there are any.</summary>
    /// <param name="operation">The call, named as in scenario files: <c>customers.create</c>, <c>addresses.add</c>.</param>
    /// <param name="worlds">All worlds.</param>
    /// <param name="partnerId">Whose call it is to be; the partner of the bank's tutorial when it is absent.</param>
    /// <param name="seed">Where what is invented comes from: another seed makes another body.</param>
    internal static Ok<JsonObject> GetExample(string operation, WorldDirectory worlds, Guid? partnerId = null, int seed = 1)
    {
        var example = ExampleBodies.Find(operation) ?? throw new RefusedException(
            ErrorCatalog.NotFound,
            $"Example {operation} not found; there are {string.Join(", ", ExampleBodies.Names)}");
        var partner = partnerId ?? ExampleBodies.DefaultPartner;
        var people = worlds.Find(partner)?.Customers is { } customers
            ? customers.IdsFrom(0).Select(customers.Find).FirstOrDefault(customer => customer is { Classification: Classification.Personal })
            : null;

        return TypedResults.Ok(example.Body(new ExampleSetting(partner, people?.Id, new CustomerFaker(seed))));
    }
}

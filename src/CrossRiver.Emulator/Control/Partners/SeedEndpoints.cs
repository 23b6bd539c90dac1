using CrossRiver.Emulator.Control.Access;
using CrossRiver.Emulator.Modules.Customers;
using CrossRiver.Emulator.Modules.Customers.Faking;
using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using static CrossRiver.Emulator.Platform.Bodies.Field;

namespace CrossRiver.Emulator.Control.Partners;

/// <summary>Provides the route that fills a world with customers.</summary>
internal static class SeedEndpoints
{
    public static void MapSeeds(this LazyRoutes control) => control.Post("/partners/{partnerId:guid}/seed", SeedWorld)
        .WithExample("worlds.seed", _ => new { Customers = 50, Seed = 1 })
        .WithTags("Test data")
        .WithMetadata(BodyForm.Of<SeedRequest>(), BodyForm.ListOf<CreateCustomerRequest>(), new PreparesWorld());

    /// <summary>Fills a world with customers whose scans are done. No event is raised. They are invented, or made from a list of create bodies.</summary>
    internal static async Task<Ok<SeedAnswer>> SeedWorld(Guid partnerId, HttpContext context, WorldDirectory worlds, CustomerCalls customers)
    {
        var body = await JsonBody.ReadAnyAsync(context);
        var make = body.ValueKind is JsonValueKind.Array ? FromBodies(partnerId, body, context, customers) : Invented(partnerId, body, context);
        var world = worlds.Prepare(partnerId, out var created);

        return TypedResults.Ok(new SeedAnswer(world, world.Seeder.Seed(make)) { Created = created });
    }

    private static IEnumerable<Func<CustomerStore, Customer>> Invented(Guid partnerId, JsonElement body, HttpContext context)
    {
        JsonBody.Check(body, SeedRequest.FieldsFor, context);
        var request = JsonBody.ToRecord<SeedRequest>(body, SeedRequest.FieldsFor(body));

        return Seeding.Invent(partnerId, request.Customers, request.Seed ?? 1);
    }

    private static IEnumerable<Func<CustomerStore, Customer>> FromBodies(Guid partnerId, JsonElement list, HttpContext context, CustomerCalls customers)
    {
        var requests = list.EnumerateArray().Select(body =>
        {
            JsonBody.Check(body, CreateCustomerRequest.FieldsFor, context);
            var request = JsonBody.ToRecord<CreateCustomerRequest>(body, CreateCustomerRequest.FieldsFor(body));
            customers.RequireOwner(partnerId, request.Profile);
            return request.PartnerId == partnerId ? request : throw ApiException.Invalid([$"PartnerId must be {partnerId}, the partner of the world"]);
        }).ToList();

        return requests.Select(request => new Func<CustomerStore, Customer>(store => store.CreateClear(request)));
    }
}

/// <summary>Represents a request for invented customers.</summary>
/// <param name="Customers">Their number, 1 to 100,000.</param>
/// <param name="Seed">The seed of the random choices. The default is 1.</param>
internal sealed record SeedRequest(int Customers, int? Seed) : IRequestBody
{
    private static readonly IReadOnlyList<Field> Fields =
    [
        Of("customers", FieldType.WholeNumber(1, SeedOptions.MostCustomers)).Required(),
        Of("seed", FieldType.WholeNumber(int.MinValue, int.MaxValue)),
    ];

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => Fields;
}

/// <summary>Represents the result of a seeding.</summary>
/// <param name="Customers">The identifiers of the new customers, in the order of their creation.</param>
internal sealed record SeedAnswer(World World, IReadOnlyList<Guid> Customers) : PreparedWorldStamp(World);

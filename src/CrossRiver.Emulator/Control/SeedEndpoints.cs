using System.Text.Json;
using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Faking;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;
using static CrossRiver.Emulator.Bodies.Field;

namespace CrossRiver.Emulator.Control;

/// <summary>Customers that simply exist, for a tester who needs a filled world.</summary>
internal static class SeedEndpoints
{
    private static readonly IReadOnlyList<Field> SeedFields =
    [
        Of("customers", FieldType.WholeNumber(1, SeedOptions.MostCustomers)).Required(),
        Of("seed", FieldType.WholeNumber(int.MinValue, int.MaxValue)),
    ];

    public static void MapSeeds(this IEndpointRouteBuilder control) => control.MapPost("/partners/{partnerId:guid}/seed", SeedWorld);

    /// <summary>
    /// Fills a world with customers whose scans are done; no event is raised. Takes <c>{"customers": 50, "seed": 1}</c> for invented ones, or a
    /// list of bodies as a create takes them.
    /// </summary>
    internal static async Task<Ok<SeedAnswer>> SeedWorld(Guid partnerId, HttpContext context, WorldDirectory worlds)
    {
        var body = await JsonBody.ReadAnyAsync(context);
        var make = body.ValueKind is JsonValueKind.Array ? FromBodies(partnerId, body, context, worlds) : Invented(partnerId, body, context);
        var world = worlds.Open(partnerId);

        return TypedResults.Ok(new SeedAnswer(partnerId, world.Clock.Now, world.EpochNumber, world.Seeder.Seed(make)));
    }

    private static IEnumerable<Func<CustomerStore, Customer>> Invented(Guid partnerId, JsonElement body, HttpContext context)
    {
        JsonBody.Check(body, _ => SeedFields, context);
        var seed = body.FindMember("seed") is { ValueKind: JsonValueKind.Number } given ? given.GetInt32() : 1;

        return Seeding.Invent(partnerId, body.FindMember("customers")!.Value.GetInt32(), seed);
    }

    private static IEnumerable<Func<CustomerStore, Customer>> FromBodies(Guid partnerId, JsonElement list, HttpContext context, WorldDirectory worlds)
    {
        var requests = list.EnumerateArray().Select(body =>
        {
            JsonBody.Check(body, CreateCustomerRequest.FieldsFor, context);
            var request = JsonBody.ToRecord<CreateCustomerRequest>(body, CreateCustomerRequest.FieldsFor(body));
            worlds.RequireOwner(partnerId, request.Profile);
            return request.PartnerId == partnerId
                ? request
                : throw RefusedException.Invalid([$"PartnerId must be {partnerId}, the partner of the world"]);
        }).ToList();

        return requests.Select(request => new Func<CustomerStore, Customer>(customers => customers.CreateClear(request)));
    }
}

/// <summary>What a seeding made.</summary>
/// <param name="PartnerId">The world.</param>
/// <param name="Now">The moment, on the world's clock.</param>
/// <param name="Epoch">The world's epoch.</param>
/// <param name="Customers">The identifiers of the new customers, in the order in which they were made.</param>
internal sealed record SeedAnswer(Guid PartnerId, DateTimeOffset Now, int Epoch, IReadOnlyList<Guid> Customers);

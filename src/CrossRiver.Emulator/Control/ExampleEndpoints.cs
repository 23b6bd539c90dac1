using System.Text.Json;
using System.Text.Json.Nodes;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Customers.Children;
using CrossRiver.Emulator.Customers.Faking;
using CrossRiver.Emulator.Errors;
using CrossRiver.Emulator.Webhooks.Registrations;
using CrossRiver.Emulator.Worlds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Control;

/// <summary>A body that each writing call takes, to copy and change.</summary>
internal static class ExampleEndpoints
{
    private static readonly Dictionary<string, Func<Setting, object>> Examples = new(StringComparer.OrdinalIgnoreCase)
    {
        ["customers.create"] = at => at.Faker.Person(at.PartnerId),
        ["customers.create-business"] = at => at.Faker.Business(at.PartnerId, at.PersonId),
        ["name.update"] = at => at.Faker.Person(at.PartnerId).Name,
        ["profile.update"] = at => at.Faker.Person(at.PartnerId).Profile,
        ["addresses.add"] = at => at.Faker.Address(AddressType.Home, AddressClassification.Residential),
        ["addresses.update"] = at => at.Faker.Address(AddressType.Work, AddressClassification.Business),
        ["phones.add"] = at => at.Faker.Phone("Mobile"),
        ["phones.update"] = at => at.Faker.Phone("Work"),
        ["emails.add"] = at => at.Faker.Email("Peter", "Griffin", "example.test", "Home"),
        ["emails.update"] = at => at.Faker.Email("Front", "Office", "example.test", "Work"),
        ["identifications.add"] = at => at.Faker.Identification(),
        ["identifications.update"] = at => at.Faker.Identification(),
        ["beneficial-owners.add"] = at => at.Faker.Owner(at.PersonId ?? Guid.Empty),
        ["beneficial-owners.update"] = at => new { OwnerTitle = "CEO", OwnershipPercentage = 90 },
        ["registrations.create"] = at => RegistrationOf(at.PartnerId),
    };

    public static void MapExamples(this IEndpointRouteBuilder control) => control.MapGet("/examples/{operation}", GetExample);

    /// <summary>
    /// Gives a valid body for a writing call, named as in scenario files: <c>customers.create</c>, <c>addresses.add</c>. An owner is one of
    /// the partner's own people, if there are any.
    /// </summary>
    internal static Ok<JsonObject> GetExample(string operation, WorldDirectory worlds, Guid? partnerId = null, int seed = 1)
    {
        if (!Examples.TryGetValue(operation, out var make))
        {
            throw new RefusedException(ErrorCatalog.NotFound, $"Example {operation} not found; there are {string.Join(", ", Examples.Keys)}");
        }

        var partner = partnerId ?? new SeedOptions().PartnerId;
        var people = worlds.Find(partner)?.Customers is { } customers
            ? customers.Order.From(0).Select(customers.Find).FirstOrDefault(customer => customer is { Classification: Classification.Personal })
            : null;

        return TypedResults.Ok(BodyOf(make(new Setting(partner, people?.Id, new CustomerFaker(seed)))));
    }

    private static CreateRegistrationRequest RegistrationOf(Guid partnerId) => new()
    {
        PartnerId = partnerId,
        EventName = CustomerEvents.Onboarded,
        CallbackUrl = new Uri("http://localhost:9000/hooks"),
        AuthUsername = "hook-user",
        AuthPassword = "hook-password",
        Type = RegistrationType.Push,
        Format = RegistrationFormat.Basic,
    };

    // What the bank gives is not sent: an identifier of one's own, a full name.
    private static JsonObject BodyOf(object record)
    {
        var body = JsonSerializer.SerializeToNode(record, record.GetType(), WireJson.Options)!.AsObject();
        foreach (var part in body.Select(member => member.Value).OfType<JsonObject>().Append(body).ToList())
        {
            part.Remove("id");
            part.Remove("fullName");
        }

        return body;
    }

    private sealed record Setting(Guid PartnerId, Guid? PersonId, CustomerFaker Faker);
}

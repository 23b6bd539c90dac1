using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Customers.Owners;

/// <summary>Changes the beneficial owners of a business.</summary>
/// <remarks>
/// Source: the bank's page on beneficial owners; an owner is a Personal customer. Assumed: the shares add up to 100 at most, and there is no event (no list of
/// the bank's events has one).
/// </remarks>
internal static class Ownership
{
    private const string Kind = "BeneficialOwner";

    /// <summary>Returns an owner of a business.</summary>
    /// <exception cref="ApiException">There is no such owner.</exception>
    public static BeneficialOwner RequireOwner(this Customer business, string id) =>
        business.Owners.FirstOrDefault(owner => owner.Id == GuidText.Parse(id)) ?? throw ErrorCatalog.NotFound.ToException(Kind, id);

    /// <summary>Adds an owner to a business.</summary>
    /// <exception cref="ApiException">The customer is no business, the owner no Personal customer of the same partner, or the share too large.</exception>
    public static BeneficialOwner AddOwner(this CustomerStore customers, Customer business, BeneficialOwner owner)
    {
        if (business.Classification is not Classification.Business)
        {
            throw CustomerErrors.NotABusiness.ToException(business.Id);
        }

        customers.RequireOwner("OwnerCustomerId", owner.OwnerCustomerId);
        var added = owner with { Id = customers.NewChildId(business, "beneficial-owners") };

        return customers.Keep(business, [.. business.Owners, added], added);
    }

    /// <summary>Changes an owner's title or share. Members that were not sent stay, and the owner stays the same person.</summary>
    /// <exception cref="ApiException">There is no such owner, or the share is too large.</exception>
    public static BeneficialOwner ChangeOwner(this CustomerStore customers, Customer business, string id, Changes<BeneficialOwner> changes)
    {
        var before = business.RequireOwner(id);
        var after = changes.ApplyTo(before) with { Id = before.Id, OwnerCustomerId = before.OwnerCustomerId };
        return customers.Keep(business, [.. business.Owners.Select(owner => owner.Id == after.Id ? after : owner)], after);
    }

    /// <summary>Removes an owner from a business.</summary>
    /// <exception cref="ApiException">There is no such owner.</exception>
    public static BeneficialOwner RemoveOwner(this CustomerStore customers, Customer business, string id)
    {
        var removed = business.RequireOwner(id);
        return customers.Keep(business, [.. business.Owners.Where(owner => owner.Id != removed.Id)], removed);
    }

    private static BeneficialOwner Keep(this CustomerStore customers, Customer business, IReadOnlyList<BeneficialOwner> owners, BeneficialOwner owner)
    {
        var sum = owners.Sum(each => each.OwnershipPercentage);
        if (sum > 100)
        {
            throw CustomerErrors.TooMuchOwnership.ToException(sum);
        }

        customers.Change(business with { Owners = owners }, changed => new CustomerChange(changed, $"beneficial-owners/{owner.Id}"));
        return owner;
    }
}

/// <summary>A person with a share in a business.</summary>
/// <remarks>As a request body, it has no identifier.</remarks>
internal sealed record BeneficialOwner : IRequestBody
{
    public Guid Id { get; init; }

    /// <summary>The owner's own customer record.</summary>
    public Guid OwnerCustomerId { get; init; }

    public string? OwnerTitle { get; init; }

    /// <summary>0 to 100. Read as a number or as text, answered as a number.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public decimal OwnershipPercentage { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => CustomerFields.Owner;
}

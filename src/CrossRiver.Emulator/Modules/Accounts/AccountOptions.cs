using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Modules.Accounts.Store;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>The products of accounts: the section <c>Emulator:Accounts</c>, checked at the start.</summary>
internal sealed class AccountOptions : IValidatableObject
{
    /// <summary>The products that the bank has set up for partners, besides the three built-in products.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<Product> Products { get; set; } = [];

    /// <summary>True to take an unknown product id as the built-in checking product of the customer's classification; false to refuse it.</summary>
    /// <value>The default is true. <c>--strict</c> refuses it, too.</value>
    /// <remarks>The bank hands out product ids in person. A client that has the ids of its sandbox runs unchanged.</remarks>
    public bool AnyProduct { get; set; } = true;

    /// <summary>The scope that a token needs for calls about accounts, transfers and wires; null if any token is taken.</summary>
    /// <value>A word. By default there is none.</value>
    public string? Scope { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Products.Count is 0 ? [] : FaultsOfProducts();

    private IEnumerable<ValidationResult> FaultsOfProducts()
    {
        for (var number = 0; number < Products.Count; number++)
        {
            if (Products[number] is { Id: var id, Name: var name } && (id == Guid.Empty || string.IsNullOrWhiteSpace(name)))
            {
                yield return new ValidationResult($"Products:{number} needs an Id and a Name.");
            }

            if (!Product.Classifications.Contains(Products[number].Classification, StringComparer.Ordinal))
            {
                yield return new ValidationResult(
                    $"Products:{number}:Classification is '{Products[number].Classification}'; write {string.Join(" or ", Product.Classifications)}.");
            }
        }

        foreach (var twice in Products.Concat(Product.BuiltIn).GroupBy(product => product.Id).Where(products => products.Count() > 1))
        {
            yield return new ValidationResult($"Products has {twice.Key} {twice.Count()} times, the built-in products included.");
        }
    }
}

/// <summary>A product of the bank, of which customers have accounts: an element of <c>Emulator:Accounts:Products</c>.</summary>
internal sealed record Product
{
    private const string Personal = "Personal";
    private const string Business = "Business";

    /// <summary>Its identifier, which requests send as <c>productId</c>.</summary>
    public Guid Id { get; init; }

    /// <summary>Its name, for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>The classification of the customers that may have it.</summary>
    /// <value><c>Personal</c> or <c>Business</c>. The default is <c>Personal</c>.</value>
    public string Classification { get; init; } = Personal;

    /// <summary>The balance that a debit needs: that of the account, or that of its subledger.</summary>
    /// <value><c>PassThrough</c> or <c>Direct</c>. The default is <c>PassThrough</c>.</value>
    public LedgerType LedgerType { get; init; }

    internal static IReadOnlyList<string> Classifications { get; } = [Personal, Business];

    /// <summary>Gets the products that every emulator has. The checking product of a classification is before its savings product.</summary>
    /// <remarks>Assumed: all of it. Subledgers of a business often keep the money of others, so its product is Direct.</remarks>
    internal static IReadOnlyList<Product> BuiltIn { get; } =
    [
        new() { Id = new("3f6c1d52-8e07-4b9a-a1c4-aef500a4cb80"), Name = "Personal checking" },
        new() { Id = new("9b04e7aa-2c61-4d38-b75e-aef500a4cb81"), Name = "Business checking", Classification = Business, LedgerType = LedgerType.Direct },
        new() { Id = new("d81f5036-74b9-4ea2-8c0d-aef500a4cb82"), Name = "Personal savings" },
    ];
}

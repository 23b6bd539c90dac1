using CrossRiver.Emulator.Settings;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>The products that accounts can have: first the built-in products, then the products of the settings.</summary>
internal sealed class Products(IOptions<AccountOptions> options, IOptions<EmulatorOptions> emulator)
{
    public IReadOnlyList<Product> All { get; } = [.. Product.BuiltIn, .. options.Value.Products];

    public Product? Find(Guid id) => All.FirstOrDefault(product => product.Id == id);

    /// <summary>Returns an unknown product as the built-in checking product of a classification, or null if the settings refuse it.</summary>
    /// <param name="classification">The classification of the customer, <c>Personal</c> or <c>Business</c>.</param>
    public Product? Assume(Guid id, string classification) => options.Value.AnyProduct && !emulator.Value.Strict
        ? Product.BuiltIn.First(product => product.Classification == classification) with { Id = id }
        : null;
}

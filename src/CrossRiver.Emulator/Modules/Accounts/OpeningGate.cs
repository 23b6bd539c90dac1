using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Customers.Contract;
using CrossRiver.Emulator.Platform.Errors;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>Decides whether a customer may have an account. Call only while holding the world lock.</summary>
/// <remarks>
/// Source: the bank's pages on accounts. The customer is onboarded and OFAC is Clear; there are an address and a phone; the classification is that of the
/// product. The PEP scan plays no part. Assumed: that the customer must be active, and every error.
/// </remarks>
internal sealed class OpeningGate(Products products)
{
    /// <summary>Returns the product of a new account.</summary>
    /// <exception cref="ApiException">The customer does not meet a condition: one error for each.</exception>
    public Product Require(World world, OpenAccountRequest request)
    {
        var customer = world.FindOnboarded(request.CustomerId);
        var product = products.Find(request.ProductId) ?? (customer is null ? null : Assume(world, request, customer));
        var broken = Judge(request, customer, product).ToList();
        return broken is [] ? product! : throw ApiException.OfAll(broken);
    }

    private static IEnumerable<ApiException> Judge(OpenAccountRequest request, OnboardedCustomer? customer, Product? product)
    {
        if (customer is null)
        {
            yield return AccountErrors.UnknownCustomer.ToException(request.CustomerId);
            yield break;
        }

        if (!customer.IsActive)
        {
            yield return AccountErrors.CustomerNotActive.ToException(customer.Id, customer.Status);
        }

        if (!customer.IsClear)
        {
            yield return AccountErrors.OfacNotClear.ToException(customer.Id, customer.Ofac);
        }

        if (!customer.HasAddress)
        {
            yield return AccountErrors.NoAddress.ToException(customer.Id);
        }

        if (!customer.HasPhone)
        {
            yield return AccountErrors.NoPhone.ToException(customer.Id);
        }

        if (product is null)
        {
            yield return AccountErrors.UnknownProduct.ToException(request.ProductId);
        }
        else if (product.Classification != customer.Classification)
        {
            yield return AccountErrors.WrongClassification.ToException(customer.Id, customer.Classification, product.Name, product.Classification);
        }
    }

    private Product? Assume(World world, OpenAccountRequest request, OnboardedCustomer customer)
    {
        var assumed = products.Assume(request.ProductId, customer.Classification);
        if (assumed is not null)
        {
            var what = $"accounts: product {request.ProductId} is unknown and counts as {assumed.Name} (Emulator:Accounts:AnyProduct)";
            world.Journal.Add(new ControlEntry { At = world.Clock.Now, By = EntryCause.Partner, What = what });
        }

        return assumed;
    }
}

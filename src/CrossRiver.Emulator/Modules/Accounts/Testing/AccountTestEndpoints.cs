using CrossRiver.Emulator.Modules.Accounts.Bodies;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Modules.Customers.Contract;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Modules.Accounts.Testing;

/// <summary>Provides the control routes by which a tester sees, changes and makes accounts.</summary>
internal static class AccountTestEndpoints
{
    public static void MapAccountTests(LazyRoutes control)
    {
        var accounts = control.Group("").WithTag("Accounts", "The accounts of customers, as the bank's staff would see and change them.");

        accounts.Get("/partners/{partnerId:guid}/customers/{customerId}/accounts", ListAccountsOfCustomer);
        accounts.Post("/partners/{partnerId:guid}/accounts/{accountNumber}", SetAccount).WithExample("accounts.set", _ => new { Status = "Closed" });
        accounts.Post("/partners/{partnerId:guid}/accounts/seed", SeedAccounts).WithExample("accounts.seed", _ => new { Balance = 50_000 });
        accounts.Get("/products", ListProducts);
    }

    /// <summary>Lists the accounts of a customer, with their subledgers and restrictions. The order is that of their opening.</summary>
    internal static Ok<AccountsAnswer> ListAccountsOfCustomer(Guid partnerId, string customerId, WorldDirectory worlds) => worlds.Require(partnerId).Answer(world =>
    {
        var customer = (GuidText.Parse(customerId) is { } id ? world.FindOnboarded(id) : null) ?? throw ErrorCatalog.NotFound.ToException("Customer", customerId);
        return new AccountsAnswer(world, [.. world.Accounts.OfCustomer(customer.Id).Select(account => SeenAccount.Of(account, world.Accounts))]);
    });

    /// <summary>
    /// Changes an account as the bank's staff would: its status, its title, or the bank's own restriction. The event of each change follows.
    /// </summary>
    /// <param name="accountNumber">The number of the account.</param>
    internal static Ok<AccountAnswer> SetAccount(Guid partnerId, string accountNumber, Body<SetAccountRequest> body, WorldDirectory worlds) =>
        worlds.Require(partnerId).Answer(world =>
        {
            var account = world.Accounts.Find(accountNumber) ?? throw ErrorCatalog.NotFound.ToException("Account", accountNumber);
            world.Note($"accounts: {accountNumber} is set to {body.Value}");
            var changed = body.Value.Apply(account, world.Accounts);
            return new AccountAnswer(world, SeenAccount.Of(changed, world.Accounts));
        });

    /// <summary>Opens an account for each customer that may have one and has none, without events. Money can be in it at once.</summary>
    internal static Ok<AccountsAnswer> SeedAccounts(Guid partnerId, Body<SeedAccountsRequest> body, WorldDirectory worlds, OpeningGate gate) =>
        worlds.Require(partnerId).Answer(world =>
        {
            var opened = new AccountSeeder(world, gate).Seed(body.Value.Balance ?? default, body.Value.Accounts ?? SeedAccountsRequest.MostAccounts);
            world.Note($"accounts: {opened.Count} are seeded");
            return new AccountsAnswer(world, [.. opened.Select(account => SeenAccount.Of(account, world.Accounts))]);
        });

    /// <summary>Lists the products of which customers can have accounts: the built-in products, and the products of the settings.</summary>
    internal static Ok<IReadOnlyList<Product>> ListProducts(Products products) => TypedResults.Ok(products.All);
}

/// <summary>Represents the accounts of a customer, or the accounts that were made.</summary>
internal sealed record AccountsAnswer(World World, IReadOnlyList<SeenAccount> Accounts) : WorldStamp(World);

/// <summary>Represents an account after a change.</summary>
internal sealed record AccountAnswer(World World, SeenAccount Account) : WorldStamp(World);

/// <summary>Represents an account with everything that belongs to it.</summary>
/// <param name="Account">The account, as the bank answers it.</param>
/// <param name="ImplicitBalance">The balance of the implicit subledger, in cents.</param>
/// <param name="IsRestrictedByBank">Whether the bank has restricted it.</param>
/// <param name="SubAccounts">The subledgers that the partner has opened.</param>
/// <param name="Restrictions">The restrictions.</param>
internal sealed record SeenAccount(AccountBody Account, long ImplicitBalance, bool IsRestrictedByBank, IReadOnlyList<SubAccountBody> SubAccounts, IReadOnlyList<RestrictionBody> Restrictions)
{
    public static SeenAccount Of(Account account, AccountStore store) => new(
        AccountBody.From(account),
        account.ImplicitBalance.Value,
        account.IsRestrictedByBank,
        [.. store.SubsOf(account.Number).Select(sub => SubAccountBody.From(sub, account))],
        [.. account.Restrictions.Select(RestrictionBody.From)]);
}

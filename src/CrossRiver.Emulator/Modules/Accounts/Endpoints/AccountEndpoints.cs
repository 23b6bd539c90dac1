using CrossRiver.Emulator.Modules.Accounts.Bodies;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Modules.Accounts.Endpoints;

/// <summary>The deposit account API, <c>/core/v1/dda/accounts</c>.</summary>
/// <remarks>Assumed: every call answers 200 and the resource; the bank documents no status.</remarks>
internal static class AccountEndpoints
{
    public static void MapAccounts(this LazyRoutes routes, ResourceType account)
    {
        var accounts = routes.Group("/core/v1/dda/accounts")
            .WithTag("Accounts", "Deposit accounts of customers whose OFAC scan is Clear, and what restricts them. Money is in cents.");

        accounts.Post("/", OpenAccount).WithOperation("accounts.open", account, "customerId").WithExample("accounts.open", AccountExamples.Open);
        accounts.Get("/{accountNumber}", GetAccount).WithOperation("accounts.get", about: account).WithAnswerExample(AccountExamples.Account);
        accounts.Post("/{accountNumber}/restrictions", AddRestriction).WithOperation("restrictions.add", writes: true, about: account)
            .WithExample("restrictions.add", _ => AccountExamples.Restriction);
        accounts.Delete("/{accountNumber}/restrictions/{id}", RemoveRestriction).WithOperation("restrictions.remove", writes: true, about: account);
    }

    /// <summary>
    /// Opens a deposit account. The customer is active and its OFAC scan is Clear; it has an address and a phone; its classification is that of the product.
    /// Else the answer has one error for each condition that is not met.
    /// </summary>
    internal static Ok<AccountBody> OpenAccount(Body<OpenAccountRequest> body, HttpContext context, AccountCalls accounts) =>
        TypedResults.Ok(AccountBody.From(accounts.Open(body.Value, context.Call())));

    /// <summary>Reads an account with its balances. The current balance is the sum of all subledgers.</summary>
    /// <param name="accountNumber">The number of the account.</param>
    internal static Ok<AccountBody> GetAccount(string accountNumber, HttpContext context, AccountCalls accounts) =>
        TypedResults.Ok(AccountBody.From(accounts.Find(accountNumber, context.Call())));

    /// <summary>Places a restriction on an account. It refuses the transactions that match all its members; an absent member matches any.</summary>
    /// <param name="accountNumber">The number of the account.</param>
    internal static Ok<RestrictionBody> AddRestriction(string accountNumber, Body<RestrictionRequest> body, HttpContext context, AccountCalls accounts) =>
        TypedResults.Ok(RestrictionBody.From(accounts.Change(accountNumber, context.Call(), (store, account) => store.Restrict(account, body.Value))));

    /// <summary>Removes a restriction from an account.</summary>
    /// <param name="accountNumber">The number of the account.</param>
    internal static Ok<RestrictionBody> RemoveRestriction(string accountNumber, string id, HttpContext context, AccountCalls accounts) =>
        TypedResults.Ok(RestrictionBody.From(accounts.Change(accountNumber, context.Call(), (store, account) =>
        {
            var removed = account.Restrictions.FirstOrDefault(restriction => restriction.Id == GuidText.Parse(id)) ?? throw ErrorCatalog.NotFound.ToException("Restriction", id);
            store.Lift(account, removed.Id);
            return removed;
        })));
}

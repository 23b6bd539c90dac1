using CrossRiver.Emulator.Modules.Accounts.Bodies;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Modules.Accounts.Endpoints;

/// <summary>The subledger API, <c>/core/v1/dda/subaccounts</c>.</summary>
internal static class SubAccountEndpoints
{
    public static void MapSubAccounts(this LazyRoutes routes, ResourceType account)
    {
        var subaccounts = routes.Group("/core/v1/dda/subaccounts")
            .WithTag("Subledgers", "Parts of an account, whose balances add up to that of the account. Each account has an implicit one with its own number.");

        subaccounts.Post("/", OpenSubAccount).WithOperation("subaccounts.open", account, "masterAccountNumber").WithExample("subaccounts.open", AccountExamples.OpenSub);
        subaccounts.Get("/", ListSubAccounts).WithOperation("subaccounts.list");
        subaccounts.Get("/{accountNumber}", GetSubAccount).WithOperation("subaccounts.get", about: account).WithAnswerExample(AccountExamples.SubAccount);
    }

    /// <summary>Opens a subledger of an account. Its product is that of the account.</summary>
    internal static Ok<SubAccountBody> OpenSubAccount(Body<CreateSubAccountRequest> body, HttpContext context) =>
        TypedResults.Ok(From(AccountCalls.OpenSub(body.Value, context.Call())));

    /// <summary>Lists subledgers, except the implicit subledgers. The order is that of their creation.</summary>
    internal static Ok<Page<SubAccountBody>> ListSubAccounts(SubAccountFilter filter, PageRequest page, HttpContext context, AccountCalls accounts) =>
        TypedResults.Ok(page.Of(accounts.ListSubs(filter, context.Call()).Skip(page.Skipped).Select(From)));

    /// <summary>Reads one subledger with its balance.</summary>
    /// <param name="accountNumber">The number of the subledger.</param>
    internal static Ok<SubAccountBody> GetSubAccount(string accountNumber, HttpContext context, AccountCalls accounts) =>
        TypedResults.Ok(From(accounts.FindSub(accountNumber, context.Call())));

    private static SubAccountBody From((Store.SubAccount Sub, Store.Account Master) found) => SubAccountBody.From(found.Sub, found.Master);
}

using CrossRiver.Emulator.Modules.Accounts.Bodies;
using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Modules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossRiver.Emulator.Modules.Accounts.Endpoints;

/// <summary>The book transfer API, <c>/core/v1/transfers</c> and <c>/core/v1/transactions</c>, and the bank's own way to fund a sandbox account.</summary>
internal static class TransferEndpoints
{
    private static readonly string[] Sides = ["debitAccountNumber", "creditAccountNumber"];

    public static void MapTransfers(this LazyRoutes routes, ResourceType account)
    {
        var transfers = routes.Group("").WithTag("Transfers", "Money that moves between the partner's own accounts, and simulated wires that bring money in.");

        transfers.Post("/core/v1/transfers", CreateTransfer).WithOperation("transfers.create", account, Sides)
            .WithExample("transfers.create", AccountExamples.Transfer).WithAnswerExample(AccountExamples.AnsweredTransfer);
        transfers.Post("/core/v1/transactions", CreateTransaction).WithOperation("transactions.create", account, Sides)
            .WithExample("transactions.create", AccountExamples.Transaction);
        transfers.Post("/wires/v1/payments/simulations", SimulateWire).WithOperation("wires.simulate", account, "accountNumber")
            .WithExample("wires.simulate", AccountExamples.Wire);
    }

    /// <summary>
    /// Moves money between two accounts or subledgers of the partner, all of it or none. A side that refuses makes the transfer Rejected, with its code:
    /// NSF (not enough money), RES (a restriction), ANF (no such account), CLS (closed), DRM (dormant).
    /// </summary>
    internal static Ok<TransferBody> CreateTransfer(Body<TransferRequest> body, HttpContext context) => Move(body.Value.ToOrder(), context);

    /// <summary>Moves money as a transfer does, with a code and a description.</summary>
    internal static Ok<TransferBody> CreateTransaction(Body<TransactionRequest> body, HttpContext context) =>
        Move(body.Value.ToOrder(), context);

    /// <summary>Simulates an inbound wire, which puts money into an account.</summary>
    internal static Ok<WirePaymentBody> SimulateWire(Body<WireSimulationRequest> body, HttpContext context) =>
        TypedResults.Ok(WirePaymentBody.From(AccountCalls.Move(body.Value.AccountNumber, context.Call(), store => store.Deposit(body.Value))));

    private static Ok<TransferBody> Move(TransferOrder order, HttpContext context) =>
        TypedResults.Ok(TransferBody.From(AccountCalls.Move(order.DebitAccountNumber, context.Call(), store => store.Transfer(order))));
}

using CrossRiver.Emulator.Modules.Accounts.Requests;
using CrossRiver.Emulator.Modules.Accounts.Store;

namespace CrossRiver.Emulator.Modules.Accounts.Bodies;

/// <summary>A received wire as the bank answers it.</summary>
/// <remarks>
/// Source: the bank's tutorial, which says that the answer is the payment. Assumed: all members, which are the request with id, partner, status and moment.
/// </remarks>
internal sealed record WirePaymentBody
{
    public required Guid Id { get; init; }

    public required Guid PartnerId { get; init; }

    public required TransferStatus Status { get; init; }

    public required string AccountNumber { get; init; }

    public required WireOriginator? Originator { get; init; }

    public required string? BusinessFunctionCode { get; init; }

    public required string? SenderRoutingNumber { get; init; }

    public required string? SenderDiName { get; init; }

    public required string? OriginatorFi { get; init; }

    public required string? BeneficiaryReference { get; init; }

    /// <summary>In cents.</summary>
    public required long Amount { get; init; }

    public required string CreatedAt { get; init; }

    public static WirePaymentBody From(WirePayment payment) => new()
    {
        Id = payment.Id,
        PartnerId = payment.PartnerId,
        Status = TransferStatus.Complete,
        AccountNumber = payment.Request.AccountNumber,
        Originator = payment.Request.Originator,
        BusinessFunctionCode = payment.Request.BusinessFunctionCode,
        SenderRoutingNumber = payment.Request.SenderRoutingNumber,
        SenderDiName = payment.Request.SenderDiName,
        OriginatorFi = payment.Request.OriginatorFi,
        BeneficiaryReference = payment.Request.BeneficiaryReference,
        Amount = payment.Request.Amount.Value,
        CreatedAt = EasternTime.ToMilliseconds(payment.CreatedAt),
    };
}

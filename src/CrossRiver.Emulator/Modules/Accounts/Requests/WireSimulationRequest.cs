using CrossRiver.Emulator.Modules.Accounts.Store;
using CrossRiver.Emulator.Platform.Bodies;

namespace CrossRiver.Emulator.Modules.Accounts.Requests;

/// <summary>The body of <c>POST /wires/v1/payments/simulations</c>: an inbound wire.</summary>
internal sealed record WireSimulationRequest : IRequestBody
{
    public required string AccountNumber { get; init; }

    public WireOriginator? Originator { get; init; }

    public string? BusinessFunctionCode { get; init; }

    public string? SenderRoutingNumber { get; init; }

    public string? SenderDiName { get; init; }

    public string? OriginatorFi { get; init; }

    public string? BeneficiaryReference { get; init; }

    public required Cents Amount { get; init; }

    public static IReadOnlyList<Field> FieldsFor(JsonElement body) => AccountFields.WireSimulation;

    /// <summary>Returns the wire as restrictions see it. The account on the other side is at another bank.</summary>
    public Posting ToPosting() => new()
    {
        Type = TransactionType.Credit,
        OtherAccountType = null,
        Rail = "Wire",
        TransactionCode = "Wire Incoming",
        Amount = Amount,
    };
}

/// <summary>The sender of a wire.</summary>
internal sealed record WireOriginator
{
    public string? IdCode { get; init; }

    public string? Identifier { get; init; }

    public string? Name { get; init; }

    public string? Address1 { get; init; }

    public string? Address2 { get; init; }
}

using CrossRiver.Emulator.Faults.Rules;

namespace CrossRiver.Emulator.Faults.Api;

/// <summary>A call that rules may concern: what it is, who makes it and whom it is about.</summary>
/// <param name="Name">The call's name.</param>
internal sealed record CallSubject(string Name)
{
    /// <summary>The key of calls that are counted for the whole world.</summary>
    public const string World = "world";

    public required string RequestId { get; init; }

    /// <summary>The customer that it is about, or <see langword="null"/> when it is about none that is there.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>
    /// Names the customer, from which chance starts. A create has none yet: what it has is the client identifier that it sends, or else the tax id.
    /// <see langword="null"/> when the call is about no customer.
    /// </summary>
    public string? CustomerKey { get; init; }

    /// <summary>When the customer was created, which for a create is now.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the rules for calls about the customer, or <see langword="null"/> if it has none. A create has those that its customer would get.</summary>
    public CustomerRules? Rules { get; init; }

    /// <summary>The partner's own identifier of the customer, or <see langword="null"/>.</summary>
    public string? ClientIdentifier { get; init; }

    /// <summary>The header <c>idempotency-key</c>, or <see langword="null"/>.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Names the token without telling it, or <see langword="null"/> when there is none.</summary>
    public string? Token { get; init; }

    /// <summary>Whose calls this one is counted with.</summary>
    /// <param name="countBy">What the call does not have is counted by its customer, and without one for the world.</param>
    public string KeyOf(CountBy countBy) => countBy switch
    {
        CountBy.World => World,
        CountBy.ClientIdentifier when ClientIdentifier is { } identifier => $"client {identifier}",
        CountBy.IdempotencyKey when IdempotencyKey is { } key => $"idempotency {key}",
        CountBy.Token => $"token {Token}",
        _ => CustomerKey is null ? World : $"customer {CustomerKey}",
    };
}

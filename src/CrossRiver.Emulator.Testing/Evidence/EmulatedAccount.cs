using System.Text.Json;
using System.Text.Json.Serialization;
using CrossRiver.Emulator.Testing.Control;

namespace CrossRiver.Emulator.Testing;

/// <summary>Represents a customer's account at one moment.</summary>
public sealed record EmulatedAccount
{
    /// <summary>Gets the account number, 10 digits.</summary>
    public string AccountNumber { get; init; } = "";

    /// <summary>Gets the identifier of the customer.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>Gets the identifier of the product.</summary>
    public Guid ProductId { get; init; }

    /// <summary>Gets the title, or null for an account without a title.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the status.</summary>
    public AccountStatus Status { get; init; }

    /// <summary>Gets the sum of all subledgers, in cents.</summary>
    public long CurrentBalance { get; init; }

    /// <summary>Gets the current balance without the holds, in cents.</summary>
    public long AvailableBalance { get; init; }

    /// <summary>Gets whether the bank's staff has restricted the account. Restrictions of the partner do not count.</summary>
    [JsonIgnore]
    public bool IsRestrictedByBank { get; private init; }

    internal static EmulatedAccount Of(JsonElement seen) => seen.GetProperty("account").Deserialize<EmulatedAccount>(Wire.Json)! with
    {
        IsRestrictedByBank = seen.GetProperty("isRestrictedByBank").GetBoolean(),
    };
}

/// <summary>Specifies the status of an account, with the names of the bank.</summary>
public enum AccountStatus
{
    /// <summary>Money can move in and out.</summary>
    Active,

    /// <summary>The account is closed. The bank refuses its transfers with <c>CLS</c>.</summary>
    Closed,

    /// <summary>The account was unused for long. The bank refuses its transfers with <c>DRM</c>.</summary>
    Dormant,
}

namespace PartnerApp.Bank;

/// <summary>A customer as the bank showed it at one moment.</summary>
internal sealed record BankCustomer
{
    public required Guid Id { get; init; }

    public required Guid PartnerId { get; init; }

    public required BankCustomerName Name { get; init; }

    public required ScanResult Ofac { get; init; }

    public required ScanResult PepScan { get; init; }

    /// <summary>When the bank changed this customer last: what tells an old version from a new one.</summary>
    public required DateTimeOffset LastModifiedAt { get; init; }

    /// <summary>What follows from the two scans for the partner.</summary>
    public Decision Decision => (Ofac, PepScan) switch
    {
        (ScanResult.Positive, _) => Decision.Declined,
        (ScanResult.Failed or ScanResult.Reviewing, _) or (_, ScanResult.Failed or ScanResult.Reviewing) => Decision.InReview,
        (ScanResult.Pending, _) or (_, ScanResult.Pending) => Decision.Waiting,
        (_, ScanResult.Positive) => Decision.AskMore,
        _ => Decision.Approved,
    };
}

/// <summary>The name of a <see cref="BankCustomer"/>.</summary>
internal sealed record BankCustomerName(string FullName);

/// <summary>How far a scan has come, in the bank's words.</summary>
internal enum ScanResult
{
    Pending,
    Clear,
    Failed,
    Reviewing,
    Positive,
}

/// <summary>What the partner does with a customer.</summary>
internal enum Decision
{
    /// <summary>A result is still to come: no account yet.</summary>
    Waiting,

    /// <summary>Something was found, and the bank looks at it: no account yet.</summary>
    InReview,

    /// <summary>An account may be opened.</summary>
    Approved,

    /// <summary>A politically exposed person: an account may be opened when somebody has asked where the money is from.</summary>
    AskMore,

    /// <summary>On the OFAC list: there will be no account.</summary>
    Declined,
}

namespace CrossRiver.Emulator.Errors;

/// <summary>One fault, as the bank reports it.</summary>
/// <param name="Code">1000 to 1999 validation, 2000 to 2999 rules, 3000 to 3999 permissions, 9999 the bank's own fault.</param>
/// <param name="Message">For people; names the field.</param>
/// <remarks>Source of the ranges: the bank's page on response codes (contract: platform 6.2).</remarks>
internal sealed record ApiError(int Code, string Message)
{
    /// <summary>A field is missing or wrong, or the body cannot be read.</summary>
    public const int Validation = 1000;

    /// <summary>The resource is not known. Assumed: the bank's code is not documented.</summary>
    public const int NotFound = 1404;

    /// <summary>The partner has a registration of this event already. Assumed: the bank's code is not documented.</summary>
    public const int DuplicateRegistration = 2001;

    /// <summary>The owner of a business is no Personal customer of the same partner. Assumed: the bank's code is not documented.</summary>
    public const int UnknownOwner = 2002;

    /// <summary>The customer is deactivated. Assumed: the bank's code is not documented.</summary>
    public const int InactiveCustomer = 2003;

    /// <summary>Only a Business has beneficial owners. Assumed: the bank's code is not documented.</summary>
    public const int NotABusiness = 2004;

    /// <summary>The beneficial owners of a business would own more than all of it. Assumed: the bank's code is not documented.</summary>
    public const int TooMuchOwnership = 2005;

    /// <summary>The event goes nowhere any more: its registration was deleted. Assumed: the bank's code is not documented.</summary>
    public const int NoRegistration = 2006;

    /// <summary>The event is pushed and so cannot be acknowledged. Assumed: the bank's code is not documented.</summary>
    public const int NotPolled = 2007;

    /// <summary>The bank's own fault.</summary>
    public const int System = 9999;
}

/// <summary>The body of a refused call.</summary>
internal sealed record ApiErrorBody(IReadOnlyList<ApiError> Errors);

/// <summary>The body of a call that reached no operation.</summary>
/// <remarks>Assumed from the framework the bank uses (contract: platform 6.1).</remarks>
internal sealed record ApiMessageBody(string Message);

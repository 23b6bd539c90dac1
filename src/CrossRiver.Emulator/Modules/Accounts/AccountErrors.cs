using CrossRiver.Emulator.Platform.Errors;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace CrossRiver.Emulator.Modules.Accounts;

/// <summary>Contains the errors of accounts. Codes and messages are assumed.</summary>
internal static class AccountErrors
{
    public static readonly ErrorDefinition UnknownCustomer =
        new(Status400BadRequest, 2101, "CustomerId {0} is no customer of this partner; onboard the customer first")
        {
            When = "The customer of a new account is not known, or is of another partner.",
        };

    public static readonly ErrorDefinition OfacNotClear =
        new(Status400BadRequest, 2102, "Customer {0} has the OFAC status {1}, not Clear; wait for the result, or end the review")
        {
            When = "The OFAC scan of the customer of a new account is not `Clear`. The PEP scan plays no part.",
        };

    public static readonly ErrorDefinition NoAddress =
        new(Status400BadRequest, 2103, "Customer {0} has no address; add one")
        {
            When = "The customer of a new account has no address.",
        };

    public static readonly ErrorDefinition NoPhone =
        new(Status400BadRequest, 2104, "Customer {0} has no phone; add one")
        {
            When = "The customer of a new account has no phone.",
        };

    public static readonly ErrorDefinition WrongClassification =
        new(Status400BadRequest, 2105, "Customer {0} is {1}, and product {2} is for {3} customers; send a product for {1} customers")
        {
            When = "The classification of the customer is not that of the product.",
        };

    public static readonly ErrorDefinition UnknownProduct =
        new(Status400BadRequest, 2106, "ProductId {0} is unknown; send a product that GET /_emulator/products lists, or add this one to Emulator:Accounts:Products")
        {
            When = "The product of a new account is not known, and `--strict` is on or the setting `Emulator:Accounts:AnyProduct` is false.",
        };

    public static readonly ErrorDefinition CustomerNotActive =
        new(Status400BadRequest, 2107, "Customer {0} has the status {1}, not Active; send another customer")
        {
            When = "The customer of a new account was deactivated.",
        };

    public static readonly ErrorDefinition SameAccount =
        new(Status400BadRequest, 2108, "DebitAccountNumber and CreditAccountNumber are both {0}; send two numbers")
        {
            When = "Both sides of a transfer are the same.",
        };

    public static readonly ErrorDefinition ClosedAccount =
        new(Status400BadRequest, 2109, "Account {0} is closed; send the number of another account")
        {
            When = "The master of a new subledger is closed.",
        };

    public static readonly ErrorDefinition TooManyRestrictions =
        new(Status400BadRequest, 2110, "Account {0} has {1} restrictions, the most that there can be; remove one")
        {
            When = "Ours: the account has 100 restrictions.",
        };

    public static readonly ErrorDefinition TooManySubAccounts =
        new(Status400BadRequest, 2111, "Account {0} has {1} subledgers, the most that there can be; use another account")
        {
            When = "Ours: the account has 10,000 subledgers.",
        };

    public static readonly ErrorDefinition UnknownSubAccount =
        new(Status400BadRequest, 2112, "SubAccountNumber {0} is no subledger of account {1}; send the number of one, or null for all")
        {
            When = "A restriction names a subledger that the account does not have.",
        };

    public static readonly ErrorDefinition CreditRefused =
        new(Status400BadRequest, 2113, "Account {0} refuses the money: {1}; make the account Active, or remove the restriction")
        {
            When = "The account of a simulated wire is closed (`CLS`), dormant (`DRM`) or restricted (`RES`).",
        };

    public static readonly ErrorDefinition BalanceTooLarge =
        new(Status400BadRequest, 2114, "The balance of account {0} would have more than 15 digits; send a smaller amount")
        {
            When = "Ours: a balance would have more than 15 digits.",
        };

    public static ErrorDefinition[] All =>
    [
        UnknownCustomer, OfacNotClear, NoAddress, NoPhone, WrongClassification, UnknownProduct, CustomerNotActive, SameAccount,
        ClosedAccount, TooManyRestrictions, TooManySubAccounts, UnknownSubAccount, CreditRefused, BalanceTooLarge,
    ];
}

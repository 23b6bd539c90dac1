using CrossRiver.Emulator.Platform.Errors;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Contains the errors of the bank's customer management. Codes and messages are assumed.</summary>
internal static class CustomerErrors
{
    public static readonly ErrorDefinition UnknownOwner = new(Status400BadRequest, 2002, "{0} {1} is not a Personal customer of this partner")
    {
        When = "The owner of a business is not known, or is no person.",
    };

    public static readonly ErrorDefinition InactiveCustomer =
        new(Status400BadRequest, 2003, "Customer {0} is inactive") { When = "The customer was deactivated; it can only be read." };

    public static readonly ErrorDefinition NotABusiness =
        new(Status400BadRequest, 2004, "Customer {0} is not a Business") { When = "Only a Business has beneficial owners." };

    public static readonly ErrorDefinition TooMuchOwnership = new(Status400BadRequest, 2005, "OwnershipPercentage of all beneficial owners is {0}, more than 100")
    {
        When = "The beneficial owners of a business would own more than all of it.",
    };

    public static ErrorDefinition[] All => [UnknownOwner, InactiveCustomer, NotABusiness, TooMuchOwnership];
}

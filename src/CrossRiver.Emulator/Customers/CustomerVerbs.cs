using CrossRiver.Emulator.Bodies;
using CrossRiver.Emulator.Customers.Requests;
using CrossRiver.Emulator.Errors;

namespace CrossRiver.Emulator.Customers;

/// <summary>What can be done to a customer itself. A change that changes nothing raises no event.</summary>
internal static class CustomerVerbs
{
    /// <summary>Changes a customer's name; what is not sent stays.</summary>
    /// <exception cref="RefusedException">The changes do not go with what stays.</exception>
    public static Customer Rename(this CustomerStore customers, Customer customer, Changes<CustomerName> changes)
    {
        var name = changes.ApplyTo(customer.Name, _ => CustomerFields.Name(customer.Classification));

        return name == customer.Name
            ? customer
            : customers.Change(customer with { Name = name }, changed => new CustomerChange(changed, "name") { EventName = CustomerEvents.NameChanged });
    }

    /// <summary>Changes a customer's profile; what is not sent stays.</summary>
    /// <exception cref="RefusedException">The changes do not go with what stays, or name an owner who is not known.</exception>
    public static Customer ChangeProfile(this CustomerStore customers, Customer customer, Changes<CustomerProfile> changes)
    {
        var profile = changes.ApplyTo(customer.Profile, _ => CustomerFields.Profile(customer.Classification)).Normalized();
        customers.RequireOwner(profile);

        return profile == customer.Profile
            ? customer
            : customers.Change(
                customer with { Profile = profile },
                changed => new CustomerChange(changed, "profile") { EventName = CustomerEvents.ProfileChanged });
    }

    /// <summary>Sets whether a customer is in use. The bank has no event for it.</summary>
    public static Customer SetStatus(this CustomerStore customers, Customer customer, CustomerStatus status) => customer.Status == status
        ? customer
        : customers.Change(customer with { Status = status }, changed => new CustomerChange(changed, $"status {customer.Status} → {status}"));

    /// <summary>Gives a customer another CIF number.</summary>
    /// <param name="customers">The world's customers.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="cifNumber">The number.</param>
    /// <param name="isSilent">Whether no event tells of it.</param>
    public static Customer SetCifNumber(this CustomerStore customers, Customer customer, string cifNumber, bool isSilent = false) => customer.CifNumber == cifNumber
        ? customer
        : customers.Change(
            customer with { CifNumber = cifNumber },
            changed => new CustomerChange(changed, $"cifNumber {customer.CifNumber} → {cifNumber}") { EventName = isSilent ? null : CustomerEvents.CifNumberChanged });

    /// <summary>Sets the result of the OFAC scan.</summary>
    /// <param name="customers">The world's customers.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="status">The result.</param>
    /// <param name="isSilent">Whether no event tells of it.</param>
    public static Customer SetOfac(this CustomerStore customers, Customer customer, ScanStatus status, bool isSilent = false) => customer.Ofac == status
        ? customer
        : customers.Change(
            customer with { Ofac = status },
            changed => new CustomerChange(changed, $"ofac {customer.Ofac} → {status}") { EventName = isSilent ? null : CustomerEvents.OfacChanged });

    /// <summary>Sets the result of the PEP scan.</summary>
    /// <param name="customers">The world's customers.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="status">The result.</param>
    /// <param name="isSilent">Whether no event tells of it.</param>
    public static Customer SetPepScan(this CustomerStore customers, Customer customer, ScanStatus status, bool isSilent = false) => customer.PepScan == status
        ? customer
        : customers.Change(
            customer with { PepScan = status },
            changed => new CustomerChange(changed, $"pepScan {customer.PepScan} → {status}") { EventName = isSilent ? null : CustomerEvents.PepScanChanged });
}

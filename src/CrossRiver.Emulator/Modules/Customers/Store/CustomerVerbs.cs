using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;

namespace CrossRiver.Emulator.Modules.Customers.Store;

/// <summary>Changes a customer itself. Without a difference there is no event.</summary>
internal static class CustomerVerbs
{
    /// <summary>Changes a customer's name. Members that were not sent stay.</summary>
    /// <exception cref="ApiException">The changes contradict the rest of the name.</exception>
    public static Customer Rename(this CustomerStore customers, Customer customer, Changes<CustomerName> changes)
    {
        var name = changes.ApplyTo(customer.Name, _ => CustomerFields.For(customer.Classification).Name);
        return name == customer.Name
            ? customer
            : customers.Change(customer with { Name = name }, changed => new CustomerChange(changed, "name") { EventName = CustomerEvents.NameChanged });
    }

    /// <summary>Changes a customer's profile. Members that were not sent stay.</summary>
    /// <exception cref="ApiException">The changes contradict the rest of the profile, or the owner is unknown.</exception>
    public static Customer ChangeProfile(this CustomerStore customers, Customer customer, Changes<CustomerProfile> changes)
    {
        var profile = changes.ApplyTo(customer.Profile, _ => CustomerFields.For(customer.Classification).Profile).Normalized();
        customers.RequireOwner(profile);
        return profile == customer.Profile
            ? customer
            : customers.Change(
                customer with { Profile = profile }, changed => new CustomerChange(changed, "profile") { EventName = CustomerEvents.ProfileChanged });
    }

    /// <summary>Sets a field of a customer. A change publishes the event of the field, unless it is silent.</summary>
    public static Customer Set(this CustomerStore customers, Customer customer, FieldChange change, bool isSilent = false)
    {
        var field = (SettableField<Customer>)change.Field;
        var before = field.ValueOf(customer);
        if (Equals(before, change.Value))
        {
            return customer;
        }

        var after = field.With(customer, change.Value);
        return customers.Change(
            isSilent ? after.Unannounced(customer) : after.Announced(field.EventName),
            changed => new CustomerChange(changed, $"{field.Key} {before} → {change.Value}")
            {
                Before = customer,
                Set = change,
                EventName = isSilent ? null : field.EventName,
            });
    }
}

using CrossRiver.Emulator.Modules.Customers.Requests;
using CrossRiver.Emulator.Modules.Customers.Store;
using CrossRiver.Emulator.Platform.Bodies;
using CrossRiver.Emulator.Platform.Calls;
using CrossRiver.Emulator.Platform.Errors;
using CrossRiver.Emulator.Platform.Modules;
using CrossRiver.Emulator.Platform.Queries;

namespace CrossRiver.Emulator.Modules.Customers;

/// <summary>Runs calls about customers: finds the world, enters the call in its journal, and reads or changes the customer.</summary>
internal sealed class CustomerCalls(WorldDirectory worlds, CallResolver resolver, IStoryStarter stories, ResourceIndex owners, CreationOrder order)
{
    private const string Kind = "Customer";

    /// <summary>Creates a customer in its partner's world and starts its story. A header of the request can name the scenario.</summary>
    /// <exception cref="ApiException">There is no scenario of that name, or the owner of the business is unknown.</exception>
    public Customer Onboard(Body<CreateCustomerRequest> body, HttpContext context)
    {
        var (request, call) = (body.Value, context.Call());
        var startStory = stories.Prepare(worlds.Find(request.PartnerId), body.Json, context.Request.Headers);
        RequireOwner(request.PartnerId, request.Profile);

        var world = resolver.Open(request.PartnerId, call);
        var customer = world.RunForPartner(CreateWithStory, call.Origin);
        call.CustomerId = customer.Id;
        return customer;

        Customer CreateWithStory()
        {
            var created = world.Customers.Create(request);
            startStory(world, created.Id);
            return created;
        }
    }

    /// <summary>Checks the owner in a profile, before a world is opened for it.</summary>
    /// <exception cref="ApiException">The owner of a business is no Personal customer of the partner.</exception>
    public void RequireOwner(Guid partnerId, CustomerProfile profile)
    {
        if (worlds.Find(partnerId) is { } known)
        {
            known.Customers.RequireOwner(profile);
        }
        else if (profile.NamedOwner is { } ownerId)
        {
            throw CustomerErrors.UnknownOwner.ToException("Profile.PrimaryOwnerCustomerId", ownerId);
        }
    }

    /// <summary>Returns customers of one partner, or of all, in the order of their creation. The call is entered in the journal of its partner.</summary>
    /// <param name="skipped">The number of customers on the pages before.</param>
    public IEnumerable<Customer> List(CustomerFilter filter, int skipped, Call call)
    {
        var partnerId = filter.PartnerId ?? call.Caller?.PartnerId;

        // Without a condition, the pages before need not be read.
        var first = filter.TakesAll ? skipped : 0;
        var ids = partnerId is null ? order.From(first) : resolver.FindListed(partnerId, call) is [var world] ? world.Customers.IdsFrom(first) : [];
        var customers = ids.Select(id => owners.Find(id)?.Customers.FindShown(id)).OfType<Customer>();

        return filter.TakesAll ? customers : customers.Where(filter.Accepts).Skip(skipped);
    }

    /// <summary>Returns a customer as reads show it.</summary>
    /// <exception cref="ApiException">No world has such a customer.</exception>
    public Customer Find(string id, Call call)
    {
        var (world, customerId) = resolver.RequireOwner(Kind, id, call);
        return world.Customers.FindShown(customerId) ?? throw ErrorCatalog.NotFound.ToException(Kind, id);
    }

    /// <summary>Changes a customer while holding the lock of its world.</summary>
    /// <exception cref="ApiException">No world has such a customer, or it is deactivated.</exception>
    public T Change<T>(string id, Call call, Func<CustomerStore, Customer, T> change)
    {
        var (world, customerId) = resolver.RequireOwner(Kind, id, call);
        return world.RunForPartner(ChangeFound, call.Origin);

        T ChangeFound() => world.Customers.Find(customerId) switch
        {
            null => throw ErrorCatalog.NotFound.ToException(Kind, id),
            { Status: CustomerStatus.Inactive } => throw CustomerErrors.InactiveCustomer.ToException(id),
            var customer => change(world.Customers, customer),
        };
    }
}

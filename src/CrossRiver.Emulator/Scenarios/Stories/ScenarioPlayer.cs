using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Scenarios.Stories;

/// <summary>Plays the scenarios of a world's customers: books each step and does it when it is due.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class ScenarioPlayer(Agenda agenda, Chance chance, CustomerStore customers)
{
    /// <summary>Starts a customer's story.</summary>
    public void Start(Customer customer, Scenario scenario) => Book(customer, scenario, index: 0, customer.CreatedAt);

    /// <summary>Does a step and books the one after it. A customer that is gone or deactivated has no story any more.</summary>
    /// <param name="entry">The step.</param>
    /// <param name="dueAt">When it was due; the next one counts from there, so that a busy machine does not stretch the story.</param>
    public void Play(StepEntry entry, DateTimeOffset dueAt)
    {
        if (customers.Find(entry.CustomerId) is { Status: CustomerStatus.Active } customer)
        {
            Do(entry.Scenario.Timeline[entry.Index], customer);
            Book(customer, entry.Scenario, entry.Index + 1, dueAt);
        }
    }

    private void Do(Step step, Customer customer)
    {
        var set = step.Set ?? new StatusChange();
        customer = set.CifNumber is { } cifNumber ? customers.SetCifNumber(customer, cifNumber) : customer;
        customer = set.PepScan is { } pepScan ? customers.SetPepScan(customer, pepScan) : customer;
        customer = set.Ofac is { } ofac ? customers.SetOfac(customer, ofac) : customer;
        customer = set.Status is { } status ? customers.SetStatus(customer, status) : customer;

        if (step.Emit is { } eventName)
        {
            customers.Announce(customer.Id, eventName);
        }
    }

    private void Book(Customer customer, Scenario scenario, int index, DateTimeOffset from)
    {
        if (index < scenario.Timeline.Count)
        {
            var step = scenario.Timeline[index];
            var delay = chance.Of(step.After ?? default, $"{customer.Key}/{scenario.Name}/{step.Id}/after");
            agenda.Book(from + delay, new StepEntry(customer.Id, scenario, index));
        }
    }
}

/// <summary>The next step of a customer's story, from the version of the scenario that the story began with.</summary>
internal sealed record StepEntry(Guid CustomerId, Scenario Scenario, int Index) : AgendaEntry;

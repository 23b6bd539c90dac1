using System.Diagnostics;
using CrossRiver.Emulator.Customers;
using CrossRiver.Emulator.Signals;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Worlds;

namespace CrossRiver.Emulator.Scenarios;

/// <summary>Plays the scenarios of a world's customers: books each step and does it when it is due.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class ScenarioPlayer(Agenda agenda, Chance chance, CustomerStore customers, Turn turn, Tracing tracing)
{
    /// <summary>Starts a customer's story.</summary>
    public void Start(Customer customer, Scenario scenario) => Book(customer, scenario, index: 0, customer.CreatedAt, turn.Origin);

    /// <summary>Does a step and books the one after it. A customer that is gone or deactivated has no story any more.</summary>
    /// <param name="entry">The step.</param>
    /// <param name="dueAt">When it was due; the next one counts from there, so that a busy machine does not stretch the story.</param>
    public void Play(StepEntry entry, DateTimeOffset dueAt)
    {
        if (customers.Find(entry.CustomerId) is { Status: CustomerStatus.Active } customer)
        {
            using (var span = Begin(entry, customer))
            {
                turn.Origin = TraceOrigin.Of(span) ?? entry.Origin;
                Do(entry.Scenario.Timeline[entry.Index], customer);
            }

            Book(customer, entry.Scenario, entry.Index + 1, dueAt, entry.Origin);
        }
    }

    private Activity? Begin(StepEntry entry, Customer customer) =>
        tracing.Begin("step", entry.Scenario.Timeline[entry.Index].Id, ActivityKind.Internal, entry.Origin)
            ?.SetTag(Tags.PartnerId, customer.PartnerId.ToString())
            .SetTag(Tags.CustomerId, customer.Id.ToString())
            .SetTag(Tags.Scenario, entry.Scenario.Name)
            .SetTag(Tags.Step, entry.Scenario.Timeline[entry.Index].Id);

    private void Do(Step step, Customer customer)
    {
        customer = step.CifNumber is { } cifNumber ? customers.SetCifNumber(customer, cifNumber) : customer;
        customer = step.PepScan is { } pepScan ? customers.SetPepScan(customer, pepScan) : customer;
        customer = step.Ofac is { } ofac ? customers.SetOfac(customer, ofac) : customer;
        customer = step.Status is { } status ? customers.SetStatus(customer, status) : customer;

        if (step.Emit is { } eventName)
        {
            customers.Announce(customer.Id, eventName);
        }
    }

    private void Book(Customer customer, Scenario scenario, int index, DateTimeOffset from, TraceOrigin? origin)
    {
        if (index < scenario.Timeline.Count)
        {
            var step = scenario.Timeline[index];
            var delay = chance.Between(step.After.Shortest, step.After.Longest, $"{customer.Key}/{scenario.Name}/{step.Id}/after");
            agenda.Book(from + delay, new StepEntry(customer.Id, scenario, index, origin));
        }
    }
}

/// <summary>The next step of a customer's story.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Scenario">The version of the scenario that the story began with.</param>
/// <param name="Index">The step's place in the timeline, from 0.</param>
/// <param name="Origin">Where in a trace the story began, or <see langword="null"/>.</param>
internal sealed record StepEntry(Guid CustomerId, Scenario Scenario, int Index, TraceOrigin? Origin) : AgendaEntry;

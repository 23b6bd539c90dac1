using CrossRiver.Emulator.Scenarios.Stories;
using CrossRiver.Emulator.Time;
using CrossRiver.Emulator.Webhooks.Contract;
using CrossRiver.Emulator.Webhooks.Delivering;
using CrossRiver.Emulator.Webhooks.Events;
using CrossRiver.Emulator.Webhooks.Registrations;

namespace CrossRiver.Emulator.Worlds.Snapshots.Checks;

/// <summary>Finds out whether what a snapshot has booked can happen.</summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="registrations">Its registrations by their identifiers.</param>
/// <param name="stories">Its stories.</param>
/// <param name="events">The events that a partner can register for.</param>
internal sealed class AgendaCheck(WorldSnapshot snapshot, Dictionary<Guid, Registration> registrations, RestoredStories stories, EventCatalog events)
{
    private readonly Dictionary<Guid, int> _lanes = stories.Stories.ToDictionary(story => story.CustomerId, story => story.Lanes.Count);

    /// <summary>Checks every entry.</summary>
    /// <exception cref="InvalidDataException">One cannot happen.</exception>
    public void Check(Place place) => place.ForEach(snapshot.Agenda, (due, at) =>
    {
        at.Of("entry").Require(due.Entry is not null, "an entry of the agenda is missing");
        at.Of("entry").Require(IsOfStory(due.Entry!), "an entry is of a story that is not there");
        switch (due.Entry)
        {
            case CopyEntry copy:
                DeliveriesCheck.CheckEvent(copy.Copy, snapshot.PartnerId, events, at.Of("entry.copy"));
                PlansCheck.Check(copy.Plan, at.Of("entry.plan"));
                at.Of("entry").Require(registrations.GetValueOrDefault(copy.RegistrationId) is null or { CallbackUrl: not null }, "a copy is for a registration without a callback URL");
                break;
            case PhantomEntry phantom:
                PlansCheck.Check(phantom.Phantom.Fault, at.Of("entry.phantom"));
                at.Of("entry.phantom").Require(phantom.Phantom.Fault.Phantom is not null, "a fault is none of its kind");
                break;
        }
    });

    private bool IsOfStory(AgendaEntry entry) => entry switch
    {
        StepEntry step => IsLane(step.CustomerId, step.Lane),
        HoldEndEntry hold => IsLane(hold.CustomerId, hold.Lane),
        _ => true,
    };

    private bool IsLane(Guid customerId, int lane) => !_lanes.TryGetValue(customerId, out var count) || (lane >= 0 && lane < count);
}

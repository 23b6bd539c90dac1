using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Gathers like events of half a minute into one with several resources.</summary>
/// <param name="agenda">Where the end of a gathering is booked.</param>
/// <param name="send">Takes what was gathered for a registration.</param>
/// <remarks>Source: the bank's pages on webhooks, for the time and the most resources of each format.</remarks>
internal sealed class Gathering(EmulatorClock clock, Agenda agenda, Action<WebhookEvent, Registration> send)
{
    private const int MostOfBasic = 50_000;
    private const int MostOfExtended = 1_000;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Guid, List<WebhookEvent>> _gathered = [];

    /// <summary>Adds an event to those of its registration; the first one begins the half minute.</summary>
    /// <returns>The identifier of the event that all of them will be.</returns>
    public Guid Add(WebhookEvent happened, Registration registration)
    {
        if (!_gathered.TryGetValue(registration.Id, out var gathered))
        {
            _gathered.Add(registration.Id, gathered = []);
            agenda.Book(ClockCourse.Later(clock.Now, Window), new GatheredEntry(registration.Id, happened.Id));
        }

        gathered.Add(happened);
        var eventId = gathered[0].Id;
        if (gathered.Count == (registration.Format is RegistrationFormat.Extended ? MostOfExtended : MostOfBasic))
        {
            Send(registration, gathered);
        }

        return eventId;
    }

    /// <summary>The half minute is over; what was too much for one event is on its way already.</summary>
    public void Close(GatheredEntry entry, Registration? registration)
    {
        if (registration is not null && _gathered.TryGetValue(registration.Id, out var gathered) && gathered[0].Id == entry.EventId)
        {
            Send(registration, gathered);
        }
    }

    /// <summary>Drops what was gathered for a registration.</summary>
    public void Drop(Guid registrationId) => _gathered.Remove(registrationId);

    public void Clear() => _gathered.Clear();

    /// <summary>What was gathered so far, by the registration.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<WebhookEvent>> Save() =>
        _gathered.ToDictionary(gathered => gathered.Key, gathered => (IReadOnlyList<WebhookEvent>)[.. gathered.Value]);

    /// <summary>Goes on gathering what was saved; its end is on the agenda.</summary>
    public void Load(IReadOnlyDictionary<Guid, IReadOnlyList<WebhookEvent>> saved)
    {
        foreach (var (registrationId, gathered) in saved)
        {
            _gathered[registrationId] = [.. gathered];
        }
    }

    private void Send(Registration registration, List<WebhookEvent> gathered)
    {
        _gathered.Remove(registration.Id);
        var first = gathered[0];
        send(
            first with
            {
                CreatedAt = clock.Now,
                About = gathered.TrueForAll(happened => happened.About == first.About) ? first.About : null,
                OrderingKey = $"{first.PartnerId}",
                Resources = [.. gathered.SelectMany(happened => happened.Resources)],
                Details = [.. gathered.SelectMany(happened => happened.Details)],
                Origin = TraceOrigin.Join(gathered.Select(happened => happened.Origin)),
            },
            registration);
    }
}

/// <summary>The end of the time in which a registration's like events are gathered.</summary>
internal sealed record GatheredEntry(Guid RegistrationId, Guid EventId) : AgendaEntry
{
    public override string What => "end of a gathering";

    public override Guid? OfEvent => EventId;
}

using CrossRiver.Emulator.Modules.Webhooks.Events;
using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Delivering;

/// <summary>Gathers like events of half a minute into one event with several resources.</summary>
/// <param name="send">Sends the gathered event to its registration.</param>
/// <remarks>Source: the bank's pages on webhooks, for the time and the maximum of resources of each format.</remarks>
internal sealed class Aggregation(EmulatorClock clock, Agenda agenda, Action<WebhookEvent, Registration> send)
{
    private const int MostOfBasic = 50_000;
    private const int MostOfExtended = 1_000;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private Dictionary<Guid, List<WebhookEvent>> _gathered = [];

    /// <summary>Adds an event of a registration. The first event starts the half minute.</summary>
    /// <returns>The identifier of the event that contains all of them.</returns>
    public Guid Add(WebhookEvent happened, Registration registration)
    {
        if (!_gathered.TryGetValue(registration.Id, out var gathered))
        {
            _gathered.Add(registration.Id, gathered = []);
            agenda.Book(ClockSetting.Later(clock.Now, Window), new AggregationEndEntry(registration.Id, happened.Id));
        }

        gathered.Add(happened);
        var eventId = gathered[0].Id;
        if (gathered.Count == (registration.Format is RegistrationFormat.Extended ? MostOfExtended : MostOfBasic))
        {
            Send(registration, gathered);
        }

        return eventId;
    }

    // An event with the maximum of resources was sent before the end of the half minute.
    public void Close(AggregationEndEntry entry, Registration? registration)
    {
        if (registration is not null && _gathered.TryGetValue(registration.Id, out var gathered) && gathered[0].Id == entry.EventId)
        {
            Send(registration, gathered);
        }
    }

    public void Drop(Guid registrationId) => _gathered.Remove(registrationId);

    public void Clear() => _gathered.Clear();

    public IReadOnlyDictionary<Guid, IReadOnlyList<WebhookEvent>> Save() =>
        _gathered.ToDictionary(gathered => gathered.Key, gathered => (IReadOnlyList<WebhookEvent>)[.. gathered.Value]);

    public void Load(IReadOnlyDictionary<Guid, IReadOnlyList<WebhookEvent>> saved) =>
        _gathered = saved.ToDictionary(gathered => gathered.Key, gathered => gathered.Value.ToList());

    private void Send(Registration registration, List<WebhookEvent> gathered)
    {
        _gathered.Remove(registration.Id);
        var first = gathered[0];
        send(first with
        {
            CreatedAt = clock.Now,
            About = gathered.TrueForAll(happened => happened.About == first.About) ? first.About : null,
            OrderingKey = $"{first.PartnerId}",
            Resources = [.. gathered.SelectMany(happened => happened.Resources)],
            Details = [.. gathered.SelectMany(happened => happened.Details)],
            Origin = ParentSpan.Join(gathered.Select(happened => happened.Origin)),
        }, registration);
    }
}

/// <summary>The agenda entry for the end of the time in which a registration's like events are gathered.</summary>
internal sealed record AggregationEndEntry(Guid RegistrationId, Guid EventId) : AgendaEntry
{
    public override string What => "end of a gathering";

    public override Guid? OfEvent => EventId;
}

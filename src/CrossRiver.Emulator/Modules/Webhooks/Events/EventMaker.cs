using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>Creates the events of one world. Call only while holding the world lock.</summary>
internal sealed class EventMaker(Guid partnerId, EmulatorClock clock, KeyedRandom random, WorldLock worldLock) : IWorldPart<int>
{
    // Pings are numbered, so that each has another identifier.
    private int _pings;

    /// <summary>Creates the event that the partner gets.</summary>
    public WebhookEvent Of(DomainEvent happened) => new()
    {
        Id = happened.ChooseId(random),
        EventName = happened.Type.Name,
        PartnerId = partnerId,
        About = happened.About,
        OrderingKey = happened.OrderingKey,
        CreatedAt = happened.At,
        Resources = [happened.Path, .. happened.OtherResources.Select(other => other.Path)],
        Details = [Ordered(happened.Details), .. happened.OtherResources.Select(other => Ordered(other.Details))],
        Origin = worldLock.Origin,
    };

    /// <summary>Creates a test event for a registration, which waits for no other event.</summary>
    public WebhookEvent Ping(Registration registration)
    {
        var now = clock.Now;
        var id = random.Id(now, $"ping/{++_pings}");
        return new WebhookEvent
        {
            Id = id,
            EventName = registration.EventName,
            PartnerId = partnerId,
            OrderingKey = $"{id}",
            IsPing = true,
            CreatedAt = now,
            Resources = [],
            Details = [],
            Origin = worldLock.Origin,
        };
    }

    public int Save() => _pings;

    public void Load(int saved) => _pings = saved;

    public int Clear(ResetOptions reset) => _pings = 0;

    private static OrderedDictionary<string, string?> Ordered(IReadOnlyList<KeyValuePair<string, string?>> details) => new(details, StringComparer.Ordinal);
}

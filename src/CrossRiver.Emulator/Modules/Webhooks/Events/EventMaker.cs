using CrossRiver.Emulator.Modules.Webhooks.Registrations;

namespace CrossRiver.Emulator.Modules.Webhooks.Events;

/// <summary>Makes the events of one world out of what happens in it.</summary>
/// <remarks>Used in the world's turn only.</remarks>
internal sealed class EventMaker(Guid partnerId, EmulatorClock clock, Chance chance, Turn turn) : IWorldPart<int>
{
    /// <summary>Makes the event that the partner gets.</summary>
    public WebhookEvent Of(DomainEvent happened) => new()
    {
        Id = happened.ChooseId(chance),
        EventName = happened.Type.Name,
        PartnerId = partnerId,
        About = happened.About,
        OrderingKey = happened.OrderingKey,
        CreatedAt = happened.At,
        Resources = [happened.Path],
        Details = [new OrderedDictionary<string, string?>(happened.Details, StringComparer.Ordinal)],
        Origin = turn.Origin,
    };

    /// <summary>A test event for a registration. It stands in a line of its own.</summary>
    public WebhookEvent Ping(Registration registration)
    {
        var now = clock.Now;
        var id = chance.Id(now, $"ping/{++Pings}");
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
            Origin = turn.Origin,
        };
    }

    /// <summary>How many pings there were: they are numbered on.</summary>
    public int Pings { get; set; }

    public int Save() => Pings;

    public void Load(int saved) => Pings = saved;

    public int Clear(ResetOptions reset) => Pings = 0;
}

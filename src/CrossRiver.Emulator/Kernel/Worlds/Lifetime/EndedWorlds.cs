namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>Keeps the partners whose worlds were ended, with the reasons, for the newest 1,000. Thread-safe.</summary>
internal sealed class EndedWorlds
{
    private const int Most = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, string> _reasons = [];
    private readonly Queue<Guid> _order = new();

    /// <summary>Adds a partner, or changes its reason.</summary>
    /// <param name="at">The end of its world, on the emulator's own clock.</param>
    /// <param name="reason">The reason, for example <c>a call asked for it</c>.</param>
    public void Add(Guid partnerId, DateTimeOffset at, string reason)
    {
        lock (_lock)
        {
            if (!_reasons.ContainsKey(partnerId))
            {
                _order.Enqueue(partnerId);
            }

            _reasons[partnerId] = string.Create(CultureInfo.InvariantCulture, $"was ended at {at.UtcDateTime:O}, because {reason}");
            while (_order.Count > Most)
            {
                _reasons.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Returns the exception for a partner without a world.</summary>
    /// <param name="partnerId">The partner, as the caller named it.</param>
    /// <param name="all">The existing worlds.</param>
    public UnknownPartnerException Unknown(string partnerId, IReadOnlyList<World> all)
    {
        var end = IdText.Parse(partnerId) is { } id && Find(id) is { } reason ? $": it {reason}" : "";
        var named = all is [] ? "" : $": {PartnerNames.Of(all)}{(all.Count > PartnerNames.MostNamed ? ", …" : "")}";
        return new UnknownPartnerException(partnerId, end, $"there {PartnerNames.CountOf(all)}{named}");
    }

    private string? Find(Guid partnerId)
    {
        lock (_lock)
        {
            return _reasons.GetValueOrDefault(partnerId);
        }
    }
}

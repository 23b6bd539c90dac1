namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>The partners whose worlds were ended, with the reason of each. The newest 1,000 are kept.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class EndedWorlds
{
    private const int Most = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, string> _reasons = [];
    private readonly Queue<Guid> _order = new();

    /// <summary>Adds a partner.</summary>
    /// <param name="at">When its world was ended, on the emulator's own clock.</param>
    /// <param name="reason">Why, for example <c>a call asked for it</c>.</param>
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

    /// <summary>Returns what is thrown when a partner without a world is named.</summary>
    /// <param name="partnerId">The partner, as it is named.</param>
    /// <param name="all">The worlds there are.</param>
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

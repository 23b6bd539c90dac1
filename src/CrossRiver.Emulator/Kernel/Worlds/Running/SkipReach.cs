namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>Represents the reach of skipping over waits for people: the widest span of the open waits.</summary>
/// <remarks>Call only while holding the world lock.</remarks>
internal sealed class SkipReach
{
    private List<DateTimeOffset>? _moments;

    public bool Covers(DateTimeOffset moment) => _moments?.Exists(reached => moment <= reached) is true;

    public void Add(DateTimeOffset moment) => (_moments ??= []).Add(moment);

    public void Remove(DateTimeOffset moment)
    {
        _moments?.Remove(moment);
        _moments = _moments is [] ? null : _moments;
    }

    public void Clear() => _moments = null;
}

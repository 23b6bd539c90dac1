namespace CrossRiver.Emulator.Kernel.Worlds.Running;

/// <summary>How far open waits let a clock skip over waits for people: as far as the widest of their spans.</summary>
/// <remarks>Call only while holding the world's turn.</remarks>
internal sealed class SkipReach
{
    private List<DateTimeOffset>? _moments;

    /// <summary>Returns whether a wait's span reaches a moment.</summary>
    public bool Covers(DateTimeOffset moment) => _moments?.Exists(reached => moment <= reached) is true;

    /// <summary>Adds the end of a wait's span.</summary>
    public void Add(DateTimeOffset moment) => (_moments ??= []).Add(moment);

    /// <summary>Removes what <see cref="Add"/> added.</summary>
    public void Remove(DateTimeOffset moment)
    {
        _moments?.Remove(moment);
        _moments = _moments is [] ? null : _moments;
    }

    /// <summary>Removes every span, because the clock begins again.</summary>
    public void Clear() => _moments = null;
}

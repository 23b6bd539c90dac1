namespace CrossRiver.Emulator.Faults.Api;

/// <summary>In how many worlds of an emulator a rule may strike a call: as long as there is none, calls are not looked at.</summary>
internal sealed class FaultWatch
{
    private volatile int _worlds;

    /// <summary>Whether there is a world in which a rule may strike.</summary>
    public bool IsOn => _worlds > 0;

    /// <summary>In one more world a rule may strike, or in one less.</summary>
    public void Change(bool isOn) => Interlocked.Add(ref _worlds, isOn ? 1 : -1);
}

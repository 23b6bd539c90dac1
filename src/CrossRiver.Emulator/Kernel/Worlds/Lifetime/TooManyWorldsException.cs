namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>Thrown if a new world would exceed the limit.</summary>
/// <param name="most">The limit.</param>
/// <param name="partnerId">The partner of the new world.</param>
internal sealed class TooManyWorldsException(int most, Guid partnerId) : Exception($"There are {most} worlds already")
{
    public int Most => most;

    public Guid PartnerId => partnerId;
}

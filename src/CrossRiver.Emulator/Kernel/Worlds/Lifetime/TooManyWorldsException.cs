namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>There are as many worlds as there may be.</summary>
/// <param name="most">How many there may be.</param>
/// <param name="partnerId">The partner whose world was to be made.</param>
internal sealed class TooManyWorldsException(int most, Guid partnerId) : Exception($"There are {most} worlds already")
{
    public int Most => most;

    public Guid PartnerId => partnerId;
}

namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>Thrown if the named partner has no world.</summary>
/// <param name="partnerId">The partner, as the caller named it.</param>
/// <param name="end">The end of its last world, as the rest of a sentence; empty if there was none.</param>
/// <param name="others">The existing worlds, in words.</param>
internal sealed class UnknownPartnerException(string partnerId, string end, string others) : Exception($"There is no world of partner {partnerId}")
{
    public string PartnerId => partnerId;

    public string End => end;

    public string Others => others;
}

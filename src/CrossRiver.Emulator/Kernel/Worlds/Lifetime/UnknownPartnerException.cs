namespace CrossRiver.Emulator.Kernel.Worlds.Lifetime;

/// <summary>A partner is named that has no world.</summary>
/// <param name="partnerId">The partner, as it was named.</param>
/// <param name="end">How its world ended, as the rest of a sentence; empty if it never had one.</param>
/// <param name="others">The worlds there are, in words.</param>
internal sealed class UnknownPartnerException(string partnerId, string end, string others) : Exception($"There is no world of partner {partnerId}")
{
    public string PartnerId => partnerId;

    public string End => end;

    public string Others => others;
}

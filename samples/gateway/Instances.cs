using Microsoft.Extensions.Options;

namespace Gateway;

/// <summary>The emulators behind the gateway.</summary>
internal sealed class Instances(IOptions<GatewayOptions> options)
{
    public IReadOnlyList<string> All { get; } = [.. options.Value.Instances.Select(address => address.TrimEnd('/'))];

    /// <summary>Returns the emulator that has the partners with a byte. Each has an equal share of the bytes.</summary>
    public string Of(byte partnerByte) => All[partnerByte * All.Count / PartnerByte.Values];
}

using System.ComponentModel.DataAnnotations;

namespace Gateway;

/// <summary>The section <c>Gateway</c> of the configuration.</summary>
internal sealed class GatewayOptions : IValidatableObject
{
    /// <summary>Gets or sets the addresses of the emulators. Their number and order decide which of them has a partner.</summary>
    /// <value>1 to 256 http or https addresses without a path.</value>
    public IReadOnlyList<string> Instances { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Instances.Count is 0 or > PartnerByte.Values)
        {
            yield return new($"Gateway:Instances has {Instances.Count} addresses; write 1 to {PartnerByte.Values}: --Gateway:Instances:0=http://localhost:5081 --Gateway:Instances:1=http://localhost:5082");
        }

        foreach (var wrong in Instances.Where(address => !Uri.TryCreate(address, UriKind.Absolute, out var url) || url is not { Scheme: "http" or "https", PathAndQuery: "/" }))
        {
            yield return new($"Gateway:Instances: '{wrong}' is not the address of an emulator; write http://HOST:PORT");
        }

        foreach (var twice in Instances.GroupBy(address => address, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
        {
            yield return new($"Gateway:Instances has {twice.Key} {twice.Count()} times");
        }
    }
}

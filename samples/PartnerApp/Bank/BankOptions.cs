using System.ComponentModel.DataAnnotations;

namespace PartnerApp.Bank;

/// <summary>Where the bank is, and what it knows the partner by: the section <c>Bank</c>. The defaults are those of the emulator.</summary>
internal sealed class BankOptions
{
    [Required]
    public Uri Url { get; set; } = new("http://localhost:5080");

    /// <summary>Where tokens are, if not at <c>/connect/token</c> of the same host. The bank itself has a host for them.</summary>
    public Uri? TokenUrl { get; set; }

    [Required]
    public string ClientId { get; set; } = "partner-app";

    [Required]
    public string ClientSecret { get; set; } = "not-for-production";

    /// <summary>What webhooks are signed with: base64, as the bank hands it out.</summary>
    [Required, Base64String]
    public string SigningSecret { get; set; } = "Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==";
}

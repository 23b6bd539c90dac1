using System.ComponentModel.DataAnnotations;

namespace PartnerApp;

/// <summary>Who this partner is, and where the bank reaches it: the section <c>Partner</c>.</summary>
internal sealed class PartnerOptions
{
    /// <summary>The identifier that the bank gave the partner.</summary>
    /// <value>The default is that of the bank's tutorial.</value>
    public Guid Id { get; set; } = new("6e80b097-693c-4592-8440-02f345335bbf");

    /// <summary>Where the bank sends webhooks.</summary>
    /// <value>The default is the first address that the app listens on, and <c>/webhooks</c>.</value>
    public Uri? CallbackUrl { get; set; }

    /// <summary>Whether the app registers for webhooks itself, and not the program that starts it, as an Aspire AppHost can.</summary>
    public bool Registers { get; set; } = true;

    /// <summary>The user that the bank has to name with each webhook.</summary>
    [Required]
    public string WebhookUser { get; set; } = "bank";

    /// <summary>The password of this user.</summary>
    [Required]
    public string WebhookPassword { get; set; } = "not-for-production";
}

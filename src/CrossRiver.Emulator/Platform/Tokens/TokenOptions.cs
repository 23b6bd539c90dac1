using System.ComponentModel.DataAnnotations;

namespace CrossRiver.Emulator.Platform.Tokens;

/// <summary>Clients and their tokens: the section <c>Emulator:Tokens</c>, checked at the start.</summary>
internal sealed class TokenOptions : IValidatableObject
{
    /// <summary>The lifetime of a token, on the clock of the world to which its client is bound, else on the emulator's.</summary>
    /// <value>1 second to 365 days. The default is 1 day.</value>
    /// <remarks>Source of the default: the bank's page on authentication.</remarks>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The audience of a token whose request has none.</summary>
    /// <value>The default is <c>https://api.crbcos.com/</c>, which the bank's samples send.</value>
    [Required]
    public string Audience { get; set; } = "https://api.crbcos.com/";

    /// <summary>
    /// The file of the private key that signs tokens. Emulators with the same key take the tokens of each other, and of their earlier starts.
    /// </summary>
    /// <value>A PEM file with a key for ECDSA of the curve P-256, relative to the working directory. By default a key is made at the start and kept in memory.</value>
    public string? SigningKey { get; set; }

    /// <summary>The known clients. Relaxed, any other client gets a token, too; strict, none.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<ClientOptions> Clients { get; set; } = [];

    /// <summary>The scope that a token of this emulator needs for customer management.</summary>
    /// <value>A name. The default is none: any token will do. The bank's own names are not public.</value>
    public string? CustomersScope { get; set; }

    /// <summary>The scope that a token of this emulator needs for registrations and events.</summary>
    /// <value>A name. The default is none: any token will do. The bank's own names are not public.</value>
    public string? WebhooksScope { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var number = 0; number < Clients.Count; number++)
        {
            if (string.IsNullOrWhiteSpace(Clients[number].Id) || string.IsNullOrEmpty(Clients[number].Secret))
            {
                yield return new ValidationResult($"Clients:{number} needs an Id and a Secret.");
            }
        }

        foreach (var twice in Clients.GroupBy(client => client.Id, StringComparer.Ordinal).Where(clients => clients.Count() > 1))
        {
            yield return new ValidationResult($"Clients has {twice.Key} {twice.Count()} times.");
        }
    }
}

/// <summary>A known client: an element of <c>Emulator:Tokens:Clients</c>.</summary>
internal sealed class ClientOptions
{
    /// <summary>Its <c>client_id</c>.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its <c>client_secret</c>.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The only partner whose data it may use.</summary>
    /// <value>The default is none: it may use the data of all partners.</value>
    public Guid? PartnerId { get; set; }

    /// <summary>The scopes that it may ask for, separated by spaces; a request that names none gets all of them.</summary>
    /// <value>The default is none: it may ask for any.</value>
    public string Scopes { get; set; } = "";

    public IReadOnlyList<string> ReadScopes() => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

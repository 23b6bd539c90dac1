namespace CrossRiver.Emulator.Testing;

/// <summary>What a partner's client sends to <c>/connect/token</c>.</summary>
/// <param name="ClientId">The <c>client_id</c>.</param>
/// <param name="ClientSecret">The <c>client_secret</c>.</param>
public sealed record PartnerCredentials(string ClientId, string ClientSecret)
{
    /// <summary>The client's name only: a secret never goes to a log.</summary>
    public override string ToString() => ClientId;
}

using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Settings;

/// <summary>Wrong settings are refused before the emulator starts, all of them in one answer.</summary>
public sealed class WrongSettingsTests
{
    [Fact]
    public void All_wrong_settings_are_named_at_once()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => EmulatorApplication.CreateEmbedded(
        [
            KeyValuePair.Create("Emulator:Webhoks:Timeout", (string?)"1s"),
            KeyValuePair.Create("Emulator:Worlds:JournalEntries", (string?)"0"),
            KeyValuePair.Create("Emulator:Webhooks:AttemptsUnderWay", (string?)"many"),
            KeyValuePair.Create("Emulator:Strict", (string?)"perhaps"),
        ]));

        Assert.Equal(
            [
                "Emulator:Strict: 'perhaps' cannot be used; write true or false",
                "Emulator:Webhooks:AttemptsUnderWay: 'many' cannot be used; write a number",
                "Emulator:Worlds: The field JournalEntries must be between 100 and 1000000.",
            ],
            refused.Failures.Skip(1));
        Assert.StartsWith("Emulator:Webhoks: there is no such setting or section; there are Accounts, Clock, ", refused.Failures.First(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Emulator:Webhooks:AttemptsUnderWay", "many", "Emulator:Webhooks:AttemptsUnderWay: 'many' cannot be used; write a number")]
    [InlineData("Emulator:Webhooks:Timeout", "00:10:00", "Timeout must be between 00:00:00.1000000 and 00:05:00")]
    [InlineData("Emulator:Webhooks:RetryWaits", "1s, soon", "RetryWaits '1s, soon' is not a list of at most 20 durations")]
    [InlineData("Emulator:Webhooks:RetryWaits:0", "1s", "Emulator:Webhooks:RetryWaits: this takes one value, not a list or an object")]
    [InlineData("Emulator:Webhooks", "1s", "Emulator:Webhooks: this is a section, not a setting; there are Aggregate, ")]
    [InlineData("webhooks-timeout", "0s", "Emulator:Webhooks: The field Timeout must be between 00:00:00.1000000 and 00:05:00.")]
    [InlineData("Emulator:Webhooks:RetryWait", "1s", "Emulator:Webhooks:RetryWait: there is no such setting; there are Aggregate, AllowedHosts, AttemptsUnderWay, Backlog, FinishedDeliveries, HostOfContainer, RetryWaits, SignatureTime, SigningSecret, Timeout, TrustAnyCertificate")]
    [InlineData("Emulator:Webhooks:SigningSecret", "secret", "Emulator:Webhooks: SigningSecret must be base64 of 16 to 256 bytes.")]
    [InlineData("Emulator:Webhoks:RetryWaits", "1s", "Emulator:Webhoks: there is no such setting or section; there are Accounts, Clock, Conditions, Control, Customers, Https, Idempotency, Limits, Output, Pace, Partners, Scenarios, Seed, State, Strict, Tokens, Webhooks, Worlds")]
    [InlineData("Emulator:Tokens:Clients", "acme", "Emulator:Tokens:Clients: this takes a list, the first element is Emulator:Tokens:Clients:0 with Id, PartnerId, Scopes, Secret")]
    [InlineData("Emulator:Tokens:Clients:0:Name", "acme", "Emulator:Tokens:Clients:0:Name: there is no such setting; there are Id, PartnerId, Scopes, Secret")]
    [InlineData("Emulator:Tokens:Clients:0:Id", "acme", "Emulator:Tokens: Clients:0 needs an Id and a Secret.")]
    [InlineData("Emulator:Tokens:Clients:0:PartnerId", "11111111-1111-1111-1111-11111111111", "Emulator:Tokens:Clients:0:PartnerId: '11111111-1111-1111-1111-11111111111' cannot be used; write a GUID such as 6e80b097-693c-4592-8440-02f345335bbf")]
    [InlineData("Emulator:Tokens:Lifetime", "500ms", "Emulator:Tokens: The field Lifetime must be between 00:00:01 and 365.00:00:00.")]
    [InlineData("Emulator:Tokens:Lifetime", "7", "Emulator:Tokens:Lifetime: '7' is no duration; write 250ms, 2s, 1m30s, 48h or 30d")]
    [InlineData("Emulator:Webhooks:AllowedHosts", "https://hooks.acme.test", "Emulator:Webhooks: AllowedHosts: 'https://hooks.acme.test' is no host name; write hooks.example.com or *.example.com, without scheme and port.")]
    [InlineData("pace", "slow", "Emulator:Pace: 'slow' cannot be used; write Fast or Faithful")]
    [InlineData("clock-speed", "quick", "Emulator:Clock:Speed: 'quick' cannot be used; write a number")]
    [InlineData("clock-start", "yesterday", "Emulator:Clock:Start: 'yesterday' cannot be used; write a moment such as 2026-03-02T09:00:00Z")]
    [InlineData("webhooks-timeout", "5parsecs", "Emulator:Webhooks:Timeout: '5parsecs' is no duration; write 250ms, 2s, 1m30s, 48h or 30d")]
    [InlineData("Emulator:Scenarios:TaxIdMask", "98765???", "Emulator:Scenarios: TaxIdMask must be nine characters, digits and four '?', or empty.")]
    [InlineData("Emulator:Scenarios:Wach", "false", "Emulator:Scenarios:Wach: there is no such setting; there are Default, Folder, TaxIdMask, Texts, Watch")]
    public void A_wrong_setting_is_explained(string key, string value, string told)
    {
        var refused = Record.Exception(() => EmulatorApplication.Create([$"--{key}={value}", $"--contentRoot={Path.GetTempPath()}"]));

        Assert.Contains(told, Assert.Single(StartFailure.MessagesOf(refused!)!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_that_does_not_exist_is_named_once()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => EmulatorApplication.CreateEmbedded([KeyValuePair.Create("Emulator:Webhoks:Timeout", (string?)"1s")]));

        Assert.StartsWith("Emulator:Webhoks: there is no such setting or section", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }
}

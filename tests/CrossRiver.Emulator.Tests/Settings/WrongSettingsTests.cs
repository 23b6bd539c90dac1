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
            refused.Failures);
    }

    [Fact]
    public void A_section_that_does_not_exist_is_named_once()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => EmulatorApplication.CreateEmbedded([KeyValuePair.Create("Emulator:Webhoks:Timeout", (string?)"1s")]));

        Assert.StartsWith("Emulator:Webhoks: there is no such setting or section", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }
}

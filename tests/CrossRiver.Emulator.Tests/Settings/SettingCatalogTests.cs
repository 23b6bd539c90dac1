namespace CrossRiver.Emulator.Settings;

public sealed class SettingCatalogTests
{
    [Fact]
    public void Every_setting_says_what_it_is_and_what_can_be_written()
    {
        // What an element of a list is for need not have values.
        Assert.All(EmulatorApplication.Settings.All, setting => Assert.NotEqual((setting.Key, ""), (setting.Key, setting.Summary)));
        Assert.All(EmulatorApplication.Settings.All.Where(setting => setting.Option is not null), setting => Assert.NotEqual((setting.Key, ""), (setting.Key, setting.Values)));
        Assert.All(EmulatorApplication.Settings.Sections, section => Assert.NotEqual((section.Path, ""), (section.Path, SettingTexts.OfSection(section.Options))));
    }

    [Fact]
    public void No_two_settings_have_the_same_option() =>
        Assert.Equal(EmulatorApplication.Settings.All.Count, EmulatorApplication.Settings.All.Select(setting => setting.Option ?? setting.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Theory]
    [InlineData("--webhooks-timeout", "Emulator:Webhooks:Timeout", "SPAN")]
    [InlineData("--pace", "Emulator:Pace", "Fast|Faithful")]
    [InlineData("--strict", "Emulator:Strict", "")]
    [InlineData("--clock-mode", "Emulator:Clock:Mode", "Real|Manual|Skip")]
    [InlineData("--clock-start", "Emulator:Clock:Start", "MOMENT")]
    [InlineData("--seed-partner-id", "Emulator:Seed:PartnerId", "GUID")]
    [InlineData("--worlds-chance-seed", "Emulator:Worlds:ChanceSeed", "NUMBER")]
    [InlineData("--webhooks-aggregate", "Emulator:Webhooks:Aggregate", "")]
    public void An_option_is_the_section_and_the_name_of_a_setting(string option, string key, string form)
    {
        var setting = EmulatorApplication.Settings.Find(option)!;

        Assert.Equal((key, form), (setting.Key, setting.Form));
    }

    [Fact]
    public void The_settings_of_an_element_are_of_the_first_one() =>
        Assert.Contains(EmulatorApplication.Settings.All, setting => setting.Written == "--Emulator:Tokens:Clients:0:PartnerId");

    [Fact]
    public void References_in_a_text_are_names()
    {
        Assert.Contains("null or empty when nothing is asked for", EmulatorApplication.Settings.Find("--control-key")!.Summary, StringComparison.Ordinal);
        Assert.Contains("default is 98765????.", EmulatorApplication.Settings.Find("--scenarios-tax-id-mask")!.Values, StringComparison.Ordinal);
    }
}

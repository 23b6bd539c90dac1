using CrossRiver.Emulator.Modules.Customers.TaxIds;
using CrossRiver.Emulator.Modules.Webhooks;
using CrossRiver.Emulator.Platform.Tokens;
using CrossRiver.Emulator.Scenarios.Library;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Settings;

/// <summary>A setting with an empty value is as if not given: in a compose file a variable that is not set leaves one.</summary>
public sealed class EmptySettingsTests
{
    // The empty text is a value of these: no folder, no tax ids, no retries.
    private static readonly string[] Texts = ["Emulator:Scenarios:Folder", "Emulator:Scenarios:TaxIdMask", "Emulator:Webhooks:RetryWaits"];

    [Fact]
    public async Task All_settings_may_be_empty()
    {
        var keys = EmulatorApplication.Settings.All.Select(setting => setting.Key).Concat(EmulatorApplication.Settings.Sections.Select(section => section.Path)).Except(Texts, StringComparer.Ordinal);
        await using var app = EmulatorApplication.CreateEmbedded(keys.Select(key => KeyValuePair.Create(key, (string?)"")));

        Assert.False(app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value.Strict);
        Assert.Empty(app.Services.GetRequiredService<IOptions<TokenOptions>>().Value.Clients);
        Assert.Empty(app.Services.GetRequiredService<IOptions<ScenarioOptions>>().Value.Texts);
    }

    [Fact]
    public void Each_setting_may_be_empty_alone() =>
        Assert.All(EmulatorApplication.Settings.All, setting => Assert.Null(Record.Exception(() => EmulatorApplication.CreateEmbedded([KeyValuePair.Create(setting.Key, (string?)"")]))));

    [Fact]
    public async Task Where_the_empty_text_is_a_value_it_stays_one()
    {
        await using var app = EmulatorApplication.CreateEmbedded(Texts.Select(key => KeyValuePair.Create(key, (string?)"")));

        Assert.Equal("", app.Services.GetRequiredService<IOptions<ScenarioOptions>>().Value.Folder);
        Assert.Equal("", app.Services.GetRequiredService<IOptions<TaxIdOptions>>().Value.TaxIdMask);
        Assert.Equal("", app.Services.GetRequiredService<IOptions<WebhookOptions>>().Value.RetryWaits);
    }
}

using System.ComponentModel.DataAnnotations;
using CrossRiver.Emulator.Settings;
using Microsoft.Extensions.Options;

namespace CrossRiver.Emulator.Modules.Webhooks;

/// <summary>The settings of webhooks: their defaults at each pace, their bounds, and the words for wrong ones.</summary>
public sealed class WebhookOptionsTests
{
    [Fact]
    public void Without_settings_the_defaults_hold()
    {
        var options = new WebhookOptions();

        Assert.Equal((TimeSpan.FromSeconds(30), null, 64, 1_000_000, null, 10_000), (options.Timeout, options.RetryWaits, options.AttemptsUnderWay, options.Backlog, options.Aggregate, options.FinishedDeliveries));
        Assert.Equal(("Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==", SignatureTime.Machine, "", "host.docker.internal", false), (options.SigningSecret, options.SignatureTime, options.AllowedHosts, options.HostOfContainer, options.TrustAnyCertificate));
        Assert.Empty(Faults(options));
    }

    [Theory]
    [InlineData("Fast", "1s 2s 4s", false)]
    [InlineData("Faithful", "30s..60s 30s..60s 30s..60s", true)]
    public void The_pace_decides_what_is_not_set(string pace, string waits, bool gathers)
    {
        var (open, given) = (new WebhookOptions(), new WebhookOptions { RetryWaits = "7s", Aggregate = !gathers });
        open.Complete(Enum.Parse<Pace>(pace));
        given.Complete(Enum.Parse<Pace>(pace));

        Assert.Equal(waits, string.Join(' ', open.RetryWaits!.Split(", ")));
        Assert.Equal((gathers, 3), (open.Aggregate, open.ReadRetryWaits().Count));
        Assert.Equal((!gathers, TimeSpan.FromSeconds(7)), (given.Aggregate, Assert.Single(given.ReadRetryWaits()).Longest));
    }

    [Theory]
    [InlineData("RetryWaits", "")]
    [InlineData("RetryWaits", " 250ms , 1s..2s,, ")]
    [InlineData("RetryWaits", "soon", "RetryWaits 'soon' is not a list of at most 20 durations; write 250ms, 2s, 1m30s, 48h or 30d, or a range such as 2s..5s, separated by commas.")]
    [InlineData("RetryWaits", "1s, soon", "RetryWaits '1s, soon' is not a list of at most 20 durations; write 250ms, 2s, 1m30s, 48h or 30d, or a range such as 2s..5s, separated by commas.")]
    [InlineData("AllowedHosts", "a.test, *.b.test,, bücher.test, 127.0.0.1, ::1")]
    [InlineData("AllowedHosts", "a..test", "AllowedHosts: 'a..test' is no host name; write hooks.example.com or *.example.com, without scheme and port.")]
    [InlineData("AllowedHosts", "https://a.test, b:81, *.b c", "AllowedHosts: 'https://a.test' is no host name; write hooks.example.com or *.example.com, without scheme and port.", "AllowedHosts: 'b:81' is no host name; write hooks.example.com or *.example.com, without scheme and port.", "AllowedHosts: '*.b c' is no host name; write hooks.example.com or *.example.com, without scheme and port.")]
    [InlineData("SigningSecret", "AAAA", "SigningSecret must be base64 of 16 to 256 bytes.")]
    [InlineData("AttemptsUnderWay", "0", "The field AttemptsUnderWay must be between 1 and 1000.")]
    [InlineData("AttemptsUnderWay", "1")]
    [InlineData("AttemptsUnderWay", "1000")]
    [InlineData("AttemptsUnderWay", "1001", "The field AttemptsUnderWay must be between 1 and 1000.")]
    [InlineData("Backlog", "0", "The field Backlog must be between 1 and 10000000.")]
    [InlineData("FinishedDeliveries", "99", "The field FinishedDeliveries must be between 100 and 1000000.")]
    [InlineData("Timeout", "00:00:00.099", "The field Timeout must be between 00:00:00.1000000 and 00:05:00.")]
    [InlineData("Timeout", "00:05:00.001", "The field Timeout must be between 00:00:00.1000000 and 00:05:00.")]
    [InlineData("HostOfContainer", "", "The HostOfContainer field is required.")]
    public void A_wrong_setting_is_told_in_words(string name, string value, params string[] faults)
    {
        var options = new WebhookOptions();
        var setting = typeof(WebhookOptions).GetProperty(name)!;
        setting.SetValue(options, setting.PropertyType == typeof(TimeSpan) ? TimeSpan.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : Convert.ChangeType(value, setting.PropertyType, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(faults, Faults(options));
    }

    [Fact]
    public void There_are_at_most_twenty_waits()
    {
        Assert.Empty(Faults(new WebhookOptions { RetryWaits = string.Join(',', Enumerable.Repeat("1s", 20)) }));
        Assert.Single(Faults(new WebhookOptions { RetryWaits = string.Join(',', Enumerable.Repeat("1s", 21)) }));
    }

    [Fact]
    public void The_settings_of_deliveries_are_read_once_and_wrong_ones_not_at_all()
    {
        var settings = new DeliverySettings(Options.Create(new WebhookOptions { RetryWaits = "1s, 2s..3s" }));

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)], settings.RetryWaits.Select(wait => wait.Longest));
        Assert.Equal(new WebhookOptions().SigningSecret, settings.SigningSecret.Text);
        Assert.Equal("soon", Assert.Throws<FormatException>(() => new DeliverySettings(Options.Create(new WebhookOptions { RetryWaits = "soon" }))).Message);
        Assert.Equal("SigningSecret", Assert.Throws<FormatException>(() => new DeliverySettings(Options.Create(new WebhookOptions { SigningSecret = "AAAA" }))).Message);
    }

    private static IEnumerable<string> Faults(WebhookOptions options)
    {
        var faults = new List<ValidationResult>();
        var isValid = Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        Assert.Equal(isValid, faults is []);
        return faults.Select(fault => fault.ErrorMessage!);
    }
}

using System.Net;
using CrossRiver.Emulator.Kernel.Journal.Masking;
using Microsoft.Extensions.Logging;

namespace CrossRiver.Emulator.Kernel.Journal;

/// <summary>The secrets of a callback URL are sent to the partner, and shown nowhere else.</summary>
public sealed class MaskedUrlTests
{
    [Theory]
    [InlineData("https://a.test/hooks", "https://a.test/hooks")]
    [InlineData("https://a.test/hooks?env=ci&page=2", "https://a.test/hooks?env=ci&page=2")]
    [InlineData("https://a.test/hooks?token=s3cret&env=ci", "https://a.test/hooks?token=***&env=ci")]
    [InlineData("https://a.test/?access_token=s3cret&x-api-key=s3cret&Signature=s3cret", "https://a.test/?access_token=***&x-api-key=***&Signature=***")]
    [InlineData("https://a.test/?key=s3cret&sig=s3cret&SECRET=s3cret&password=s3cret&pwd=s3cret&code=s3cret", "https://a.test/?key=***&sig=***&SECRET=***&password=***&pwd=***&code=***")]
    [InlineData("https://a.test/?X-Amz-Signature=s3cret&X-Amz-Credential=s3cret&sv=1", "https://a.test/?X-Amz-Signature=***&X-Amz-Credential=***&sv=1")]
    [InlineData("https://a.test/?%74oken=s3cret", "https://a.test/?%74oken=***")]
    [InlineData("https://name:s3cret@a.test/hooks?env=ci", "https://***@a.test/hooks?env=ci")]
    [InlineData("https://name:s3@cret@a.test", "https://***@a.test")]
    [InlineData("https://a.test/x@y?env=ci", "https://a.test/x@y?env=ci")]
    [InlineData("https://a.test/#access_token=s3cret", "https://a.test/#access_token=***")]
    [InlineData("https://a.test/?env=ci#key=s3cret", "https://a.test/?env=ci#key=***")]
    [InlineData("https://a.test/?next=https%3A%2F%2Fb.test%2F%3Ftoken%3Ds3cret", "https://a.test/?next=https%3A%2F%2Fb.test%2F%3Ftoken%3D***")]
    [InlineData("https://a.test/?next=https://b.test/?token=s3cret", "https://a.test/?next=https%3A%2F%2Fb.test%2F%3Ftoken%3D***")]
    [InlineData("no url?token=shown", "no url?token=shown")]
    public void What_may_be_a_secret_is_masked(string whole, string shown) => Assert.Equal(shown, MaskedUrl.Of(whole));

    [Fact]
    public async Task It_is_shown_nowhere_and_sent_whole()
    {
        const string Secret = "s3cret-of-the-partner";
        var lines = new KeptLines();
        await using var inbox = await WebhookInbox.StartAsync(_ => Task.FromResult((int)HttpStatusCode.InternalServerError));
        await using var emulator = new RunningEmulator
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "Trace", ["Emulator:Webhooks:RetryWaits"] = "" },
            Configure = builder => builder.Logging.ClearProviders().AddProvider(lines),
        };
        var partner = emulator.NewPartner();
        var url = new Uri($"{inbox.Url}?env=ci&sig={Secret}&key={Secret}");
        var registration = await partner.RegisterAsync(url, "Core.Customer.Onboarded");
        var customer = await partner.OnboardAsync();
        var sent = await inbox.NextAsync();
        await Until.HoldsAsync(async () => (await partner.GetJournalAsync()).Any(entry => (string)entry["kind"]! == "attempt"));
        await partner.GetAsync($"/webhooks/v1/registrations?callbackUrl={Uri.EscapeDataString(url.OriginalString)}");

        Assert.Equal(url.Query, sent.Query);
        Assert.Equal(url.OriginalString, (string)registration["callbackUrl"]!);
        var world = $"/_emulator/partners/{partner.Id}";
        foreach (var path in new[]
        {
            "/_emulator/journal", "/_emulator/partners", "/_emulator/deliveries", "/_emulator/inbox/any/messages", $"{world}/journal", $"{world}/journal/export?format=har", $"{world}/journal/export?format=jsonl",
            $"{world}/journal/export?format=mermaid&customer={customer["id"]}", $"{world}/report", $"{world}/deliveries", $"{world}", $"{world}/customers/{customer["id"]}/timeline",
        })
        {
            var answer = await partner.GetAsync(path);
            Assert.True(answer.Status is HttpStatusCode.OK && !answer.Text.Contains(Secret, StringComparison.Ordinal), $"{path}: {answer.Status} {answer.Text}");
        }

        Assert.DoesNotContain(lines.All, line => line.Contains(Secret, StringComparison.Ordinal));
        Assert.Contains(Secret, (await partner.GetAsync($"{world}/snapshot")).Text, StringComparison.Ordinal);
        Assert.Contains(Secret, (await partner.GetAsync($"/webhooks/v1/registrations/{registration["id"]}")).Text, StringComparison.Ordinal);
    }
}
